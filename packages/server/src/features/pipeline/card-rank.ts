import type { Viewer } from '@sluice/core/identity/policy'
import { rankBetween } from '@sluice/core/lib/rank'
import { ranksBetween } from '@sluice/core/pipeline/ranks'
import type { Reader } from '../../platform/db.ts'
import { refuse } from '../../platform/refusal.ts'
import { selectCardRanks, selectRank } from './pipeline.queries.ts'

export interface Column {
  pipelineId: string
  stageId: string
}

/** Where a card was dropped: below `beforeId` and above `afterId`; neither means the top of the column. */
export interface Neighbours {
  beforeId?: string | null | undefined
  afterId?: string | null | undefined
}

/**
 * The rank of a card between its neighbours, from their ranks at this moment, so that a drop writes one row. With one
 * neighbour named the other is whoever stands there. Two drops into the same gap at once may get one rank: such cards
 * follow each other by id, and a drop between them goes below them both.
 */
export async function rankOfCard(tx: Reader, viewer: Viewer, column: Column, cardId: string, { beforeId, afterId }: Neighbours): Promise<string> {
  const { orgId } = viewer
  const wanted = [beforeId, afterId].filter((id) => id !== null && id !== undefined)
  if (wanted.length === 0) return (await topRanks(tx, orgId, column, [cardId]))[0] ?? refuse('deal.unknown_neighbour')
  const ranks = await selectCardRanks(tx, viewer, column, wanted)
  if (wanted.includes(cardId) || ranks.size < new Set(wanted).size) refuse('deal.unknown_neighbour')
  const before = beforeId ? (ranks.get(beforeId) ?? null) : null
  const after = afterId ? (ranks.get(afterId) ?? null) : null
  if (before !== null && after !== null && before < after) return rankBetween(before, after)
  // Also when the neighbours have changed places meanwhile: then the one above counts.
  if (before !== null) return rankBetween(before, await selectRank(tx, orgId, column, { below: before }, [cardId]))
  return rankBetween(await selectRank(tx, orgId, column, { above: after ?? '' }, [cardId]), after)
}

/** Ranks at the top of a column for cards that enter it, in their order. */
export async function topRanks(tx: Reader, orgId: string, column: Column, cardIds: readonly string[]): Promise<string[]> {
  return ranksBetween(null, await selectRank(tx, orgId, column, 'first', cardIds), cardIds.length)
}
