import { errorFile } from '@sluice/core/imports/error-file'
import { importKinds } from '@sluice/core/imports/fields'
import { MappingError } from '@sluice/core/imports/mapping'
import { reasonText } from '@sluice/core/imports/reasons'
import type { Asked } from '@sluice/core/imports/asked'
import { importHere, undoHere, type HereResult } from '@sluice/server/features/imports/import-here'
import { TableError } from '@sluice/server/features/imports/read/table'
import { systemClock } from '@sluice/server/platform/clock'
import { openDatabase } from '@sluice/server/start'
import { createReadStream, existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { basename } from 'node:path'
import { parseArgs } from 'node:util'
import { actorOf, orgOf } from '../org-of.ts'
import { attempt, complain, language, say, UsageError } from '../terminal.ts'

const usage = `sluice import FILE --org ORG [--mapping MAP.json] [--kind deals|leads|accounts|contacts|products|events] [--pipeline P]
  [--answer-near use|create|reject] [--answer-stages propose] [--dry-run] [--save-mapping OUT.json] [--errors OUT.csv] [--as EMAIL] [--json]
sluice import --undo ID --org ORG [--changed refuse|keep|undo] [--as EMAIL] [--json]
  0 完成 / done · 1 拒绝或有问题待答 / refused, or questions are open · 2 用法错误 / wrong usage · 3 完成，但有行未导入 / done, with rejected rows`

const options = {
  org: { type: 'string' }, mapping: { type: 'string' }, kind: { type: 'string' }, pipeline: { type: 'string' }, 'answer-near': { type: 'string' },
  'answer-stages': { type: 'string' }, 'dry-run': { type: 'boolean', default: false }, 'save-mapping': { type: 'string' }, errors: { type: 'string' },
  as: { type: 'string' }, undo: { type: 'string' }, changed: { type: 'string' }, json: { type: 'boolean', default: false }, help: { type: 'boolean', default: false },
} as const

/**
 * `sluice import`: the same engine as the wizard, in this process, also beside a running Sluice. Where the wizard would
 * ask, it answers with the questions and a mapping file to fill in, and imports nothing. Progress goes to stderr.
 */
export function run(args: string[]): Promise<number> {
  return attempt(args.includes('--json'), async () => {
    const { values, positionals } = parseArgs({ args, allowPositionals: true, options })
    if (values.help) {
      say(usage)
      return 0
    }
    const [file] = positionals
    if (values.undo === undefined && (file === undefined || positionals.length > 1)) throw new UsageError(usage)
    const kind = choice('--kind', values.kind, importKinds)
    const near = choice('--answer-near', values['answer-near'], ['use', 'create', 'reject'] as const)
    const stages = choice('--answer-stages', values['answer-stages'], ['propose'] as const)
    const changed = choice('--changed', values.changed, ['refuse', 'keep', 'undo'] as const)
    if (file !== undefined && !existsSync(file)) throw new UsageError(`没有这个文件 / no such file: ${file}`)
    const mapping = values.mapping === undefined ? undefined : readMapping(values.mapping)
    const opened = await openDatabase(process.env, { share: true })
    try {
      const org = await orgOf(opened.db, values.org)
      const actor = await actorOf(opened.db, org.orgId, values.as)
      const act = { orgId: org.orgId, actorId: actor.id, now: systemClock.now().toISOString() }
      if (values.undo !== undefined) {
        if (!/^[0-9a-f-]{36}$/.test(values.undo)) throw new UsageError(`--undo: ${values.undo}`)
        const undone = await undoHere(opened.db, act, values.undo, changed ?? 'refuse')
        say(values.json ? JSON.stringify({ import: values.undo, status: 'undone', ...undone }) : language === 'zh' ? `已撤销：${undone.fileName}` : `undone: ${undone.fileName}`)
        return 0
      }
      const path = file ?? ''
      const rejected = rejectedFile(values.errors)
      const result = await importHere(opened.db, {
        act, fileName: basename(path), fileBytes: statSync(path).size, open: () => createReadStream(path), dryRun: values['dry-run'],
        progress: progressLine(), onHeader: rejected.head, onRejected: rejected.rows,
        ...(mapping !== undefined && { mapping }), ...(kind !== undefined && { kind: kind }), ...(values.pipeline !== undefined && { pipeline: values.pipeline }),
        ...(near !== undefined && { near }), ...(stages !== undefined && { acceptStages: true }),
      })
      if (values['save-mapping'] !== undefined) writeFileSync(values['save-mapping'], `${JSON.stringify(result.mapping, null, 2)}\n`)
      const written = rejected.end(result.summary?.rejected ?? 0)
      if (values.json) say(JSON.stringify(asJson(result, written)))
      else speak(result, written)
      if (result.status === 'open') return 1
      return (result.summary?.rejected ?? 0) > 0 ? 3 : 0
    } catch (error) {
      // Refusals of the reader and the mapping have codes of their own.
      if (!(error instanceof TableError) && !(error instanceof MappingError)) throw error
      const told = error instanceof TableError ? { code: error.code, message: error.message } : { code: 'import.mapping_invalid', message: error.message, problems: error.problems }
      complain(values.json ? JSON.stringify({ error: told }) : told.message)
      return 1
    } finally {
      await opened.close()
    }
  })
}

function choice<const T extends string>(name: string, given: string | undefined, allowed: readonly T[]): T | undefined {
  const found = allowed.find((one) => one === given)
  if (given !== undefined && found === undefined) throw new UsageError(`${name}: ${allowed.join(' | ')}`)
  return found
}

function readMapping(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    throw new UsageError(`--mapping ${path}: ${error instanceof Error ? error.message : String(error)}`)
  }
}

/** `OUT.csv`, written as rows are rejected; nothing is left of it when none was. */
function rejectedFile(path: string | undefined) {
  let file: ReturnType<typeof errorFile> | null = null
  return {
    head(header: readonly string[]): void {
      file = errorFile(header, language === 'zh' ? 'zh-CN' : 'en')
      if (path !== undefined) writeFileSync(path, file.head())
    },
    rows(rows: readonly Parameters<ReturnType<typeof errorFile>['row']>[0][]): void {
      const target = file
      if (path !== undefined && target !== null) writeFileSync(path, rows.map((row) => target.row(row)).join(''), { flag: 'a' })
    },
    end(count: number): string | null {
      if (path !== undefined && count === 0) rmSync(path, { force: true })
      return path === undefined || count === 0 ? null : path
    },
  }
}

const steps = { reading: ['读取', 'reading'], checking: ['检查', 'checking'], running: ['导入', 'importing'] } as const

function progressLine(): (step: keyof typeof steps, done: number, total: number | null) => void {
  let last = 0
  return (step, done, total) => {
    if (Date.now() - last < 1000) return
    last = Date.now()
    complain(`${steps[step][language === 'zh' ? 0 : 1]} ${done}${total === null ? '' : ` / ${total}`}`)
  }
}

const isOpen = (one: Asked) => one.required && !one.answered

function asJson({ status, importId, mapping, questions, problems, summary }: HereResult, written: string | null) {
  return {
    import: importId, status, kind: mapping.kind, ...summary, rejectedFile: written, questions: questions.map(({ required, answered, open, question }) => ({ required, answered, open, ...question })),
    problems, ...(status === 'open' && { mapping }),
  }
}

function speak({ status, importId, mapping, questions, problems, summary }: HereResult, written: string | null): void {
  const zh = language === 'zh'
  if (summary === null) {
    complain(zh ? '还不能导入：' : 'not imported yet:')
    for (const { code, path, detail } of problems) complain(`  ${code} ${path}: ${detail}`)
    for (const { question, open } of questions.filter(isOpen)) complain(`  ${question.code} ${'column' in question ? question.column : ''} ${open.join(', ')}`)
    complain(zh ? '请补全以下对应关系并用 --mapping 传入：' : 'complete this mapping and give it with --mapping:')
    say(JSON.stringify(mapping, null, 2))
    return
  }
  const { rows, created, updated, unchanged, skipped, rejected, reasons, made } = summary
  say(zh
    ? `${status === 'checked' ? '试运行' : `已导入 ${importId ?? ''}`}：${rows} 行，新增 ${created}，更新 ${updated}，未变 ${unchanged}，跳过 ${skipped}，未导入 ${rejected}`
    : `${status === 'checked' ? 'dry run' : `imported ${importId ?? ''}`}: ${rows} rows, ${created} created, ${updated} updated, ${unchanged} unchanged, ${skipped} skipped, ${rejected} rejected`)
  for (const { what, count, names } of made) say(`  + ${what} ${count}: ${names.slice(0, 5).join(', ')}${count > 5 ? ' …' : ''}`)
  for (const { code, column, count } of reasons) say(`  ! ${count} × ${reasonText({ code: code as Parameters<typeof reasonText>[0]['code'], column, value: null }, zh ? 'zh-CN' : 'en')}`)
  if (written !== null) say(zh ? `  未导入的行：${written}` : `  rejected rows: ${written}`)
}
