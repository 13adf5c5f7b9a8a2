import type { ColumnProfile } from './column-profile.ts'
import { fieldOf } from './fields.ts'
import { leadStatuses } from './lead-statuses.ts'
import type { Mapping, ValueField } from './mapping.ts'
import { requiredFields, specOf } from './mapping.ts'
import type { Named } from './name-index.ts'
import { nameIndex } from './name-index.ts'
import type { Question } from './questions.ts'
import type { TargetPipeline } from './target-stages.ts'
import { proposeValues } from './values.ts'

/** A question, whether nothing may be imported before it is answered, whether it is, and the values that are still open. */
export interface Asked {
  required: boolean
  answered: boolean
  open: string[]
  question: Question
}

/** What of a column's profile questions are made from. */
export type AskedProfile = Pick<ColumnProfile, 'name' | 'values' | 'examples' | 'dates' | 'amounts'>

export interface AskedContext {
  profiles: readonly AskedProfile[]
  pipelines: readonly TargetPipeline[]
  existing: Partial<Record<Exclude<ValueField, 'pipeline' | 'resource'>, readonly Named[]>>
  /** The questions of the draft that the mapping began as; none for a mapping file of the user's own. */
  drafted: readonly Question[]
}

const matched: readonly ValueField[] = ['owner', 'source', 'product', 'lostReason', 'status', 'resource']

/**
 * The questions that a mapping leaves for a person, from the columns that it really uses: a column mapped by hand is asked
 * for as one that was guessed. An answer is an entry in the mapping, so nothing else has to be kept.
 */
export function askedOf(mapping: Mapping, context: AskedContext): Asked[] {
  const asked: Asked[] = []
  const profiles = new Map(context.profiles.map((profile) => [profile.name, profile]))
  const fieldNames = new Set<string>()
  for (const [column, given] of Object.entries(mapping.columns)) {
    const spec = specOf(given)
    fieldNames.add(spec.field)
    const profile = profiles.get(column)
    const type = fieldOf(mapping.kind, spec.field)?.type
    if (profile === undefined || type === undefined) continue
    const { dates, amounts } = profile
    if (type === 'date' && dates.kind === 'ambiguous') {
      const before = context.drafted.find((one) => one.code === 'dates.ambiguous' && one.column === column)
      const question: Question = {
        code: 'dates.ambiguous', column, candidates: dates.candidates, contradictory: dates.contradictory,
        suggested: before?.code === 'dates.ambiguous' ? before.suggested : null,
      }
      asked.push({ required: true, answered: spec.dates !== undefined, open: [], question })
    }
    if (type === 'money' && amounts.decimal === null) {
      asked.push({ required: true, answered: spec.decimal !== undefined, open: [], question: { code: 'amounts.ambiguous', column, examples: profile.examples } })
    }
    const field = matched.find((name) => name === spec.field)
    if (field !== undefined && type === 'name') asked.push(...valuesOf(mapping, field, column, profile, context))
  }
  for (const question of context.drafted) {
    if (question.code !== 'stages.unclear') continue
    const field = specOfColumn(mapping, question.column)
    if (field !== 'stage' && field !== 'activity' && field !== 'outcome') continue
    const said = field === 'outcome' ? mapping.outcomes : mapping.stages
    const known = field === 'outcome' ? new Set<string>() : stageNames(mapping, context.pipelines)
    const open = question.values.map(({ value }) => value).filter((value) => !Object.hasOwn(said, value) && !known.has(value))
    asked.push({ required: true, answered: open.length === 0, open, question })
  }
  const { pipeline } = mapping
  if (pipeline !== undefined && 'create' in pipeline && !context.pipelines.some((one) => one.name === pipeline.create)) {
    asked.push({ required: false, answered: true, open: [], question: { code: 'pipeline.new', name: pipeline.create, stages: pipeline.stages } })
  }
  for (const choice of requiredFields[mapping.kind]) {
    if (!choice.some((field) => fieldNames.has(field))) asked.push({ required: true, answered: false, open: [], question: { code: 'column.missing', fields: [...choice] } })
  }
  return asked
}

function valuesOf(mapping: Mapping, field: ValueField, column: string, profile: AskedProfile, context: AskedContext): Asked[] {
  const existing = field === 'status' ? leadStatuses : (context.existing[field === 'resource' ? 'owner' : field === 'pipeline' ? 'owner' : field] ?? [])
  const actions = mapping.values[field] ?? {}
  const empty = new Set(mapping.options.emptyWords)
  const proposals = proposeValues(profile.values.filter(({ value }) => !empty.has(value)), nameIndex(existing, { people: field === 'owner' || field === 'resource' }))
  const near = proposals.filter((item) => item.status === 'propose')
  const fresh = proposals.filter((item) => item.status === 'new' && !Object.hasOwn(actions, item.value)).slice(0, 500)
  const asked: Asked[] = []
  if (near.length > 0) {
    // Whoever says that unknown values are refused or left empty has said it of these too.
    const rule = mapping.unmatched[field] ?? 'reject'
    const settled = rule === 'reject' || (rule === 'empty' && field !== 'status')
    const open = settled ? [] : near.map(({ value }) => value).filter((value) => !Object.hasOwn(actions, value))
    asked.push({ required: true, answered: open.length === 0, open, question: { code: 'values.near', field, column, values: near } })
  }
  if (fresh.length > 0) asked.push({ required: false, answered: true, open: [], question: { code: 'values.new', field, column, values: fresh } })
  return asked
}

/** Names that are stages of the mapping's pipeline, and so need no entry. */
function stageNames({ pipeline }: Mapping, pipelines: readonly TargetPipeline[]): ReadonlySet<string> {
  if (pipeline === undefined) return new Set()
  if ('create' in pipeline) return new Set(pipeline.stages)
  const stages = pipelines.find((one) => one.id === pipeline.use || one.name === pipeline.use)?.stages ?? []
  return new Set(stages.flatMap((stage) => [stage.key, stage.name]))
}

function specOfColumn(mapping: Mapping, column: string): string | null {
  const given = mapping.columns[column]
  return given === undefined ? null : specOf(given).field
}

/** The draft without the stages that it only proposes: whoever decides writes them down. */
export function withoutProposals(mapping: Mapping, questions: readonly Question[]): Mapping {
  const stages = { ...mapping.stages }
  const outcomes = { ...mapping.outcomes }
  for (const question of questions) {
    if (question.code !== 'stages.unclear') continue
    const from: Record<string, unknown> = specOfColumn(mapping, question.column) === 'outcome' ? outcomes : stages
    for (const { value } of question.values) delete from[value]
  }
  return { ...mapping, stages, outcomes }
}
