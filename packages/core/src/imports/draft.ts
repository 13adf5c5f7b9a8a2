import type { ColumnProfile } from './column-profile.ts'
import type { ColumnGuess, FileGuess } from './columns.ts'
import { guessColumns } from './columns.ts'
import type { DateOrder } from './date-reading.ts'
import type { ImportKind } from './fields.ts'
import { fieldOf } from './fields.ts'
import type { ColumnSpec, MappingInput, StageAction, ValueField } from './mapping.ts'
import { requiredFields } from './mapping.ts'
import { leadStatuses } from './lead-statuses.ts'
import type { Named } from './name-index.ts'
import { nameIndex } from './name-index.ts'
import { outcomeOf } from './outcome-words.ts'
import type { TargetPipeline } from './target-stages.ts'
import type { Question } from './questions.ts'
import { proposeStages } from './stage-proposal.ts'
import { proposeValues } from './values.ts'

export interface DraftInput {
  fileName: string
  profiles: readonly ColumnProfile[]
  kind?: ImportKind
  file?: MappingInput['file']
  pipelines: readonly TargetPipeline[]
  existing: Partial<Record<Exclude<ValueField, 'pipeline' | 'resource'>, readonly Named[]>>
  /** Activities in the order in which cases run through them, if the file was read for it (`activityOrder`). */
  activityOrder?: readonly string[]
}

export interface Draft {
  guess: FileGuess
  mapping: MappingInput
  /** Empty: the draft can be imported as it is. */
  questions: Question[]
}

const placeholders = ['Select', 'select', '请选择', '--请选择--', '-- 请选择 --', 'Please select', '- Select -', '--None--', '(empty)', '未选择']
const matched: readonly ValueField[] = ['pipeline', 'owner', 'source', 'product', 'lostReason', 'status', 'resource']

/** A mapping made from a guess, and the questions that are left. */
export function draftMapping(input: DraftInput): Draft {
  const guess = guessColumns(input.profiles, input.fileName, input.kind)
  const { kind } = guess
  const profiles = new Map(input.profiles.map((profile) => [profile.name, profile]))
  const questions: Question[] = []
  const columns: Record<string, string | ColumnSpec> = {}
  const mapping: MappingInput & { options: NonNullable<MappingInput['options']> } = { version: 1, kind, columns, options: {} }
  if (input.file !== undefined) mapping.file = input.file

  const sure = certainOrder(input.profiles)
  for (const column of guess.columns) {
    const profile = profiles.get(column.column)
    if (column.field === null || profile === undefined) continue
    columns[column.column] = columnSpecOf(kind, column, profile, sure, questions)
  }
  const found = new Set(guess.columns.map((column) => column.field))
  for (const choice of requiredFields[kind]) {
    if (!choice.some((field) => found.has(field))) questions.push({ code: 'column.missing', fields: [...choice] })
  }
  const columnOf = (field: string): ColumnProfile | undefined => {
    const guessed = guess.columns.find((column) => column.field === field)
    return guessed === undefined ? undefined : profiles.get(guessed.column)
  }

  if (kind === 'deals' || kind === 'events') {
    const stageColumn = columnOf(kind === 'deals' ? 'stage' : 'activity')
    const proposal = proposeStages({ kind, column: stageColumn, pipelines: input.pipelines, fileName: input.fileName, order: input.activityOrder ?? [] })
    mapping.pipeline = proposal.pipeline
    mapping.stages = proposal.stages
    questions.push(...proposal.questions)
    const outcomes = columnOf('outcome')
    if (outcomes !== undefined) mapping.outcomes = outcomesOf(outcomes, questions)
    if (kind === 'deals') stageDates(guess.columns, input.profiles, proposal.openStages, columns, mapping, sure, questions)
  }

  const used = new Set(placeholders.filter((word) => input.profiles.some((profile) => profile.values.some(({ value }) => value === word))))
  if (used.size > 0) mapping.options.emptyWords = [...used]
  for (const field of matched) {
    const column = columnOf(field)
    if (column === undefined || field === 'pipeline') continue
    if (field === 'status') {
      mapping.values = { ...mapping.values, status: statusFlags(column) }
      mapping.unmatched = { ...mapping.unmatched, status: 'empty' }
    }
    const existing = field === 'status' ? leadStatuses : (input.existing[field === 'resource' ? 'owner' : field] ?? [])
    const people = field === 'owner' || field === 'resource'
    const open = column.values.filter(({ value }) => !used.has(value) && mapping.values?.[field]?.[value] === undefined)
    const proposals = proposeValues(open, nameIndex(existing, { people }))
    const near = proposals.filter((item) => item.status === 'propose')
    const fresh = proposals.filter((item) => item.status === 'new')
    if (near.length > 0) questions.push({ code: 'values.near', field, column: column.name, values: near })
    if (fresh.length > 0) questions.push({ code: 'values.new', field, column: column.name, values: fresh.slice(0, 500) })
    // Who did a step of a log is no reason to invite people, and there are no other statuses; what else is missing would be made.
    if (field !== 'status') mapping.unmatched = { ...mapping.unmatched, [field]: field === 'resource' ? 'empty' : 'create' }
  }
  return { guess, mapping, questions }
}

/** `Converted`: 1 and 0. */
function statusFlags(column: ColumnProfile): Record<string, { use: string }> {
  if (!/convert|转化|转换|成交/i.test(column.name)) return {}
  const flags: Record<string, string> = { '1': 'converted', yes: 'converted', true: 'converted', 是: 'converted', '0': 'new', no: 'new', false: 'new', 否: 'new' }
  return Object.fromEntries(column.values.flatMap(({ value }) => {
    const use = flags[value.toLowerCase()]
    return use === undefined ? [] : [[value, { use }]]
  }))
}

function columnSpecOf(kind: ImportKind, column: ColumnGuess, profile: ColumnProfile, sure: DateOrder | null, questions: Question[]): string | ColumnSpec {
  const spec: ColumnSpec = { field: column.field ?? '' }
  const type = fieldOf(kind, spec.field)?.type
  if (type === 'date') addDates(spec, profile, sure, questions)
  if (type === 'money') {
    if (column.unit !== 'one') spec.unit = column.unit
    if (profile.amounts.decimal === ',') spec.decimal = ','
    if (profile.amounts.decimal === null) questions.push({ code: 'amounts.ambiguous', column: profile.name, examples: profile.examples })
  }
  return Object.keys(spec).length === 1 ? spec.field : spec
}

function addDates(spec: ColumnSpec, profile: ColumnProfile, sure: DateOrder | null, questions: Question[]): void {
  const verdict = profile.dates
  if (verdict.kind === 'decided' && verdict.order !== 'ymd') spec.dates = verdict.order
  if (verdict.kind !== 'ambiguous') return
  const suggested = sure !== null && verdict.candidates.some((candidate) => candidate.order === sure) ? sure : null
  questions.push({ code: 'dates.ambiguous', column: profile.name, candidates: verdict.candidates, contradictory: verdict.contradictory, suggested })
}

/** The order that all certain columns with a choice agree on; a hint for the others, not an answer. */
function certainOrder(profiles: readonly ColumnProfile[]): DateOrder | null {
  const orders = new Set(profiles.flatMap(({ dates }) => (dates.kind === 'decided' && (dates.order === 'mdy' || dates.order === 'dmy') ? [dates.order] : [])))
  const [only] = orders
  return orders.size === 1 ? (only ?? null) : null
}

function outcomesOf(profile: ColumnProfile, questions: Question[]): Record<string, 'won' | 'lost' | 'open' | 'skip'> {
  const outcomes: Record<string, 'won' | 'lost' | 'open'> = {}
  const flags: Record<string, 'won' | 'lost'> = { yes: 'won', true: 'won', '1': 'won', 是: 'won', no: 'lost', false: 'lost', '0': 'lost', 否: 'lost' }
  const unclear: { value: string; count: number; proposed: StageAction }[] = []
  for (const { value, count } of profile.values) {
    const said = outcomeOf(value)
    if (said !== null) outcomes[value] = said
    else {
      // 是/否 leaves open whether "no" is lost or goes on.
      unclear.push({ value, count, proposed: flags[value.toLowerCase()] ?? 'ignore' })
      outcomes[value] = flags[value.toLowerCase()] ?? 'open'
    }
  }
  if (unclear.length > 0) questions.push({ code: 'stages.unclear', column: profile.name, values: unclear })
  return outcomes
}

/**
 * A date column whose name is like a stage's name tells when that stage was entered: `engage_date` and the stage
 * Engaging, 方案展示时间 and 方案展示. If it already serves as the date of creation, deals begin in that stage.
 */
function stageDates(
  guesses: readonly ColumnGuess[], profiles: readonly ColumnProfile[], stages: readonly string[],
  columns: Record<string, string | ColumnSpec>, mapping: { options: NonNullable<MappingInput['options']> }, sure: DateOrder | null, questions: Question[],
): void {
  const taken = new Set<string>()
  for (const [i, profile] of profiles.entries()) {
    if (profile.dateShare < 0.8) continue
    const stage = stages.find((name) => !taken.has(name) && namesStage(profile.name, name))
    if (stage === undefined) continue
    const field = guesses[i]?.field ?? null
    if (field === 'createdAt') {
      mapping.options.startStage = stage
      taken.add(stage)
    } else if (field === null) {
      const spec: ColumnSpec = { field: 'stageEnteredAt', stage }
      addDates(spec, profile, sure, questions)
      columns[profile.name] = spec
      taken.add(stage)
    }
  }
}

function namesStage(header: string, stage: string): boolean {
  const chinese = /[\u3400-\u9fff]/
  const head = header.toLowerCase()
  const name = stage.toLowerCase().trim()
  if (chinese.test(name)) return name.length >= 2 && head.includes(name)
  // Stems: engage ~ engaging, qualified ~ qualification. Five letters keep out chance.
  const stems = (text: string): string[] => text.split(/[^a-z]+/).filter((word) => word.length >= 5 && !/^(?:stage|close|closed|created?|dated?)$/.test(word)).map((word) => word.slice(0, 5))
  const ours = stems(name)
  return ours.length > 0 && ours.every((stem) => stems(head).includes(stem))
}
