import type { FunnelQuery } from '@sluice/core/funnel/contract'
import type { CohortAsked } from '@sluice/core/funnel/measures/asked'
import type { SliceOf } from '@sluice/core/funnel/slice'
import type { Viewer } from '@sluice/core/identity/policy'
import { startOfDay } from '@sluice/core/lib/dates'
import { sql } from 'kysely'
import type { Api } from '../platform/api.ts'
import type { Reader } from '../platform/db.ts'
import type { Session } from '../platform/session.ts'
import type { Asked } from '../replica/selection.ts'
import type { OwnershipFilter } from './ownership-filter.ts'

/** Who asks, and the conventions of the organisation. */
export interface Asking {
  viewer: Viewer
  timeZone: string
  currency: string
  now: Date
}

export const askingOf = (api: Api, viewer: Viewer, session: Session): Asking => ({
  viewer, timeZone: session.org.timeZone, currency: session.org.currency, now: api.clock.now(),
})

/** The part of the funnel's question that says which deals; the same for every report. */
export type SlicedQuery = Pick<FunnelQuery, 'pipeline' | 'owner' | 'team' | 'source' | 'product' | 'slice' | 'where'>
export type TimedQuery = Pick<FunnelQuery, 'from' | 'to' | 'asOf'>

/** `asOf` means the end of that day, never later than now; a period's days are instants in the organisation's zone. */
export function instantsOf({ timeZone, now }: Asking, { from, to, asOf }: TimedQuery): { from: number | null; to: number | null; asOf: number } {
  return {
    from: from === undefined ? null : startOfDay(from, timeZone),
    to: to === undefined ? null : startOfDay(to, timeZone),
    asOf: asOf === undefined ? now.getTime() : Math.min(startOfDay(asOf, timeZone, 1) - 1, now.getTime()),
  }
}

export function cohortOf(asking: Asking, query: TimedQuery & { currency?: string | undefined } & Partial<Pick<FunnelQuery, 'cohort' | 'fill' | 'matureDays'>>): CohortAsked {
  return {
    ...instantsOf(asking, query), zone: asking.timeZone, currency: query.currency ?? asking.currency,
    ...(query.cohort !== undefined && { cohort: query.cohort }), ...(query.fill !== undefined && { fill: query.fill }),
    ...(query.matureDays !== undefined && { matureDays: query.matureDays }),
  }
}

/** Owners, teams with all below them, and sources; also those named as slices. */
export async function ownershipOf(tx: Reader, { viewer }: Asking, query: Pick<SlicedQuery, 'owner' | 'team' | 'source' | 'slice'>): Promise<OwnershipFilter> {
  const named = (dimension: string) => (query.slice ?? []).filter((slice) => slice.dimension === dimension).map(({ values }) => values)
  const teams = [...(query.team === undefined ? [] : [await selectSubtree(tx, viewer.orgId, query.team)]), ...named('team')]
  return {
    owners: both([...(query.owner === undefined ? [] : [query.owner]), ...named('owner')]),
    teams: both(teams),
    sources: both([...(query.source === undefined ? [] : [query.source]), ...named('source')]),
  }
}

const both = (lists: readonly (readonly string[])[]): string[] | null => {
  const [first, ...others] = lists
  return first === undefined ? null : first.filter((id) => others.every((list) => list.includes(id)))
}

/** What stands in columns of its own among the slices. */
export const ownDimensions: ReadonlySet<string> = new Set(['owner', 'team', 'source'])
export const otherSlices = (slices: readonly SliceOf[] | undefined): SliceOf[] => (slices ?? []).filter(({ dimension }) => !ownDimensions.has(dimension))

/** Which deals a question is about, for the replica. */
export async function askedOf(tx: Reader, asking: Asking, query: SlicedQuery): Promise<Asked> {
  const { viewer, timeZone, now } = asking
  return {
    viewer, timeZone, now: now.getTime(), ...(await ownershipOf(tx, asking, query)), products: query.product ?? null, slices: otherSlices(query.slice), where: query.where ?? null,
  }
}

/** Teams with all below them. */
async function selectSubtree(tx: Reader, orgId: string, teamIds: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select id from team where org_id = ${orgId} and path && ${sql.val([...teamIds])}::uuid[]`.execute(tx)
  return rows.map((row) => row.id)
}
