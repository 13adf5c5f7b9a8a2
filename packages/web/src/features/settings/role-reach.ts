import { permissions } from '@sluice/core/identity/role'
import type { Noun, Role, Scope } from '@sluice/core/identity/role'

/** Nouns for which a role has the same permission, in the order of the table. */
export interface Reach {
  nouns: Noun[]
  read: Scope
  write: Scope
}

const records: readonly Noun[] = ['deal', 'lead', 'account', 'contact']
const rest: readonly Noun[] = ['campaign', 'config', 'user', 'import']

/** What a role reaches, grouped so that it can be said in few sentences. Pure; from the one table that the server asks. */
export function reachOf(role: Role): Reach[] {
  const reach: Reach[] = []
  for (const noun of [...records, ...rest]) {
    const { read, write } = permissions[role][noun]
    // Records are told apart from configuration and people even when the permission is the same.
    const same = reach.find((one) => one.read === read && one.write === write && one.nouns.some((other) => records.includes(other)) === records.includes(noun) && noun !== 'import')
    if (same) same.nouns.push(noun)
    else reach.push({ nouns: [noun], read, write })
  }
  return reach
}
