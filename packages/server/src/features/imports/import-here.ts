import { askedOf, withoutProposals, type Asked } from '@sluice/core/imports/asked'
import { compileMapping } from '@sluice/core/imports/compile'
import type { ImportSummary } from '@sluice/core/imports/contract'
import type { RejectedRow } from '@sluice/core/imports/error-file'
import type { ImportKind } from '@sluice/core/imports/fields'
import { MappingError, mappingSchema, parseMapping, type Mapping, type MappingProblem } from '@sluice/core/imports/mapping'
import type { Db, Tx } from '../../platform/db.ts'
import type { Act } from '../../platform/event-log.ts'
import { newId } from '../../platform/ids.ts'
import { refuse } from '../../platform/refusal.ts'
import { safeFileName } from '../activities/file-name.ts'
import { viewerOf } from '../identity/viewer-of.ts'
import { analyseLoaded, checkFile, fileOptions, loadFile, type Order } from './carry-out.ts'
import { loadContext } from './import-context.ts'
import { appendDone, appendUndone, maxUnpacked, rejections } from './import-jobs.ts'
import { selectImport } from './imports.queries.ts'
import { analyseFile, type FileReading } from './read/analyse-file.ts'
import type { ByteSource } from './read/table.ts'
import { storable } from './storable.ts'
import { toStored } from './stored-reading.ts'
import { undoLoad } from './undo-import.ts'

export interface HereInput {
  act: Act & { actorId: string }
  fileName: string
  fileBytes: number
  open: () => ByteSource
  /** A mapping file's content; drafted when absent. */
  mapping?: unknown
  kind?: ImportKind
  /** A pipeline by name or id; one that does not exist is made under this name, with the stages of the file. */
  pipeline?: string
  /** An answer for all near values: the likest thing, a new one each, or to the rejected rows. */
  near?: 'use' | 'create' | 'reject'
  /** Takes the proposals for stages that are unclear. */
  acceptStages?: boolean
  dryRun: boolean
  progress?: (step: 'reading' | 'checking' | 'running', done: number, total: number | null) => void
  onHeader?: (header: readonly string[]) => void
  onRejected?: (rows: readonly RejectedRow[]) => void
}

export interface HereResult {
  status: 'open' | 'checked' | 'done'
  importId: string | null
  mapping: Mapping
  questions: Asked[]
  problems: readonly MappingProblem[]
  summary: ImportSummary | null
}

/**
 * The whole way of a file in one go, without a job and without keeping the file: for the command line and for
 * measurements. The same reading, questions, check and load as the wizard's; nothing is guessed where it would ask.
 */
export async function importHere(db: Db, input: HereInput): Promise<HereResult> {
  const { act, open, fileName } = input
  const context = await db.read(act.orgId, (tx) => loadContext(tx, act.orgId, act.actorId))
  const given = input.mapping === undefined ? null : parseMapping(input.mapping)
  const wanted = input.pipeline
  const named = wanted === undefined ? context.pipelines : context.pipelines.filter((one) => one.id === wanted || one.name === wanted)
  const kind = input.kind ?? given?.kind
  const reading = await analyseFile(open, fileName, {
    pipelines: named, existing: context.existing, currency: context.currency, timeZone: context.timeZone,
    options: { ...(given === null ? {} : fileOptions(given)), maxBytes: maxUnpacked }, ...(kind !== undefined && { kind }),
    progress: (rows) => input.progress?.('reading', rows, null),
  })
  input.onHeader?.(reading.header)
  let mapping = given ?? draftOf(reading, wanted)
  const asked = () => askedOf(mapping, { profiles: reading.profiles, pipelines: context.pipelines, existing: context.existing, drafted: given === null ? reading.draft.questions : [] })
  if (input.near !== undefined) mapping = answerNear(mapping, asked(), input.near)
  if (input.acceptStages === true) mapping = acceptStages(mapping, asked())
  const questions = asked()
  const problems = problemsOf(mapping, reading, context, act.now)
  if (problems.length > 0 || questions.some((one) => one.required && !one.answered)) return { status: 'open', importId: null, mapping, questions, problems, summary: null }

  const order: Order = { act, importId: newId(), fileName, open, mapping, rows: reading.rows, maxBytes: maxUnpacked }
  const told = async (rows: readonly RejectedRow[]) => input.onRejected?.(rows)
  if (input.dryRun) {
    const summary = await checkFile(db, { ...order, progress: (done) => input.progress?.('checking', done, reading.rows) }, (_, rows) => told(rows))
    return { status: 'checked', importId: null, mapping, questions, problems, summary }
  }
  const summary = await db.write(act.orgId, (tx) => load(tx, { ...order, progress: (done) => input.progress?.('running', done, reading.rows) }, input, reading, told))
  return { status: 'done', importId: order.importId, mapping, questions, problems, summary }
}

async function load(tx: Tx, order: Order, input: HereInput, reading: FileReading, told: (rows: readonly RejectedRow[]) => Promise<void>): Promise<ImportSummary> {
  const { act, importId, mapping } = order
  const item = { id: importId, fileName: safeFileName(order.fileName) }
  const keep = rejections(act.orgId, importId)
  await tx
    .insertInto('import')
    .values({
      org_id: act.orgId, id: importId, file_name: item.fileName, file_bytes: input.fileBytes, kind: mapping.kind, status: 'running', mapping: JSON.stringify(mapping),
      reading: storable(toStored(reading)), created_by: input.act.actorId, created_at: act.now,
    })
    .execute()
  const summary = await loadFile(tx, order, async (own, rows) => {
    await keep(own, rows)
    await told(rows)
  })
  await tx
    .updateTable('import')
    .set({ status: 'done', summary: JSON.stringify(summary), done_at: act.now })
    .where('org_id', '=', act.orgId).where('id', '=', importId)
    .execute()
  await appendDone(tx, act, item, summary)
  return summary
}

/** Undoes an import in one go. */
export async function undoHere(db: Db, act: Act & { actorId: string }, id: string, changed: 'refuse' | 'keep' | 'undo'): Promise<{ fileName: string }> {
  const done = await db.write(act.orgId, async (tx) => {
    const viewer = await viewerOf(tx, act.orgId, act.actorId)
    const record = (await selectImport(tx, viewer, id, true)) ?? refuse('record.not_found')
    if (record.status !== 'done') refuse('import.not_done')
    await undoLoad(tx, act, viewer, id, changed)
    await analyseLoaded(tx)
    await tx
      .updateTable('import')
      .set((eb) => ({ status: 'undone', undone_at: act.now, version: eb('version', '+', 1) }))
      .where('org_id', '=', act.orgId).where('id', '=', id)
      .execute()
    await appendUndone(tx, act, record.item)
    return { fileName: record.item.fileName }
  })
  return done
}

function draftOf(reading: FileReading, pipeline: string | undefined): Mapping {
  const drafted = withoutProposals(mappingSchema.parse(reading.draft.mapping), reading.draft.questions)
  const place = drafted.pipeline
  return pipeline !== undefined && place !== undefined && 'create' in place ? { ...drafted, pipeline: { ...place, create: pipeline } } : drafted
}

function problemsOf(mapping: Mapping, reading: FileReading, context: Awaited<ReturnType<typeof loadContext>>, now: string): readonly MappingProblem[] {
  const { timeZone, currency, pipelines, existing } = context
  try {
    compileMapping(parseMapping(mapping), { header: reading.header, now, timeZone, currency, pipelines, existing })
    return []
  } catch (error) {
    if (error instanceof MappingError) return error.problems
    throw error
  }
}

/** One answer for every near value that is still open. */
function answerNear(mapping: Mapping, asked: readonly Asked[], answer: 'use' | 'create' | 'reject'): Mapping {
  const values = { ...mapping.values }
  const unmatched = { ...mapping.unmatched }
  for (const { question, open } of asked) {
    if (question.code !== 'values.near' || open.length === 0) continue
    const entries = { ...values[question.field] }
    const counts = new Map(question.values.map((item) => [item.value, item]))
    for (const value of open) {
      const item = counts.get(value)
      if (answer === 'create') entries[value] = { create: value }
      else if (answer === 'use' && item !== undefined) {
        const [likest] = item.candidates
        // Spellings of one name: the most frequent one is the name.
        const [other] = item.variants
        const most = other !== undefined && (counts.get(other)?.count ?? 0) > item.count ? other : value
        entries[value] = likest !== undefined ? { use: likest.id } : { create: most }
      }
    }
    if (answer === 'reject') {
      // What is new besides is made as before; only what is near something is refused.
      unmatched[question.field] = 'reject'
      for (const one of asked) if (one.question.code === 'values.new' && one.question.field === question.field) for (const { value } of one.question.values) entries[value] = { create: value }
    }
    values[question.field] = entries
  }
  return { ...mapping, values, unmatched }
}

function acceptStages(mapping: Mapping, asked: readonly Asked[]): Mapping {
  const stages = { ...mapping.stages }
  const outcomes = { ...mapping.outcomes }
  for (const { question, open } of asked) {
    if (question.code !== 'stages.unclear') continue
    const given = mapping.columns[question.column]
    const isOutcome = (typeof given === 'string' ? given : given?.field) === 'outcome'
    for (const { value, proposed } of question.values) {
      if (!open.includes(value)) continue
      if (!isOutcome) stages[value] = proposed
      else outcomes[value] = proposed === 'won' || proposed === 'lost' || proposed === 'skip' ? proposed : 'open'
    }
  }
  return { ...mapping, stages, outcomes }
}
