import { caseHistory, type CaseHistory } from '@sluice/core/imports/event-history'
import type { Transition } from '@sluice/core/imports/history'
import { reason } from '@sluice/core/imports/reasons'
import type { EventRow, NameRef } from '@sluice/core/imports/records'
import { sql } from 'kysely'
import { newId } from '../../platform/ids.ts'
import { changesOf } from '../../platform/record-change.ts'
import { readDecider, type Decider } from '../pipeline/decide.ts'
import { loadDeals, type DealHistory } from '../pipeline/load-deals.ts'
import type { DealRecord } from '../pipeline/pipeline.queries.ts'
import type { CaseLine } from './case-spool.ts'
import { factsOf } from './deal-facts.ts'
import { moveTo, type Change } from './deal-update.ts'
import { moveReason, owedByHistory } from './import-gate.ts'
import { ownership, type LoadRun } from './load-run.ts'
import { existingDeals, rejectAll, save, told } from './take-deals.ts'
import { accountIds, pipelineStages, tagIds, thing, type Origin } from './things.ts'

interface Case {
  key: string
  lines: readonly CaseLine[]
  events: readonly EventRow[]
  history: CaseHistory
  pipelineId: string
  stageIds: Map<string, string>
  title: string
  accountName: string | null
  amountMinor: number | null
  currency: string
  ownerId: string | null
  teamId: string | null
  sourceId: string | null
  productId: string | null
  lostReasonId: string | null
  tagIds: string[]
}

/**
 * Takes cases of a log, each a deal. A case with a rejected row is rejected as a whole: a history with a hole would be a
 * wrong one. A case that exists goes on where the log has more of it than Sluice; one whose past differs is rejected.
 */
export async function takeCases(run: LoadRun, batch: readonly (readonly [string, readonly CaseLine[]])[]): Promise<void> {
  const cases: Case[] = []
  for (const [key, lines] of batch) {
    const one = await toCase(run, key, lines)
    if (one !== null) cases.push(one)
  }
  const { found, hidden } = await existingDeals(run, cases.map((one) => one.key))
  const accounts = await accountsOf(run, cases)
  const accountOf = (one: Case): string | null => (one.accountName === null ? null : (accounts.get(one.accountName) ?? null))
  const decider = await readDecider(run.tx, run.act, run.context.viewer, [...found.values()])
  const pasts = found.size === 0 ? new Map<string, Past[]>() : await selectPasts(run, [...found.values()].map((deal) => deal.id))
  const fresh: DealHistory[] = []
  const owing: Parameters<Decider['record']>[1][number][] = []
  const changed: Change[] = []
  for (const one of cases) {
    const accountId = accountOf(one)
    const before = found.get(one.key)
    if (accountId === 'several') rejectAll(run, one.lines, 'value.ambiguous')
    else if (hidden.has(one.key)) rejectAll(run, one.lines, 'record.out_of_reach')
    else if (before === undefined) {
      const owed = owedBy(run, decider, one, accountId)
      if (typeof owed === 'string') {
        rejectAll(run, one.lines, moveReason(owed) ?? 'event.case_differs')
        continue
      }
      const history = created(run, one, accountId)
      if (owed.length > 0) {
        owing.push({ deal: { id: history.id, ownerId: one.ownerId, teamId: one.teamId }, passage: { debts: owed, settles: null } })
        run.tally.warned(one.lines[0]?.line ?? 0, [reason('gate.owed')])
      }
      fresh.push(history)
    }
    else if (before.pipelineId !== one.pipelineId && !run.fields.has('pipeline')) rejectAll(run, one.lines, 'record.other_pipeline')
    else goOn(run, one, before, pasts.get(before.id) ?? [], accountId, decider, changed)
  }
  if (run.writes && fresh.length > 0) {
    await loadDeals(run.tx, run.act, fresh)
    await decider.record(run.tx, owing)
  }
  await save(run, changed, decider)
}

function owedBy(run: LoadRun, decider: Decider, one: Case, accountId: string | null) {
  const { title, amountMinor, currency, ownerId, teamId, sourceId, productId } = one
  return owedByHistory(run, decider, one.history.transitions, {
    pipelineId: one.pipelineId, stageIds: one.stageIds, contacts: [], products: productId === null ? [] : [{ productId, quantity: 1, priceMinor: null }],
    fields: { title, amountMinor, currency, ownerId, teamId, sourceId, accountId, tagIds: one.tagIds, custom: Object.assign({}, ...one.events.map((event) => event.custom)) as unknown },
  })
}

async function toCase(run: LoadRun, key: string, lines: readonly CaseLine[]): Promise<Case | null> {
  const events = lines.flatMap(({ event }) => (event === null ? [] : [event]))
  const [first] = events
  if (first === undefined || events.length < lines.length) {
    for (const line of lines) run.reject(line, line.event === null ? line.reasons : [reason('event.case_rejected')])
    return null
  }
  const { options } = run.compiled.mapping
  const place = await pipelineStages(run, first.pipeline)
  const history = caseHistory(events, [...place.stageIds.keys()].map((stage) => ({ key: stage })), options)
  if (history === null) {
    rejectAll(run, lines, 'event.case_without_stage')
    return null
  }
  // What a log says of its case it says at every event, or at one: the last word counts.
  const inTime = events.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.line - b.line))
  const last = <T>(of: (event: EventRow) => T | null): T | null => inTime.map(of).findLast((value) => value !== null) ?? null
  const owner = ownership(run, 'deal', await thing(run, 'user', last((event) => event.owner)))
  if (owner === undefined) {
    rejectAll(run, lines, 'owner.out_of_reach')
    return null
  }
  const money = inTime.findLast((event) => event.amountMinor !== null)
  const lost: NameRef | null = history.lostReason ?? last((event) => event.lostReason)
  const accountName = last((event) => event.accountName)
  return {
    key, lines, events, history, ...place, ...owner, accountName,
    title: last((event) => event.title) ?? (accountName === null ? key : `${accountName} · ${key}`),
    amountMinor: money?.amountMinor ?? null, currency: money?.currency ?? first.currency,
    sourceId: await thing(run, 'channel', last((event) => event.source)), productId: await thing(run, 'product', last((event) => event.product)),
    lostReasonId: await thing(run, 'lossReason', lost), tagIds: await tagIds(run, [...new Set(events.flatMap((event) => event.tags))]),
  }
}

function accountsOf(run: LoadRun, cases: readonly Case[]) {
  const wanted = new Map<string, Origin>()
  for (const { accountName, ownerId, teamId, history } of cases) {
    const createdAt = history.transitions[0]?.at ?? run.act.now
    if (accountName !== null && !wanted.has(accountName)) wanted.set(accountName, { ownerId, teamId, createdAt: createdAt < run.act.now ? createdAt : run.act.now })
  }
  return accountIds(run, wanted)
}

function created(run: LoadRun, one: Case, accountId: string | null): DealHistory {
  const { history, events, lines } = one
  const [begin] = history.transitions
  const end = history.transitions.at(-1)
  const line = lines[0]?.line ?? 0
  run.tally.created(line, one.title, {
    stage: end === undefined ? null : 'stageKey' in end ? end.stageKey : end.kind, amount: one.amountMinor === null ? null : `${one.amountMinor / 100} ${one.currency}`,
    createdAt: begin?.at, events: events.length,
  })
  warn(run, one)
  const id = newId(Date.parse(begin?.at ?? run.act.now))
  run.change('deal', id)
  return {
    id, title: one.title, accountId, leadId: null, nextStep: null, nextStepDue: null, tagIds: one.tagIds,
    note: [...new Set(events.map((event) => event.note).filter((note) => note !== null))].join('\n'), externalKey: one.key, importId: run.importId,
    custom: Object.assign({}, ...events.map((event) => event.custom)) as Record<string, string>, lastActivityAt: null,
    products: one.productId === null ? [] : [{ productId: one.productId, quantity: 1, priceMinor: null }], contacts: [],
    facts: factsOf(history.transitions, {
      ...one, winProbability: null, expectedCloseOn: null, accountId, riskFrom: history.riskFrom, importId: run.importId, competitor: null, now: run.act.now,
    }),
  }
}

function warn(run: LoadRun, { events, history }: Case): void {
  for (const event of events) run.tally.warned(event.line, event.warnings)
  for (const { line, code } of history.passed) run.tally.warned(line, [reason(code)])
}

/** A step of a deal's past as the log has it. */
interface Past {
  kind: Transition['kind']
  at: string
  stageId: string | null
}

const kinds: Record<string, Transition['kind']> = {
  'deal.created': 'created', 'deal.moved': 'entered', 'deal.transferred': 'entered', 'deal.won': 'won', 'deal.lost': 'lost', 'deal.reopened': 'reopened',
}

async function selectPasts(run: LoadRun, ids: readonly string[]): Promise<Map<string, Past[]>> {
  const { rows } = await sql<{ id: string; type: string; at: string; stage: string | null }>`
    select subject_id as id, type, at, coalesce(payload->>'to', payload->>'stageId') as stage from event
    where org_id = ${run.act.orgId} and subject_type = 'deal' and subject_id = any(${sql.val([...ids])}::uuid[]) and type = any(${sql.val(Object.keys(kinds))}::text[])
    order by seq`.execute(run.tx)
  const pasts = new Map<string, Past[]>()
  for (const { id, type, at, stage } of rows) {
    const kind = kinds[type]
    if (kind === undefined) continue
    const closed = kind === 'won' || kind === 'lost'
    const past = { kind, at, stageId: closed ? null : stage }
    const known = pasts.get(id)
    if (known === undefined) pasts.set(id, [past])
    else known.push(past)
  }
  return pasts
}

function goOn(run: LoadRun, one: Case, before: DealRecord, past: readonly Past[], accountId: string | null, decider: Decider, changed: Change[]): void {
  const wanted = one.history.transitions.map((step): Past => ({ kind: step.kind, at: step.at, stageId: 'stageKey' in step ? (one.stageIds.get(step.stageKey) ?? null) : null }))
  const same = (i: number): boolean => {
    const [a, b] = [past[i], wanted[i]]
    return a !== undefined && b !== undefined && a.kind === b.kind && a.at === b.at && a.stageId === b.stageId
  }
  const shared = Math.min(past.length, wanted.length)
  for (let i = 0; i < shared; i++) if (!same(i)) return rejectAll(run, one.lines, 'event.case_differs')
  warn(run, one)
  const change: Change = { before, after: { ...before }, events: [], enters: false, passages: [] }
  const patch: Partial<DealRecord> = {
    ...(one.amountMinor !== null && { amountMinor: one.amountMinor, currency: one.currency }),
    ...(run.fields.has('owner') && one.ownerId !== null && { ownerId: one.ownerId, teamId: one.teamId }),
    ...(accountId !== null && { accountId }), ...(one.sourceId !== null && { sourceId: one.sourceId }),
  }
  const changes = changesOf<Partial<DealRecord>>(before, patch)
  if (decider.guarded(before.id, Object.keys(changes)) !== null) return rejectAll(run, one.lines, 'approval.required')
  if (Object.keys(changes).length > 0) {
    Object.assign(change.after, patch, accountId !== null && { accountName: one.accountName })
    change.events.push({ body: { type: 'deal.changed', payload: { pipelineId: before.pipelineId, changes } } })
  }
  for (const step of wanted.slice(past.length)) {
    const closed = step.kind === 'won' || step.kind === 'lost'
    const refused = moveTo(change, {
      status: step.kind === 'won' ? 'won' : step.kind === 'lost' ? 'lost' : 'open', pipelineId: one.pipelineId, stageId: step.stageId, enteredAt: step.at,
      closedAt: closed ? step.at : null, lostReasonId: one.lostReasonId, competitor: null,
    }, decider, run.act.now)
    if (refused !== null) return rejectAll(run, one.lines, moveReason(refused) ?? 'event.case_differs')
  }
  if (change.events.length === 0) {
    run.tally.counts.unchanged++
    return
  }
  if (decider.isLocked(before.id)) return rejectAll(run, one.lines, 'deal.locked')
  changed.push(change)
  told(run, one.lines[0]?.line ?? 0, change)
}
