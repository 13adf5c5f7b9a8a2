import { searchRecords } from '@sluice/core/search/contract'
import { scopeOf } from '@sluice/core/identity/policy'
import type { Api } from '../../platform/api.ts'
import type { OwnedNoun } from '../../platform/policy.ts'
import { route } from '../../platform/route.ts'
import { readTyped, scoreOf } from './rank.ts'
import { selectCandidates, type Candidate } from './search.queries.ts'

const nouns: readonly OwnedNoun[] = ['deal', 'lead', 'account', 'contact']
/** Enough that a good fit is among them, few enough to answer between two strokes of a key. */
const candidatesEach = 60

/** Search over everything the viewer may see, as they type. */
export function searchRoutes(api: Api): void {
  route(api, searchRecords, async ({ tx, viewer, query }) => {
    const typed = readTyped(query.q)
    const found: Candidate[] = []
    for (const noun of nouns) if (scopeOf(viewer, noun, 'read') !== 'none') found.push(...(await selectCandidates(tx, viewer, noun, typed, candidatesEach)))
    const ranked = found.map(({ number: _, phone: __, ...item }, i) => ({ ...item, score: scoreOf(found[i] as Candidate, typed) }))
    // Equal scores keep the order of the database: the one touched last comes first.
    return { items: ranked.toSorted((a, b) => b.score - a.score).slice(0, query.limit) }
  })
}
