import { fieldOf } from '@sluice/core/imports/fields'
import type { AskedQuestion, ImportDetail, ImportStatus } from '@sluice/core/imports/contract'
import { specOf } from '@sluice/core/imports/mapping'

export const wizardSteps = ['file', 'columns', 'values', 'check', 'run'] as const
export type WizardStep = (typeof wizardSteps)[number]

const busy: ReadonlySet<ImportStatus> = new Set(['uploaded', 'reading', 'checking', 'running', 'undoing'])
/** A job is at work: the page asks again and again, and nothing can be changed. */
export const isBusy = (status: ImportStatus): boolean => busy.has(status)
/** The rows are in the database, or were: nothing of the mapping can be changed any more. */
export const isOver = (status: ImportStatus): boolean => ['running', 'done', 'undoing', 'undone'].includes(status)

/** The step in which a question is answered. */
export function stepOfQuestion({ question }: AskedQuestion): WizardStep {
  switch (question.code) {
    case 'dates.ambiguous':
    case 'amounts.ambiguous':
      return 'columns'
    case 'column.missing':
      return question.fields.includes('pipeline') ? 'values' : 'columns'
    default:
      return 'values'
  }
}

/** The step in which something that does not fit in a mapping is mended; `path` as the server names it. */
export function stepOfProblem(path: string): WizardStep {
  return path.startsWith('columns') || path === 'options.timeZone' ? 'columns' : 'values'
}

/** How much is still to be done in a step before the file can be checked. */
export function openIn(step: WizardStep, detail: Pick<ImportDetail, 'questions' | 'problems'>): number {
  const asked = detail.questions.filter((one) => one.required && !one.answered && stepOfQuestion(one) === step)
  const questions = asked.reduce((sum, one) => sum + Math.max(1, one.open.length), 0)
  // A missing column is asked for and named as a problem too: it counts once.
  const problems = detail.problems.filter((one) => stepOfProblem(one.path) === step && one.code !== 'mapping.field_missing' && one.code !== 'mapping.pipeline_needed')
  return questions + problems.length
}

/** Nothing stands in the way of a dry run. */
export const isReady = (detail: Pick<ImportDetail, 'questions' | 'problems'>): boolean =>
  detail.problems.length === 0 && detail.questions.every((one) => !one.required || one.answered)

/** Where a visitor of `/import/:id` finds himself: where the work stands on the server. */
export function naturalStep(detail: Pick<ImportDetail, 'status' | 'reading' | 'summary'>): WizardStep {
  if (isOver(detail.status)) return 'run'
  if (detail.status === 'checking' || detail.status === 'checked') return 'check'
  if (detail.status === 'failed' && detail.reading !== null) return 'check'
  return 'file'
}

/** Whether a step can be opened now: before the file was read there is only the first, afterwards only the last. */
export function canOpen(step: WizardStep, detail: Pick<ImportDetail, 'status' | 'reading' | 'mapping'>): boolean {
  if (isOver(detail.status)) return step === 'run'
  if (step === 'run') return false
  return step === 'file' || (detail.reading !== null && detail.mapping !== null && detail.status !== 'reading' && detail.status !== 'uploaded')
}

/** Whether the mapping has anything whose values need an answer: without it the third step says so. */
export function hasValues(mapping: NonNullable<ImportDetail['mapping']>): boolean {
  if (mapping.kind === 'deals' || mapping.kind === 'events') return true
  return Object.values(mapping.columns).some((given) => fieldOf(mapping.kind, specOf(given).field)?.type === 'name')
}
