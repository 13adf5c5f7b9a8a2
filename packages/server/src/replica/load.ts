import {
  codeOf, type DealColumns, type Dictionary, dictionary, DORMANT, EXIT_CODES, IMPORTED, LATE, NO_AMOUNT, NO_DAY, NO_PROBABILITY, NO_STAGE, TRUNCATED,
} from '@sluice/core/funnel/columns'
import type { FunnelStage } from '@sluice/core/funnel/journey'
import { copyRows, readBigint, readInstant } from './copy-rows.ts'
import { Deals, roomy } from './deal-rows.ts'
import { IdCodes } from './id-codes.ts'
import { readLineage, REMAP } from './read-lineage.ts'
import { byDeal, RawRows, reordered, resized } from './raw-rows.ts'
import { roomFor } from './room.ts'
import { idLiteral, type SnapshotTx } from './snapshot-tx.ts'
import { readStageReading, type StageReading, stagesOf } from './stages.query.ts'

export interface Loaded {
  columns: DealColumns
  reading: StageReading
}

/**
 * The deals that were ever in a pipeline as columns, dead rows none: all of them, or those named (then `stages` are those
 * that the caller's columns have). Two COPY streams over `stay` and `deal_version` in whatever order the tables lie, packed
 * as they come and sorted in memory afterwards, deals by their entry: no row ever is an object.
 *
 * @throws NewStageError, and RangeError as the columns do: too many stages, values, currencies.
 */
export async function load(snapshot: SnapshotTx, pipelineId: string, only: { dealIds: readonly string[]; stages: readonly FunnelStage[] } | null = null): Promise<Loaded> {
  const reading = await readStageReading(snapshot.tx, snapshot.orgId, pipelineId)
  const deals = new Deals()
  const lossReason = dictionary()
  const stays = await readStayRows(snapshot, pipelineId, only?.dealIds ?? null, reading, deals, lossReason)
  const stages = only?.stages ?? stagesOf(reading, (id) => stays.seen.has(id))
  if (stages.length >= NO_STAGE) throw new RangeError('too many stages')
  const known = new Map<number, { entered: number; left: number }>()
  const riskFrom = new Map<number, number>()
  deals.sort(stays.rows.columns.deal.subarray(0, stays.rows.used))
  const stay = arrangeStays(stays, deals, stages, reading, known, riskFrom)

  const dictionaries = { owner: deals.owner.dictionary, team: deals.team.dictionary, source: deals.source.dictionary, currency: dictionary(), lossReason }
  const versions = await readVersionRows(snapshot, pipelineId, only?.dealIds ?? null, deals, dictionaries.currency)
  const { version, kept } = arrangeVersions(versions, deals)
  const columns: DealColumns = {
    size: deals.size, stays: stays.rows.used, versions: kept,
    deal: roomy(deals.deal, roomFor(deals.size)), stay, version, known, riskFrom, stages, dictionaries, dimensions: new Map(), settled: null,
  }
  return { columns, reading }
}

/** A deal was in a stage that is none of those given, though it is to be shown now. */
export class NewStageError extends Error {}

const stayArrays = () => ({
  deal: new Uint32Array(0), n: new Uint16Array(0), stage: new Uint8Array(0), toStage: new Uint8Array(0), enteredAt: new Float64Array(0), leftAt: new Float64Array(0),
  exit: new Uint8Array(0), lossReason: new Uint16Array(0), flags: new Uint8Array(0),
})
interface StayRows {
  rows: RawRows<ReturnType<typeof stayArrays>>
  /** Stage ids by the numbers that the rows have. */
  stageIds: (string | null)[]
  /** Stages that any of the deals was in. */
  seen: Set<string>
  late: Map<number, { entered: number; left: number }>
  risk: Map<number, number>
}

async function readStayRows(snapshot: SnapshotTx, pipelineId: string, dealIds: readonly string[] | null, reading: StageReading, deals: Deals, lossReasons: Dictionary): Promise<StayRows> {
  const rows = new RawRows(stayArrays())
  const stage = new IdCodes(dictionary())
  const reasons = new IdCodes(lossReasons)
  const late: StayRows['late'] = new Map()
  const risk: StayRows['risk'] = new Map()
  let to = rows.columns
  const query = `select deal_id, n, stage_id, entered_at, nullif(entered_known_at, entered_at), left_at, nullif(left_known_at, left_at), exit,
      lost_reason_id, owner_id, team_id, source_id, risk_from, imported${reading.hasLineage ? ', to_stage_id' : ''}
    from stay where org_id = ${idLiteral(snapshot.orgId)} and pipeline_id = ${idLiteral(pipelineId)}${among(dealIds)}`
  await copyRows(snapshot.client, query, (buffer, start) => {
    if (rows.grow()) to = rows.columns
    const i = rows.used++
    let at = start + 4
    const d = deals.row(buffer, at, true)
    const n = buffer.readInt32BE(at + 20)
    if (n > 65_535) throw new RangeError('a deal with too many stays')
    at += 28
    const stageCode = stage.code(buffer, at)
    const entered = readInstant(buffer, at + 20)
    at += 28
    let enteredKnown = entered
    if (buffer.readInt32BE(at) === 8) {
      enteredKnown = readInstant(buffer, at + 4)
      at += 8
    }
    at += 4
    let left = Infinity
    if (buffer.readInt32BE(at) === 8) {
      left = readInstant(buffer, at + 4)
      at += 8
    }
    at += 4
    let leftKnown = left
    if (buffer.readInt32BE(at) === 8) {
      leftKnown = readInstant(buffer, at + 4)
      at += 8
    }
    at += 4
    const exitLength = buffer.readInt32BE(at)
    at += 4
    to.exit[i] = exitLength < 0 || left === Infinity ? 0 : exitCode(buffer, at)
    if (exitLength > 0) at += exitLength
    to.deal[i] = d
    to.n[i] = n
    to.stage[i] = stageCode
    to.enteredAt[i] = entered
    to.leftAt[i] = left
    let code = 0
    if (buffer.readInt32BE(at) === 16) {
      code = reasons.code(buffer, at + 4)
      at += 16
    }
    to.lossReason[i] = code
    at += 4
    const isFirst = deals.isFirst(d, n, entered)
    if (isFirst) deals.deal.entryOwner[d] = codeAt(deals.owner, buffer, at)
    at += buffer.readInt32BE(at) === 16 ? 20 : 4
    if (isFirst) deals.deal.entryTeam[d] = codeAt(deals.team, buffer, at)
    at += buffer.readInt32BE(at) === 16 ? 20 : 4
    if (isFirst) deals.deal.entrySource[d] = codeAt(deals.source, buffer, at)
    at += buffer.readInt32BE(at) === 16 ? 20 : 4
    let flags = 0
    if (buffer.readInt32BE(at) === 8) {
      risk.set(i, readInstant(buffer, at + 4))
      flags |= TRUNCATED
      at += 8
    }
    at += 4
    if (buffer[at + 4] === 1) flags |= IMPORTED
    at += 5
    if (enteredKnown > entered || leftKnown > left) {
      late.set(i, { entered: enteredKnown, left: leftKnown })
      flags |= LATE
    }
    to.flags[i] = flags
    to.toStage[i] = reading.hasLineage && buffer.readInt32BE(at) === 16 ? stage.code(buffer, at + 4) : 0
    if (stage.dictionary.values.length > 255) throw new RangeError('too many stages')
  })
  const stageIds = stage.dictionary.values
  const seen = new Set<string>()
  for (let i = 0; i < rows.used; i++) seen.add(stageIds[to.stage[i] as number] as string)
  return { rows, stageIds, seen, late, risk }
}

/** Sorts the stays by deal, writes them as they read today, and gives each deal its place. */
function arrangeStays(
  { rows, stageIds, seen, late, risk }: StayRows, deals: Deals, stages: readonly FunnelStage[], reading: StageReading, known: DealColumns['known'], riskFrom: DealColumns['riskFrom'],
): DealColumns['stay'] {
  const index = new Map(stages.map((stage, k) => [stage.id, k]))
  const shown = new Set(reading.all.map((stage) => stage.id))
  for (const id of seen) if (shown.has(id) && !index.has(id)) throw new NewStageError()
  const { columns: raw, used } = rows
  const { order, from } = byDeal(raw.deal, raw.n, used, deals.size)
  for (const column of [raw.deal, raw.n]) resized(column, 0)
  const stageOf = Uint8Array.from(stageIds, (id) => (id === null ? NO_STAGE : (index.get(reading.standsFor(id)) ?? NO_STAGE)))
  const isMapped = Uint8Array.from(stageIds, (id) => (id === null || reading.standsFor(id) === id ? 0 : 1))
  const { deal } = deals
  const room = roomFor(used)
  const stay: DealColumns['stay'] = {
    stage: reordered(raw.stage, order, room), enteredAt: reordered(raw.enteredAt, order, room), leftAt: reordered(raw.leftAt, order, room),
    exit: reordered(raw.exit, order, room), lossReason: reordered(raw.lossReason, order, room), flags: reordered(raw.flags, order, room),
  }
  const toStage = reading.hasLineage ? reordered(raw.toStage, order, used) : null
  if (late.size > 0 || risk.size > 0) {
    for (let s = 0; s < used; s++) {
      const arrival = order[s] as number
      const [times, at] = [late.get(arrival), risk.get(arrival)]
      if (times !== undefined) known.set(s, times)
      if (at !== undefined) riskFrom.set(s, at)
    }
  }
  for (let d = 0; d < deals.size; d++) {
    const [begin, end] = [from[d] as number, from[d + 1] as number]
    let needsReading = false
    for (let s = begin; s < end; s++) if (stay.exit[s] === REMAP || isMapped[stay.stage[s] as number] === 1) needsReading = true
    let count = end - begin
    if (needsReading) count = readLineage({ stay, known, riskFrom, begin, end, toStage, stageIds, stages, standsFor: reading.standsFor, stageIndex: index })
    else for (let s = begin; s < end; s++) stay.stage[s] = stageOf[stay.stage[s] as number] as number
    deal.stayFrom[d] = begin
    deal.stayCount[d] = count
  }
  return stay
}

const versionArrays = () => ({
  deal: new Uint32Array(0), n: new Uint16Array(0), knownFrom: new Float64Array(0), amountMinor: new Float64Array(0), currency: new Uint8Array(0),
  probability: new Uint16Array(0), expectedClose: new Int32Array(0), owner: new Uint16Array(0), team: new Uint16Array(0), source: new Uint16Array(0),
  closedAt: new Float64Array(0), flags: new Uint8Array(0),
})
type VersionArrays = ReturnType<typeof versionArrays>

async function readVersionRows(snapshot: SnapshotTx, pipelineId: string, dealIds: readonly string[] | null, deals: Deals, currencies: Dictionary): Promise<RawRows<VersionArrays>> {
  const rows = new RawRows(versionArrays())
  /** By deal: the last version read, as far as rows come in order; 0 = none. What it repeats is not kept at all. */
  const lastRow = new Int32Array(deals.size).fill(-1)
  const lastN = new Uint16Array(deals.size)
  const currencyCodes = new Map<number, number>()
  let to = rows.columns
  const org = idLiteral(snapshot.orgId)
  const query = `select deal_id, n, known_from, amount_minor, currency, (win_probability * 10000)::int4, expected_close_on, owner_id, team_id, source_id,
      created_at, closed_at, is_dormant
    from deal_version v where org_id = ${org}${dealIds === null ? await withoutOthers(snapshot, pipelineId) : among(dealIds)}`
  await copyRows(snapshot.client, query, (buffer, start) => {
    let at = start + 4
    const d = deals.row(buffer, at, false)
    if (d < 0) return
    if (rows.grow()) to = rows.columns
    const i = rows.used
    const n = buffer.readInt32BE(at + 20)
    if (n > 65_535) throw new RangeError('a deal with too many versions')
    to.deal[i] = d
    to.n[i] = n
    to.knownFrom[i] = readInstant(buffer, at + 28)
    at += 36
    let flags = 0
    if (buffer.readInt32BE(at) === 8) {
      to.amountMinor[i] = readBigint(buffer, at + 4)
      at += 8
    } else {
      to.amountMinor[i] = 0
      flags |= NO_AMOUNT
    }
    at += 4
    const length = buffer.readInt32BE(at)
    to.currency[i] = currencyCode(buffer, at + 4, length, currencies, currencyCodes)
    at += 4 + length
    let probability = NO_PROBABILITY
    if (buffer.readInt32BE(at) === 4) {
      probability = buffer.readInt32BE(at + 4)
      at += 4
    }
    to.probability[i] = probability
    at += 4
    let day = NO_DAY
    if (buffer.readInt32BE(at) === 4) {
      day = buffer.readInt32BE(at + 4) + 10_957
      at += 4
    }
    to.expectedClose[i] = day
    at += 4
    to.owner[i] = codeAt(deals.owner, buffer, at)
    at += buffer.readInt32BE(at) === 16 ? 20 : 4
    to.team[i] = codeAt(deals.team, buffer, at)
    at += buffer.readInt32BE(at) === 16 ? 20 : 4
    to.source[i] = codeAt(deals.source, buffer, at)
    at += buffer.readInt32BE(at) === 16 ? 20 : 4
    deals.deal.createdAt[d] = readInstant(buffer, at + 4)
    at += 12
    let closed = Infinity
    if (buffer.readInt32BE(at) === 8) {
      closed = readInstant(buffer, at + 4)
      at += 8
    }
    to.closedAt[i] = closed
    at += 4
    if (buffer[at + 4] === 1) flags |= DORMANT
    to.flags[i] = flags
    const last = lastRow[d] as number
    if (last >= 0 && n === (lastN[d] as number) + 1 && isSame(to, last, i)) lastN[d] = n
    else {
      lastRow[d] = i
      lastN[d] = n
      rows.used++
    }
  })
  return rows
}

/** Sorts the versions by deal, drops those that repeat the one before, and gives each deal its place. */
function arrangeVersions({ columns: raw, used }: RawRows<VersionArrays>, deals: Deals): { version: DealColumns['version']; kept: number } {
  const { order, from } = byDeal(raw.deal, raw.n, used, deals.size)
  for (const column of [raw.deal, raw.n]) resized(column, 0)
  const { deal } = deals
  let kept = 0
  for (let d = 0; d < deals.size; d++) {
    const [begin, end] = [from[d] as number, from[d + 1] as number]
    deal.versionFrom[d] = kept
    for (let i = begin; i < end; i++) if (i === begin || !isSame(raw, order[kept - 1] as number, order[i] as number)) order[kept++] = order[i] as number
    deal.versionCount[d] = kept - (deal.versionFrom[d] as number)
    // A deal that says nothing of itself cannot be counted; the fold of the log writes none.
    deal.alive[d] = begin < end ? 1 : 0
  }
  const wanted = order.subarray(0, kept)
  const { deal: _deal, n: _n, ...columns } = raw
  const version = Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, reordered(column, wanted, roomFor(kept))])) as DealColumns['version']
  return { version, kept }
}

function isSame(v: VersionArrays, a: number, b: number): boolean {
  return v.amountMinor[a] === v.amountMinor[b] && v.owner[a] === v.owner[b] && v.closedAt[a] === v.closedAt[b] && v.flags[a] === v.flags[b] &&
    v.expectedClose[a] === v.expectedClose[b] && v.team[a] === v.team[b] && v.source[a] === v.source[b] && v.currency[a] === v.currency[b] &&
    v.probability[a] === v.probability[b]
}

/** In an organisation with much besides this pipeline, what belongs to other deals is not sent. */
async function withoutOthers({ client, orgId }: SnapshotTx, pipelineId: string): Promise<string> {
  const { rows } = await client.query<{ n: number }>(
    'select count(*)::int as n from (select from stay where org_id = $1 and pipeline_id = any(array(select id from pipeline where org_id = $1 and id <> $2)) limit 20000) s', [orgId, pipelineId])
  return (rows[0]?.n ?? 0) < 20_000 ? '' : ` and exists (select from stay s where s.org_id = v.org_id and s.deal_id = v.deal_id and s.pipeline_id = ${idLiteral(pipelineId)})`
}

const among = (dealIds: readonly string[] | null) => (dealIds === null ? '' : ` and deal_id = any(array[${dealIds.map(idLiteral).join(',')}]::uuid[])`)

/** Code of the id in a field; 0 = null. */
function codeAt(codes: IdCodes, buffer: Buffer, at: number): number {
  return buffer.readInt32BE(at) === 16 ? codes.code(buffer, at + 4) : 0
}

/** Code of EXIT_CODES by the first letter. */
function exitCode(buffer: Buffer, at: number): number {
  const code = exits[buffer[at] as number]
  if (code === undefined) throw new Error('unknown exit')
  return code
}
const exits: Record<number, number> = { ...Object.fromEntries(EXIT_CODES.slice(1).map((name, i) => [name.charCodeAt(0), i + 1])), ['remap'.charCodeAt(0)]: REMAP }

function currencyCode(buffer: Buffer, at: number, length: number, currencies: Dictionary, codes: Map<number, number>): number {
  const letters = ((buffer[at] as number) << 16) | ((buffer[at + 1] as number) << 8) | (buffer[at + 2] as number)
  const known = codes.get(letters)
  if (known !== undefined) return known
  const code = codeOf(currencies, buffer.toString('latin1', at, at + length))
  if (code > 255) throw new RangeError('too many currencies')
  codes.set(letters, code)
  return code
}
