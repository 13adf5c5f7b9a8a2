import { rowHistory } from '@sluice/core/imports/history'
import { reason } from '@sluice/core/imports/reasons'
import type { DealRow } from '@sluice/core/imports/records'
import type { DebtToRecord } from '@sluice/core/gates/report'
import { allows } from '@sluice/core/identity/policy'
import { newId } from '../../platform/ids.ts'
import { topRanks } from '../pipeline/card-rank.ts'
import { readDecider, type Decider } from '../pipeline/decide.ts'
import { loadDeals, type DealHistory } from '../pipeline/load-deals.ts'
import { lockDeals, type DealRecord } from '../pipeline/pipeline.queries.ts'
import { saveDeals } from '../pipeline/save-deals.ts'
import { changedDeal, type Change } from './deal-update.ts'
import { factsOf } from './deal-facts.ts'
import { moveReason, owedByHistory } from './import-gate.ts'
import { idsByKey, isFirst, ownership, rejectFor, type Item, type LoadRun } from './load-run.ts'
import { accountIds, contactIds, contactKey, pipelineStages, tagIds, thing, type Origin, type WantedContact } from './things.ts'

/** A deal row with everything that it names as ids. */
export interface Placed {
  item: Item<DealRow>
  pipelineId: string
  stageIds: Map<string, string>
  ownerId: string | null
  teamId: string | null
  sourceId: string | null
  productId: string | null
  lostReasonId: string | null
  tagIds: string[]
  createdAt: string
  /** What it is brought into its stage without. */
  debts: DebtToRecord[]
}

/** Takes a batch of deal rows: new ones with their history, known ones with what the file says anew. */
export async function takeDeals(run: LoadRun, batch: readonly Item<DealRow>[]): Promise<void> {
  const placed: Placed[] = []
  for (const item of batch) {
    if (!isFirst(run, item, item.record.key, 'key')) continue
    const one = await place(run, item)
    if (one !== null) placed.push(one)
  }
  const { found, hidden } = await existingDeals(run, placed.map(({ item }) => item.record.key))
  const accounts = await accountsOf(run, placed)
  const decider = await readDecider(run.tx, run.act, run.context.viewer, [...found.values()])
  const fresh: Placed[] = []
  const changed: Change[] = []
  for (const one of placed) {
    const { item } = one
    const { key, accountName } = item.record
    if (accountName !== null && accounts.get(accountName) === 'several') rejectFor(run, item, 'value.ambiguous', 'accountName')
    else if (key !== null && hidden.has(key)) rejectFor(run, item, 'record.out_of_reach', 'key')
    else {
      const before = key === null ? undefined : found.get(key)
      if (before !== undefined) update(run, one, before, accounts, decider, changed)
      else if (maybeBrought(run, one, accounts, decider)) fresh.push(one)
    }
  }
  await create(run, fresh, accounts, decider)
  await save(run, changed, decider)
}

const historyOf = (run: LoadRun, { item, stageIds }: Placed) => rowHistory(item.record, [...stageIds.keys()].map((key) => ({ key })), run.compiled.startStage, run.act.now)

/** Whether the gates before the place where a new deal stands allow it there; else its row is rejected. */
function maybeBrought(run: LoadRun, one: Placed, accounts: ReadonlyMap<string, string | 'several'>, decider: Decider): boolean {
  const { item, pipelineId, stageIds, productId } = one
  const { record } = item
  const { title, amountMinor, currency, expectedCloseOn, nextStep, nextStepDue, custom } = record
  const owed = owedByHistory(run, decider, historyOf(run, one).transitions, {
    pipelineId, stageIds,
    fields: {
      title, amountMinor, currency, expectedCloseOn, nextStep, nextStepDue, custom, winProbability: rounded(record.winProbability), note: noteOf(record), tagIds: one.tagIds,
      ownerId: one.ownerId, teamId: one.teamId, sourceId: one.sourceId, accountId: accountOf(accounts, record.accountName),
    },
    contacts: record.contactName === null ? [] : [{ contactId: '', role: 'other' }], products: productId === null ? [] : [{ productId, quantity: 1, priceMinor: null }],
  })
  if (typeof owed === 'string') rejectFor(run, item, owed, 'stage')
  else one.debts = owed
  return typeof owed !== 'string'
}

async function place(run: LoadRun, item: Item<DealRow>): Promise<Placed | null> {
  const { record } = item
  const owner = ownership(run, 'deal', await thing(run, 'user', record.owner))
  if (owner === undefined) {
    rejectFor(run, item, 'owner.out_of_reach', 'owner')
    return null
  }
  return {
    item, ...owner, ...(await pipelineStages(run, record.pipeline)),
    sourceId: await thing(run, 'channel', record.source), productId: await thing(run, 'product', record.product),
    lostReasonId: await thing(run, 'lossReason', record.lostReason), tagIds: await tagIds(run, record.tags),
    createdAt: earliest(run.act.now, record.createdAt?.at, record.closedAt?.at), debts: [],
  }
}

const earliest = (...times: (string | undefined)[]): string => times.filter((time) => time !== undefined).reduce((a, b) => (b < a ? b : a))

/** Deals that exist under these keys, locked, and the keys of those that the importer may not change. */
export async function existingDeals(run: LoadRun, keys: readonly (string | null)[]): Promise<{ found: Map<string, DealRecord>; hidden: Set<string> }> {
  const ids = await idsByKey(run, 'deal', keys)
  const { viewer } = run.context
  const records = new Map((ids.size === 0 ? [] : await lockDeals(run.tx, viewer, [...ids.values()])).map((deal) => [deal.id, deal]))
  const found = new Map<string, DealRecord>()
  const hidden = new Set<string>()
  for (const [key, id] of ids) {
    const deal = records.get(id)
    if (deal !== undefined && allows(viewer, 'deal', 'write', deal)) found.set(key, deal)
    else hidden.add(key)
  }
  return { found, hidden }
}

function accountsOf(run: LoadRun, placed: readonly Placed[]) {
  const wanted = new Map<string, Origin>()
  for (const { item, ownerId, teamId, createdAt } of placed) {
    const name = item.record.accountName
    if (name === null) continue
    const known = wanted.get(name)
    if (known === undefined || createdAt < known.createdAt) wanted.set(name, { ownerId: known?.ownerId ?? ownerId, teamId: known?.teamId ?? teamId, createdAt })
  }
  return accountIds(run, wanted)
}

type Accounts = ReadonlyMap<string, string>

const accountOf = (accounts: ReadonlyMap<string, string | 'several'>, name: string | null): string | null => (name === null ? null : (accounts.get(name) ?? null))

async function create(run: LoadRun, fresh: readonly Placed[], accounts: Accounts, decider: Decider): Promise<void> {
  const { act, tally } = run
  const wanted = fresh.flatMap((one): WantedContact[] => {
    const { contactName, phone, email, accountName } = one.item.record
    if (contactName === null) return []
    return [{ accountId: accountOf(accounts, accountName), name: contactName, phone: phone?.raw ?? null, email, ownerId: one.ownerId, teamId: one.teamId, createdAt: one.createdAt }]
  })
  const contacts = await contactIds(run, wanted)
  const owing: Parameters<Decider['record']>[1][number][] = []
  const histories = fresh.map((one): DealHistory => {
    const { record } = one.item
    const accountId = accountOf(accounts, record.accountName)
    const history = historyOf(run, one)
    const contactId = record.contactName === null ? undefined : contacts.get(contactKey({ accountId, name: record.contactName }))
    const id = newId(Date.parse(one.createdAt))
    tally.created(record.line, record.title, {
      stage: record.outcome === 'open' ? record.stageKey : record.outcome, amount: record.amountMinor === null ? null : `${record.amountMinor / 100} ${record.currency}`,
      accountName: record.accountName, createdAt: record.createdAt?.at, closedAt: record.closedAt?.at,
    })
    tally.warned(record.line, one.debts.length === 0 ? record.warnings : [...record.warnings, reason('gate.owed')])
    if (one.debts.length > 0) owing.push({ deal: { id, ownerId: one.ownerId, teamId: one.teamId }, passage: { debts: one.debts, settles: null } })
    run.change('deal', id)
    return {
      id, title: record.title, accountId, leadId: null, nextStep: record.nextStep, nextStepDue: record.nextStepDue, tagIds: one.tagIds,
      note: noteOf(record), externalKey: record.key, importId: run.importId, custom: record.custom, lastActivityAt: null,
      products: one.productId === null ? [] : [{ productId: one.productId, quantity: 1, priceMinor: null }],
      contacts: contactId === undefined ? [] : [{ contactId, role: 'other' }],
      facts: factsOf(history.transitions, {
        ...one, title: record.title, amountMinor: record.amountMinor, currency: record.currency, winProbability: rounded(record.winProbability),
        expectedCloseOn: record.expectedCloseOn, accountId, riskFrom: history.riskFrom, importId: run.importId, competitor: record.competitor, now: act.now,
      }),
    }
  })
  if (!run.writes || histories.length === 0) return
  await loadDeals(run.tx, act, histories)
  await decider.record(run.tx, owing)
}

/** As the column keeps it. */
const rounded = (share: number | null): number | null => (share === null ? null : Math.round(share * 10_000) / 10_000)

/** A telephone or an address without anybody to belong to still belongs to the deal. */
function noteOf({ note, contactName, phone, email }: DealRow): string {
  if (contactName !== null) return note ?? ''
  return [note, phone?.raw, email].filter((part) => part !== null && part !== undefined).join('\n')
}

function update(run: LoadRun, one: Placed, before: DealRecord, accounts: Accounts, decider: Decider, changed: Change[]): void {
  const { item, pipelineId, stageIds } = one
  const { record } = item
  if (before.pipelineId !== pipelineId && !run.fields.has('pipeline')) return rejectFor(run, item, 'record.other_pipeline', 'key')
  const stageId = record.stageKey === null ? null : (stageIds.get(record.stageKey) ?? null)
  const result = changedDeal(before, patchOf(run, one, before, accounts), {
    status: record.outcome, pipelineId, stageId, enteredAt: record.stageEntries.findLast((entry) => entry.stageKey === record.stageKey)?.at ?? null,
    closedAt: record.closedAt?.at ?? null, lostReasonId: one.lostReasonId, competitor: record.competitor,
  }, decider, run.act.now)
  if (result !== null && 'refused' in result) return rejectFor(run, item, moveReason(result.refused) ?? 'stage.unmatched', 'stage')
  if (result !== null && decider.isLocked(before.id)) return rejectFor(run, item, 'deal.locked', 'key')
  run.tally.warned(record.line, record.warnings)
  if (result === null) {
    run.tally.counts.unchanged++
    return
  }
  changed.push(result)
  told(run, record.line, result)
}

/** What changes in words that need no ids: fields, and where it stands. */
export function told(run: LoadRun, line: number, { before, after, events }: Change): void {
  const changes: Record<string, [unknown, unknown]> = {}
  for (const { body } of events) if (body.type === 'deal.changed') Object.assign(changes, body.payload.changes)
  if (before.stageId !== after.stageId) changes.stageId = [before.stageId, after.stageId]
  if (before.status !== after.status) changes.status = [before.status, after.status]
  run.tally.updated(line, after.title, changes)
}

/** Fields that the file has a column and a value for. An empty cell says nothing: it clears nothing. */
function patchOf(run: LoadRun, { item, ownerId, teamId, sourceId, tagIds: tags }: Placed, before: DealRecord, accounts: Accounts): Partial<DealRecord> {
  const { record } = item
  const patch: Partial<DealRecord> = {}
  const put = <K extends keyof DealRecord>(field: string, key: K, value: DealRecord[K] | null): void => {
    if (run.fields.has(field) && value !== null) patch[key] = value
  }
  put('title', 'title', record.title)
  if (record.amountMinor !== null) {
    put('amount', 'amountMinor', record.amountMinor)
    put('amount', 'currency', record.currency)
  }
  put('winProbability', 'winProbability', rounded(record.winProbability))
  put('expectedCloseOn', 'expectedCloseOn', record.expectedCloseOn)
  put('accountName', 'accountId', accountOf(accounts, record.accountName))
  if (patch.accountId !== undefined && patch.accountId !== before.accountId) patch.accountName = record.accountName
  if (record.owner !== null && run.fields.has('owner')) Object.assign(patch, { ownerId, teamId })
  put('source', 'sourceId', sourceId)
  put('nextStep', 'nextStep', record.nextStep)
  put('nextStepDue', 'nextStepDue', record.nextStepDue)
  put('note', 'note', record.note === null ? null : noteOf(record))
  const added = tags.filter((tag) => !before.tagIds.includes(tag))
  if (added.length > 0) patch.tagIds = [...before.tagIds, ...added]
  return patch
}

/** Writes changed deals; those that enter a column go on top of it. */
export async function save(run: LoadRun, changed: readonly Change[], decider: Decider): Promise<void> {
  for (const { before } of changed) run.change('deal', before.id, { record: before, versionAfter: before.version + 1 })
  if (!run.writes || changed.length === 0) return
  for (const { after, enters } of changed) {
    if (!enters || after.status !== 'open') continue
    const [rank] = await topRanks(run.tx, run.act.orgId, after, [after.id])
    if (rank !== undefined) after.rank = rank
  }
  await saveDeals(run.tx, run.act, changed)
  await decider.record(run.tx, changed.flatMap(({ after, passages }) => passages.map((passage) => ({ deal: after, passage }))))
}

/** Rejects every row of a case for one reason. */
export function rejectAll(run: LoadRun, items: readonly { line: number; cells: readonly string[] }[], code: 'event.case_rejected' | 'event.case_differs' | 'gate.missing' | 'gate.forbidden' | 'deal.locked' | 'approval.required' | 'event.case_without_stage' | 'record.out_of_reach' | 'record.other_pipeline' | 'owner.out_of_reach' | 'value.ambiguous'): void {
  for (const item of items) run.reject(item, [reason(code)])
}
