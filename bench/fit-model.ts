import { existsSync, readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import type { Judgement } from '../packages/core/src/scoring/fit-model/judge.ts'
import type { FitColumn, FitSample } from '../packages/core/src/scoring/fit-model/sample.ts'
import { trainFit } from '../packages/core/src/scoring/fit-model/train.ts'
import { CsvRecords } from '../packages/server/src/features/imports/read/csv-records.ts'
import type { Bench } from './bench.ts'

/** Beside a clone; not part of it. */
const file = new URL('../../shared/data/x-education/leads.csv.gz', import.meta.url)

/** Written by salespeople or by later events, after the outcome was known or on the way to it. */
const leaking = ['Tags', 'Lead Quality', 'Last Activity', 'Last Notable Activity']
/** Given by somebody at a time that the file does not tell. */
const doubtful = ['Lead Profile', 'Asymmetrique Activity Index', 'Asymmetrique Profile Index', 'Asymmetrique Activity Score', 'Asymmetrique Profile Score']
const numbers = ['TotalVisits', 'Total Time Spent on Website', 'Page Views Per Visit', 'Asymmetrique Activity Score', 'Asymmetrique Profile Score']
const notFeatures = ['Prospect ID', 'Lead Number', 'Converted']

export const fitModel: Bench = {
  name: 'fit-model',
  about: 'the learnt fit score on 9,240 real leads (X Education), newest fifth held out: AUC, log loss, calibration against logistic regression and naive Bayes',
  async run(report) {
    if (!existsSync(file)) return report('skipped: ../shared/data/x-education/leads.csv.gz is not there')
    const leads = readLeads()
    const all = Object.keys(leads[0] ?? {}).filter((column) => !notFeatures.includes(column))
    report(`${leads.length.toLocaleString('en')} leads, ${((leads.filter((lead) => lead['Converted'] === '1').length / leads.length) * 100).toFixed(3)} % converted`)
    await measure(report, 'without leaking columns', leads, all.filter((column) => !leaking.includes(column) && !doubtful.includes(column)), true)
    await measure(report, 'with those whose time is not known', leads, all.filter((column) => !leaking.includes(column)), false)
    await measure(report, 'all columns given: what the guard refuses', leads, all, false)
  },
}

type Lead = Readonly<Record<string, string>>

/** Some rows of the file are one quoted cell that holds the whole row. */
function readLeads(): Lead[] {
  const [header = [], ...rows] = cellsOf(gunzipSync(readFileSync(file)).toString('utf8'))
  return rows.map((row) => {
    const cells = row.filter((cell) => cell !== '').length === 1 ? (cellsOf(row[0] ?? '')[0] ?? []) : row
    return Object.fromEntries(header.map((column, i) => [column, cells[i] ?? '']))
  })
}

function cellsOf(text: string): string[][] {
  const records = new CsvRecords(',', '\n')
  return [...records.push(text), ...records.end()].map(({ cells }) => cells)
}

function sampleOf(lead: Lead, columns: readonly FitColumn[]): FitSample {
  // Numbers of leads ascend with time; the file has no dates.
  const at = Number(lead['Lead Number'])
  const values = columns.map(({ key, kind }) => {
    const text = lead[key] ?? ''
    const isEmpty = text === '' || text === 'Select'
    return [key, { value: isEmpty ? null : kind === 'number' ? Number(text) : text, knownAt: at }] as const
  })
  return { id: lead['Prospect ID'] ?? '', at, converted: lead['Converted'] === '1', outcomeAt: null, values: Object.fromEntries(values) }
}

async function measure(report: (line: string) => void, what: string, leads: readonly Lead[], keys: readonly string[], withTable: boolean): Promise<void> {
  const columns = keys.map((key): FitColumn => ({ key, kind: numbers.includes(key) ? 'number' : 'category' }))
  const began = performance.now()
  const trained = trainFit(leads.map((lead) => sampleOf(lead, columns)), columns)
  const seconds = ((performance.now() - began) / 1000).toFixed(1)
  if (!trained.ok) return report(`${what}: ${trained.code}`)
  const { report: found } = trained
  report(`${what}: ${columns.length} columns, ${found.learnt} learnt from, ${found.calibrated} calibrate (${found.calibration}), ${found.model.n} held out, penalty ${found.penalty}, ${seconds} s with baselines`)
  for (const { column, refused, valueAuc } of found.columns) if (refused !== null && refused !== 'fit_column.constant') report(`  refused ${column.key}: ${refused} (AUC alone ${valueAuc?.toFixed(3) ?? '–'})`)
  const line = (name: string, { auc, logLoss, ece, brier }: Judgement) =>
    report(`  ${name.padEnd(22)}AUC ${auc?.auc.toFixed(4)} (${auc?.low.toFixed(4)}–${auc?.high.toFixed(4)})  log loss ${logLoss.toFixed(4)}  ECE ${ece.toFixed(4)}  Brier ${brier.toFixed(4)}`)
  line('fit score', found.model)
  line('logistic regression', found.logistic)
  line('naive Bayes', found.naiveBayes)
  report(`  ${'same share for all'.padEnd(22)}AUC 0.5000${' '.repeat(19)}log loss ${found.model.logLossOfShare.toFixed(4)}`)
  if (!withTable) return
  report('  said → seen, by tenths of the held-out leads')
  for (const { n, said, seen, interval } of found.model.reliability)
    report(`    ${(said * 100).toFixed(1).padStart(5)} % → ${(seen * 100).toFixed(1).padStart(5)} % (${((interval?.low ?? 0) * 100).toFixed(1)}–${((interval?.high ?? 0) * 100).toFixed(1)}, n ${n})`)
}
