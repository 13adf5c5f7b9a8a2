import { askedOf } from '@sluice/core/imports/asked'
import { compileMapping } from '@sluice/core/imports/compile'
import type { ImportDetail } from '@sluice/core/imports/contract'
import { MappingError, parseMapping, type MappingProblem } from '@sluice/core/imports/mapping'
import type { Reader } from '../../platform/db.ts'
import { refuse } from '../../platform/refusal.ts'
import { loadContext, type ImportContext } from './import-context.ts'
import type { ImportRecord } from './imports.queries.ts'
import { shownReading } from './stored-reading.ts'

/** An import with its open questions and whatever of its mapping does not fit, held against the organisation as it is now. */
export async function showImport(tx: Reader, orgId: string, record: ImportRecord, now: string): Promise<ImportDetail> {
  const { item, reading, mapping, summary } = record
  if (reading === null) return { ...item, reading: null, mapping, questions: [], problems: [], summary }
  const context = await loadContext(tx, orgId, record.createdBy)
  return { ...item, reading: shownReading(reading), mapping, summary, ...stateOf(record, context, now) }
}

/** Questions and problems of an import's mapping. */
export function stateOf({ mapping, reading }: ImportRecord, context: ImportContext, now: string): Pick<ImportDetail, 'questions' | 'problems'> {
  if (mapping === null || reading === null) return { questions: [], problems: [] }
  const { pipelines, existing, timeZone, currency } = context
  const questions = askedOf(mapping, { profiles: reading.profiles, pipelines, existing, drafted: reading.drafted })
  let problems: readonly MappingProblem[] = []
  try {
    compileMapping(parseMapping(mapping), { header: reading.header, now, timeZone, currency, pipelines, existing })
  } catch (error) {
    if (!(error instanceof MappingError)) throw error
    problems = error.problems
  }
  return { questions, problems: [...problems] }
}

/** Refuses an import that a person still has to decide something about. */
export function requireDecided({ questions, problems }: Pick<ImportDetail, 'questions' | 'problems'>): void {
  if (problems.length > 0) refuse('import.mapping_invalid', { problems }, problems.map(({ path, code }) => ({ path, code })))
  const open = questions.filter((one) => one.required && !one.answered)
  if (open.length > 0) refuse('import.questions_open', { count: open.length, questions: open.map(({ question, open: values }) => ({ code: question.code, ...('column' in question && { column: question.column }), values })) })
}
