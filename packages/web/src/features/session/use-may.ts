import { permissions } from '@sluice/core/identity/role'
import type { Action, Noun } from '@sluice/core/identity/role'
import { useSession } from './session.ts'

/** Whether the signed-in user's role may do something with a noun at all; which records, the server says (`canWrite`). */
export function useMay(): (noun: Noun, action: Action) => boolean {
  const { user } = useSession()
  return (noun, action) => permissions[user.role][noun][action] !== 'none'
}
