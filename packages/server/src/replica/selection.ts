import type { Condition } from '@sluice/core/conditions/condition'
import { dealObject } from '@sluice/core/conditions/objects'
import { isComputed } from '@sluice/core/fields/value-type'
import type { Selection } from '@sluice/core/funnel/columns'
import type { SliceOf } from '@sluice/core/funnel/slice'
import { scopeOf, type Viewer } from '@sluice/core/identity/policy'
import { maySee } from '@sluice/core/fields/read'
import { sql } from 'kysely'
import { withCustomFields } from '../features/fields/custom-catalogue.queries.ts'
import { selectFields } from '../features/fields/fields.queries.ts'
import { filterOf, understood } from '../platform/condition-filter.ts'
import { refuse } from '../platform/refusal.ts'
import { type Split, splitCondition } from './condition-in-columns.ts'
import { customKey } from './dimension-catalogue.ts'
import { needDimensions } from './dimensions.ts'
import type { Held } from './held.ts'
import { type DealQuestion, maskOf, type Reach, setRows } from './kept-masks.ts'
import { packedIds, type SnapshotTx } from './snapshot-tx.ts'
import { readStageReading } from './stages.query.ts'

/** Which deals a question is about, as it is asked: plain data. `null` and a missing one let everything pass. */
export interface Asked {
  viewer: Viewer
  timeZone: string
  /** UTC epoch milliseconds; what relative dates in `where` count from. */
  now: number
  owners?: readonly string[] | null
  /** All of them: whoever asks has added the teams below. */
  teams?: readonly string[] | null
  sources?: readonly string[] | null
  products?: readonly string[] | null
  slices?: readonly SliceOf[] | null
  /** A condition on the deal as it is today, as JSON or in words. */
  where?: string | null
}

/**
 * What a question may count: what its viewer may see (the policy, by the deal's owner and team of today), and what its
 * filters let pass. What columns do not say is asked of the database, and followed from then on.
 * Refuses a condition that cannot be understood, and a dimension that there is not, or not for this viewer.
 */
export async function selectionOf(snapshot: SnapshotTx, held: Held, asked: Asked): Promise<Selection> {
  const slices = asked.slices ?? []
  await requireSlices(snapshot, asked.viewer, slices)
  await needDimensions(snapshot, held, slices.map((slice) => slice.dimension))
  const masks = [await scopeMask(snapshot, held, asked.viewer), ...slices.map((slice) => sliceMask(held, slice))]
  if (asked.products != null && asked.products.length > 0) masks.push(await productMask(snapshot, held, asked.products))
  if (asked.where != null && asked.where.trim() !== '') masks.push(await conditionMask(snapshot, held, asked, asked.where))
  const { owner, team, source } = held.builder.columns.dictionaries
  const codes = (dictionary: typeof owner, ids: readonly string[] | null | undefined) =>
    ids == null ? null : new Set(ids.flatMap((id) => dictionary.codes.get(id) ?? []))
  return { mask: both(masks.filter((mask) => mask !== null)), owners: codes(owner, asked.owners), teams: codes(team, asked.teams), sources: codes(source, asked.sources) }
}

function both(masks: readonly Uint8Array[]): Uint8Array | null {
  const [first, ...others] = masks
  if (first === undefined || others.length === 0) return first ?? null
  const result = first.slice()
  for (const mask of others) for (let row = 0; row < result.length; row++) result[row] = (result[row] as number) & (mask[row] as number)
  return result
}

/** The twin of `scopeFilter` in platform/policy.ts over columns; a test holds the two together. */
async function scopeMask({ tx }: SnapshotTx, held: Held, viewer: Viewer): Promise<Uint8Array | null> {
  const scope = scopeOf(viewer, 'deal', 'read')
  if (scope === 'all') return null
  const { columns } = held.builder
  const { deal, version, dictionaries } = columns
  const mask = new Uint8Array(columns.size)
  if (scope === 'none') return mask
  const me = dictionaries.owner.codes.get(viewer.userId) ?? -1
  const teams = new Uint8Array(dictionaries.team.values.length)
  for (const id of viewer.teamIds) {
    const code = dictionaries.team.codes.get(id)
    if (code !== undefined) teams[code] = 1
  }
  for (let row = 0; row < columns.size; row++) {
    if (deal.alive[row] === 0) continue
    const v = (deal.versionFrom[row] as number) + (deal.versionCount[row] as number) - 1
    const owner = version.owner[v] as number
    mask[row] = owner === me || (scope === 'team' && (owner === 0 || teams[version.team[v] as number] === 1)) ? 1 : 0
  }
  const shared = await packedIds(tx, sql`select deal_id as id from deal_collaborator where org_id = ${held.orgId} and user_id = ${viewer.userId}`)
  setRows(held, mask, shared)
  return mask
}

function sliceMask({ builder: { columns } }: Held, { dimension: name, values }: SliceOf): Uint8Array {
  const dimension = columns.dimensions.get(name)
  const mask = new Uint8Array(columns.size)
  if (dimension === undefined) return mask
  const passes = new Uint8Array(dimension.dictionary.values.length)
  for (const value of values) {
    const code = value === '' ? 0 : dimension.dictionary.codes.get(value)
    if (code !== undefined) passes[code] = 1
  }
  for (let row = 0; row < columns.size; row++) mask[row] = passes[dimension.codes[row] as number] as number
  return mask
}

/** The deals that hold a product. */
function productMask(snapshot: SnapshotTx, held: Held, products: readonly string[]): Promise<Uint8Array> {
  const query = (among: readonly string[] | null) => sql`select distinct deal_id as id from deal_product
    where org_id = ${held.orgId} and product_id = any(${sql.val([...products])}::uuid[]) and ${named('deal_id', among)}`
  return maskOf(snapshot, held, { key: JSON.stringify(['products', products]), query, inColumns: null })
}

/** The deals that fulfil a condition, as the viewer may ask it. */
export async function conditionMask(snapshot: SnapshotTx, held: Held, { viewer, timeZone, now }: Asked, where: string, reach?: Reach): Promise<Uint8Array> {
  const { tx, orgId } = snapshot
  const object = await withCustomFields(tx, orgId, viewer.role, dealObject)
  const { condition, context } = await understood(tx, { viewer, timeZone, now: new Date(now) }, object, 'd', where)
  // A computed field changes a moment after its record, without an event of its own.
  const computed = (await selectFields(tx, orgId)).filter(isComputed).map((field) => field.id)
  const question = (asked: Condition, split: Split | null): DealQuestion => {
    const filter = filterOf(asked, object, context, 'd')
    const { sql: text, parameters } = sql`select ${filter}`.compile(tx)
    return {
      key: computed.some((id) => text.includes(id)) ? null : JSON.stringify([text, parameters]),
      query: (among) => sql`select d.id from deal d where d.org_id = ${orgId} and ${named('d.id', among)} and ${filter}`,
      inColumns: split === null ? null : { split, questionOf: (part) => question(part.condition, null) },
    }
  }
  const reading = await readStageReading(tx, orgId, held.pipelineId)
  const split = splitCondition(condition, object, context, held.builder.columns, { pipelineId: held.pipelineId, ...reading })
  return maskOf(snapshot, held, question(condition, split.kind === 'database' ? null : split), reach)
}

const named = (column: string, ids: readonly string[] | null) => (ids === null ? sql`true` : sql`${sql.ref(column)} = any(${sql.val([...ids])}::uuid[])`)

/** A custom field that the viewer's role may not see cannot be sliced by either. */
async function requireSlices({ tx, orgId }: SnapshotTx, { role }: Viewer, slices: readonly SliceOf[]): Promise<void> {
  if (slices.length === 0) return
  const fields = new Map((await selectFields(tx, orgId)).map((field) => [customKey(field), field]))
  for (const { dimension } of slices) {
    const field = fields.get(dimension)
    if (field !== undefined && !maySee(field, role)) refuse('request.invalid', {}, [{ path: 'slice', code: 'unknown' }])
  }
}
