import { changeAccount, changeContact, getAccount, getContact } from '@sluice/core/customers/contract'
import type { BodyInputOf } from '@sluice/core/lib/contract'
import { useQueryClient } from '@tanstack/react-query'
import { call } from '../../api/client.ts'
import { contractKey, useContractQuery } from '../../api/query.ts'
import { useRefresh } from '../../api/refresh.ts'

export type AccountChange = BodyInputOf<typeof changeAccount>
export type ContactChange = BodyInputOf<typeof changeContact>

/** One account: read with its contacts, changed against the version that is shown, read again. */
export function useAccount(id: string) {
  const client = useQueryClient()
  const refresh = useRefresh()
  const args = { params: { id } }
  const read = useContractQuery(getAccount, args)
  const change = async (part: AccountChange) => {
    const current = client.getQueryData<NonNullable<typeof read.data>>(contractKey(getAccount, args))
    const changed = await call(changeAccount, { ...args, body: part, ifMatch: current?.version ?? 1 })
    client.setQueryData(contractKey(getAccount, args), { canWrite: true, customNames: {}, contacts: [], ...current, ...changed })
    refresh({ type: 'account.changed', subjectType: 'account', subjectId: id })
    return changed
  }
  return { read, change, reload: () => read.refetch() }
}

/** One contact, the same way. */
export function useContact(id: string) {
  const client = useQueryClient()
  const refresh = useRefresh()
  const args = { params: { id } }
  const read = useContractQuery(getContact, args)
  const change = async (part: ContactChange) => {
    const current = client.getQueryData<NonNullable<typeof read.data>>(contractKey(getContact, args))
    const changed = await call(changeContact, { ...args, body: part, ifMatch: current?.version ?? 1 })
    client.setQueryData(contractKey(getContact, args), { canWrite: true, customNames: {}, ...current, ...changed })
    refresh({ type: 'contact.changed', subjectType: 'contact', subjectId: id })
    return changed
  }
  return { read, change, reload: () => read.refetch() }
}
