import { readId } from '@sluice/core/funnel/deal-ids'
import { sql } from 'kysely'
import { dealInput } from './deal-input.ts'
import { followDimensions } from './dimensions.ts'
import { followMasks } from './follow-masks.ts'
import { fit, type Held } from './held.ts'
import { load, NewStageError } from './load.ts'
import { type NewEvent, unseen } from './new-event.ts'
import { isStillThere } from './proof.query.ts'
import type { SnapshotTx } from './snapshot-tx.ts'
import { readStageReading, type StageReading } from './stages.query.ts'

/** At most so many changes are followed one by one; beyond, or beyond a quarter of all deals, the whole pipeline is read anew. */
const most = 100_000
const dealsAtOnce = 2000
/** More dead rows than this share are dropped. */
const wasted = 0.2

/**
 * Brings columns up to what a snapshot sees. Taken are the events that it sees and the last one did not, whatever their
 * numbers: a transaction that commits late is not passed over, and none is taken twice. The deals that they are about are
 * read from the tables, not from the events, so that what is taken is what the fold of the log wrote.
 * `false`: too much changed, or the database is not the one followed before; the pipeline is to be loaded anew.
 */
export async function follow(snapshot: SnapshotTx, held: Held): Promise<boolean> {
  if (!(await isStillThere(snapshot, held.proof))) return false
  const { builder } = held
  const last = await selectNewest(snapshot, held.sees)
  if (last === null) {
    held.sees = snapshot.sees
    return true
  }
  const limit = Math.floor(Math.min(most, Math.max(1000, builder.columns.size / 4)))
  const events = await selectNew(snapshot, held.sees, limit)
  if (events.length > limit) return false
  if (events.some((event) => event.type === 'config.changed' && event.what === 'projections')) return false

  const touched = [...new Set(events.filter(writesDeal).map((event) => event.subject_id))]
  const configured = events.some((event) => event.subject_type === 'config')
  if (configured && !(await followStages(snapshot, held))) return false
  try {
    for (let from = 0; from < touched.length; from += dealsAtOnce) await replace(snapshot, held, touched.slice(from, from + dealsAtOnce))
  } catch (error) {
    if (error instanceof NewStageError) return false
    throw error
  }
  if (touched.length > 0 && !isEveryGoneStageUsed(held, await readStageReading(snapshot.tx, held.orgId, held.pipelineId))) return false
  await followDimensions(snapshot, held, events, touched)
  await followMasks(snapshot, held)

  held.sees = snapshot.sees
  held.proof = { ...held.proof, last }
  held.version++
  held.unsaved += touched.length
  if (!held.isSaving && builder.wasted > wasted && builder.columns.size > 1000) {
    builder.compact()
    // Rows have other numbers now.
    held.masks.clear()
  }
  fit(builder)
  return true
}

/** The newest of them, whatever it is about; null when nothing happened in the organisation. */
async function selectNewest(snapshot: SnapshotTx, sees: string): Promise<{ seq: number; xid: string } | null> {
  const { rows } = await sql<{ seq: number; xid: string }>`
    select seq, xid::text as xid from event where ${unseen(snapshot, sees)} order by org_id desc, event.xid desc, seq desc limit 1`.execute(snapshot.tx)
  return rows[0] ?? null
}

/** Those that may concern columns. */
async function selectNew(snapshot: SnapshotTx, sees: string, limit: number): Promise<NewEvent[]> {
  const { rows } = await sql<NewEvent>`
    select type, subject_type, subject_id, payload->>'what' as what,
      case when type = 'deal.created' then array[payload->>'accountId']
        when payload->'changes' ? 'accountId' then array[payload->'changes'->'accountId'->>0, payload->'changes'->'accountId'->>1] end as accounts
    from event where ${unseen(snapshot, sees)}
      and (subject_type = 'config' or (subject_type = 'deal' and type like 'deal.%')
        or type in ('account.changed', 'account.removed', 'lead.changed', 'lead.converted', 'lead.removed'))
    limit ${limit + 1}`.execute(snapshot.tx)
  return rows
}

/** Events after which a deal's stays, versions or dimensions may read otherwise. */
function writesDeal({ type, subject_type }: NewEvent): boolean {
  return subject_type === 'deal' && type.startsWith('deal.') && type !== 'deal.contacts_changed' && type !== 'deal.loss_reviewed'
}

/** Probabilities are taken over; false when stages came, went, or stand for one another otherwise. */
async function followStages(snapshot: SnapshotTx, { orgId, pipelineId, builder, reading }: Held): Promise<boolean> {
  const now = await readStageReading(snapshot.tx, orgId, pipelineId)
  if (now.key !== reading.key) return false
  const probability = new Map(now.all.map((stage) => [stage.id, stage.winProbability]))
  builder.columns.stages = builder.columns.stages.map((stage) => ({ ...stage, winProbability: probability.get(stage.id) ?? stage.winProbability }))
  return true
}

async function replace(snapshot: SnapshotTx, { pipelineId, builder }: Held, dealIds: readonly string[]): Promise<void> {
  const { columns } = await load(snapshot, pipelineId, { dealIds, stages: builder.columns.stages })
  const found = new Set<string>()
  for (let row = 0; row < columns.size; row++) {
    if (columns.deal.alive[row] === 0) continue
    found.add(readId(columns.deal.id, row))
    builder.replaceDeal(dealInput(columns, row))
  }
  for (const id of dealIds) if (!found.has(id)) builder.removeDeal(id)
}

/** A stage that is gone is shown while any deal was in it; the last one may just have been removed. */
function isEveryGoneStageUsed({ builder: { columns } }: Held, { all }: Pick<StageReading, 'all'>): boolean {
  const gone = new Set(all.filter((stage) => stage.isGone).map((stage) => stage.id))
  const unused = new Set(columns.stages.flatMap((stage, k) => (gone.has(stage.id) ? [k] : [])))
  const { deal, stay } = columns
  for (let row = 0; unused.size > 0 && row < columns.size; row++) {
    if (deal.alive[row] === 0) continue
    for (let s = deal.stayFrom[row] as number, end = s + (deal.stayCount[row] as number); s < end; s++) unused.delete(stay.stage[s] as number)
  }
  return unused.size === 0
}
