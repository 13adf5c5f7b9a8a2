import type { APIRequestContext } from '@playwright/test'
import { createUser, listTeams, signIn } from '../../packages/core/src/identity/contract.ts'
import type { Role } from '../../packages/core/src/identity/role.ts'
import { ask } from './ask.ts'
import { unique } from './board.ts'
import type { Person } from './test.ts'

/** A colleague of a test's own, signed in with a browser of their own. */
export async function colleague(api: APIRequestContext, another: (state: null) => Promise<Person>, role: Role): Promise<Person & { id: string; name: string }> {
  const { items: teams } = await ask(api, listTeams)
  const team = teams[0]
  if (!team) throw new Error('no team')
  const name = unique('同事')
  const account = { email: `${unique('colleague')}@example.com`, password: '今天天气真不错2026' }
  const user = await ask(api, createUser, { body: { name, role, teamId: team.id, ...account } })
  const person = await another(null)
  await ask(person.context.request, signIn, { body: account })
  return { ...person, id: user.id, name }
}
