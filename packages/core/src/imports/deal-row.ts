import type { Compiled } from './compile.ts'
import { reason } from './reasons.ts'
import type { DealRow, NameRef, When } from './records.ts'
import type { RowDraft } from './row-draft.ts'
import { columnOf, pipelineOf, refuseField, stageMeaning } from './row-draft.ts'
import type { Target } from './target-stages.ts'
import { stageOf } from './target-stages.ts'

/** The deal of a row, or null when the draft holds the reasons why there is none. */
export function dealRow(draft: RowDraft, compiled: Compiled): DealRow | null {
  const target = pipelineOf(draft, compiled)
  if (target === null) {
    refuseField(draft, compiled, 'value.unmatched', 'pipeline')
    return null
  }
  const state = stateOf(draft, compiled, target)
  if (state === null) return null
  const createdAt = draft.dates.get('createdAt') ?? null
  let expectedCloseOn = draft.days.get('expectedCloseOn') ?? null
  let closedAt = draft.dates.get('closedAt') ?? null
  if (state.outcome === 'open' && closedAt !== null) {
    // Many exports keep one date for both: while the deal is open it is the plan.
    expectedCloseOn ??= compiled.zone.day({ date: closedAt.at.slice(0, 10), time: Number(Date.parse(closedAt.at) % 86_400_000), offset: 0 })
    draft.warnings.push(reason('date.close_ignored', columnOf(compiled, 'closedAt')))
    closedAt = null
  }
  if (state.outcome !== 'open' && closedAt === null) closedAt = missingClose(draft, compiled)
  const stageEntries = entriesOf(draft, target, createdAt, closedAt)
  if (createdAt !== null && closedAt !== null && before(closedAt, createdAt)) refuseField(draft, compiled, 'date.closed_before_created', 'closedAt', closedAt.at)

  const money = draft.money.get('amount')
  if (money !== undefined && money.value.minor < 0) draft.refused.push(reason('amount.negative', money.column))
  const text = (field: string): string | null => draft.lines.get(field) ?? null
  const ref = (field: string): NameRef | null => draft.refs.get(field) ?? null
  const title = text('title') ?? titleFrom(draft)
  if (title === null) refuseField(draft, compiled, 'text.required', 'title')
  if (draft.refused.length > 0 || title === null) return null
  return {
    kind: 'deals', line: draft.line, key: text('key'), title,
    accountName: text('accountName'), contactName: text('contactName'),
    phone: draft.phones.get('phone') ?? null, email: text('email'),
    pipeline: target.ref, outcome: state.outcome, stageKey: state.stageKey, stageEntries,
    amountMinor: money?.value.minor ?? null,
    currency: money?.value.currency ?? text('currency') ?? compiled.currency,
    createdAt, closedAt, expectedCloseOn,
    owner: ref('owner') ?? compiled.defaultOwner, source: ref('source'), product: ref('product'),
    lostReason: state.outcome === 'lost' ? (ref('lostReason') ?? state.lostReason) : null,
    competitor: text('competitor'),
    winProbability: draft.shares.get('winProbability') ?? null,
    nextStep: text('nextStep'), nextStepDue: draft.days.get('nextStepDue') ?? null,
    note: draft.notes.length === 0 ? null : draft.notes.join('\n'),
    tags: draft.tags, custom: draft.custom, warnings: draft.warnings,
  }
}

interface State {
  outcome: DealRow['outcome']
  stageKey: string | null
  lostReason: NameRef | null
}

/** Stage and outcome of the row; null when refused or skipped. */
function stateOf(draft: RowDraft, compiled: Compiled, target: Target): State | null {
  const stageWord = draft.words.get('stage')
  const outcomeWord = draft.words.get('outcome')
  let said: State['outcome'] | null = null
  if (outcomeWord !== undefined) {
    const { outcomes } = compiled.mapping
    const mapped = Object.hasOwn(outcomes, outcomeWord.value) ? outcomes[outcomeWord.value] : undefined
    if (mapped === 'skip') draft.skipped = true
    else if (mapped === undefined) draft.refused.push(reason('value.unmatched', outcomeWord.column, outcomeWord.value))
    else said = mapped
  }
  let meaning: ReturnType<typeof stageMeaning> = null
  if (stageWord !== undefined) {
    meaning = stageMeaning(compiled, target, stageWord.value)
    if (meaning === null) draft.refused.push(reason('stage.unmatched', stageWord.column, stageWord.value))
    if (meaning === 'skip') draft.skipped = true
  } else if (said === null && outcomeWord === undefined) refuseField(draft, compiled, 'stage.missing', 'stage')
  if (draft.skipped) return null

  const byStage: State['outcome'] | null = meaning === 'won' ? 'won' : isLost(meaning) ? 'lost' : null
  if (said !== null && byStage !== null && said !== byStage) draft.refused.push(reason('outcome.contradicts', outcomeWord?.column ?? null, outcomeWord?.value ?? null))
  const outcome = said ?? byStage ?? 'open'
  let stageKey = meaning !== null && typeof meaning === 'object' && 'stageKey' in meaning ? meaning.stageKey : null
  const from = draft.words.get('closedFromStage')
  if (from !== undefined && outcome !== 'open') {
    const last = stageMeaning(compiled, target, from.value)
    if (last !== null && typeof last === 'object' && 'stageKey' in last) stageKey = last.stageKey
    else if (last === null) draft.refused.push(reason('stage.unmatched', from.column, from.value))
  }
  // 进行中 without a stage: the first one is all that is known.
  if (outcome === 'open' && stageKey === null && meaning === null && said !== null) stageKey = target.stages[0]?.key ?? null
  if (outcome === 'open' && stageKey === null && draft.refused.length === 0) refuseField(draft, compiled, 'stage.missing', 'stage', stageWord?.value ?? null)
  const lostName = isLost(meaning) ? meaning.lost : null
  return { outcome, stageKey, lostReason: lostName === null ? null : reasonRef(compiled, lostName) }
}

const isLost = (meaning: ReturnType<typeof stageMeaning>): meaning is { lost: string | null } =>
  meaning !== null && typeof meaning === 'object' && 'lost' in meaning

/** A loss reason named by the mapping itself: the existing one of that name, else to be made. */
export function reasonRef(compiled: Compiled, name: string): NameRef {
  const found = compiled.resolvers.lostReason(name)
  return found !== 'skip' && 'ref' in found && found.ref !== null ? found.ref : { create: name }
}

function missingClose(draft: RowDraft, compiled: Compiled): When | null {
  const mapped = compiled.columns.some((column) => column.name === 'closedAt')
  // A file without such a column cannot be blamed on its rows; an empty cell in one can.
  const rule = compiled.mapping.options.closedWithoutDate ?? (mapped ? 'reject' : 'now')
  if (rule === 'now') {
    draft.warnings.push(reason('date.close_assumed', columnOf(compiled, 'closedAt')))
    return { at: compiled.now, dateOnly: false }
  }
  refuseField(draft, compiled, 'date.close_missing', 'closedAt')
  return null
}

function entriesOf(draft: RowDraft, target: Target, createdAt: When | null, closedAt: When | null): DealRow['stageEntries'] {
  const order = new Map(target.stages.map((stage, i) => [stage.key, i]))
  const entries = draft.stageEntries.flatMap(({ stage, at, column }) => {
    const key = stageOf(target, stage)?.key
    if (key === undefined) return []
    if (createdAt !== null && at < createdAt.at && !sameDay(at, createdAt)) draft.refused.push(reason('date.stage_before_created', column, at))
    if (closedAt !== null && at > closedAt.at && !sameDay(at, closedAt)) draft.refused.push(reason('date.stage_after_closed', column, at))
    return [{ stageKey: key, at }]
  })
  return entries.sort((a, b) => a.at.localeCompare(b.at) || (order.get(a.stageKey) ?? 0) - (order.get(b.stageKey) ?? 0))
}

/** A day is known by its beginning only: what happened later on it is not before it. */
const day = 86_400_000
const sameDay = (at: string, when: When): boolean => when.dateOnly && Math.abs(Date.parse(at) - Date.parse(when.at)) < day
const before = (a: When, b: When): boolean => a.at < b.at && !(a.dateOnly && Date.parse(b.at) - Date.parse(a.at) < day)

/** A list without titles still needs one a person recognises: account and product, else what there is. */
function titleFrom(draft: RowDraft): string | null {
  const account = draft.lines.get('accountName')
  const product = draft.words.get('productName')?.value
  const key = draft.lines.get('key')
  const parts = account === undefined ? [product, key] : [account, product ?? key]
  const text = parts.filter((part) => part !== undefined).join(' · ')
  return text === '' ? null : [...text].slice(0, 200).join('')
}
