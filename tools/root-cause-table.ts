import { writeFileSync } from 'node:fs'
import { dayNumber, plusDays } from '@sluice/core/diagnosis/days'
import type { Finding, RootCause } from '@sluice/core/diagnosis/root-cause/finding'
import { type ChangeQuestion, questionOfAlarm } from '@sluice/core/diagnosis/root-cause/question'
import type { DealColumns } from '@sluice/core/funnel/columns'
import { dayOf, startOfDay } from '@sluice/core/lib/dates'
import { wilson } from '@sluice/core/lib/ratio'
import { quietSeeds } from '@sluice/core/simulator/scenarios/quiet-year'
import type { PlantedCause, Scenario, ScenarioKey } from '@sluice/core/simulator/scenarios/scenario'
import { scenarios } from '@sluice/core/simulator/scenarios/scenarios'
import { type RaisedAlarm, scenarioAlarms } from './root-cause/scenario-alarms.ts'
import { scenarioCause, zone } from './root-cause/scenario-cause.ts'
import { scenarioColumns } from './root-cause/scenario-columns.ts'

/**
 * How often the planted cause of a simulated company is found, at the first place and among the first three: asked of the two
 * periods as somebody would who knows when it began, and of the alarm that fired; and how many alarms a quiet year has. Prints the
 * table of docs/root-cause.md, and with `--write` puts it there. `--seeds=20`: companies of each kind.
 */
const seeds = Number(/^--seeds=(\d+)$/.exec(process.argv.find((arg) => arg.startsWith('--seeds=')) ?? '')?.[1] ?? 10)
const now = Date.parse('2026-03-02T02:00:00Z')
const file = new URL('../docs/root-cause.md', import.meta.url)
const planted: ScenarioKey[] = ['manufacturing', 'price_change', 'rep_lapse', 'broken_form', 'competitor_entry', 'stage_redefinition']

/** Whether a finding says what was planted. A share of a channel that grows is the same thing seen in shares of entries, stock or inflow. */
function says(finding: Finding, cause: PlantedCause): boolean {
  const isOf = (dimension: string | undefined, value: string | undefined) =>
    dimension === undefined || finding.dimensions.some((own, i) => own === dimension && (value === undefined || finding.values[i] === value))
  switch (cause.kind) {
    case 'mix': return ['mix', 'stock', 'inflow'].includes(finding.kind) && isOf(cause.dimension, cause.value)
    case 'rate': return (finding.kind === 'rate' || finding.kind === 'attribute') && isOf(cause.dimension, cause.value)
    // No segment is to blame: said outright, or by the reason that the losses now have.
    case 'general_rate': return finding.kind === 'general_rate' || (finding.kind === 'attribute' && cause.lossReasonKey !== undefined && isOf('loss_reason', cause.lossReasonKey))
    // A source that broke down is found as a fault, or as what is missing of that very source.
    case 'system_fault': return finding.kind === 'system_fault' || (finding.kind === 'inflow' && cause.dimension !== undefined && isOf(cause.dimension, cause.value))
    case 'words': return finding.kind === 'words' && (cause.words ?? []).some((word) => finding.words.some((own) => own.includes(word) || word.includes(own)))
    default: return finding.kind === cause.kind && isOf(cause.dimension, cause.value)
  }
}

const rankOf = (found: RootCause, cause: PlantedCause): number => found.findings.findIndex((finding) => says(finding, cause)) + 1

/** The periods that somebody would compare: from its beginning for at most six weeks, and twice as long before it. */
function asked({ company, truth }: Scenario): ChangeQuestion {
  const from = dayOf(truth.from, zone)
  const end = [plusDays(from, 42), dayOf(truth.to, zone), dayOf(company.now, zone)].reduce((a, b) => (a < b ? a : b))
  return { pipelineId: truth.pipelineKey, stageId: truth.stageKey, what: truth.what, before: { from: plusDays(from, 2 * (dayNumber(from) - dayNumber(end))), to: from }, after: { from, to: end } }
}

/** As the product asks at the end of the day on which an alarm opens. */
const causeOf = (scenario: Scenario, columns: DealColumns, { day, verdict, rule }: RaisedAlarm): RootCause =>
  scenarioCause(scenario, columns, questionOfAlarm(verdict, rule, columns.stages.at(-1)?.id ?? ''), startOfDay(day, zone, 1) - 1)

/** The first alarm at the stage (or behind it, or of the whole) after the change began, within so many days. */
function alarmOf({ truth }: Scenario, alarms: readonly RaisedAlarm[]): RaisedAlarm | undefined {
  const kinds = { stock: ['stock_growth', 'dwell_over', 'conversion_below_mean'], conversion: ['conversion_below_mean', 'dwell_over', 'stock_growth', 'win_rate_swing'], inflow: ['inflow_drop'] }[truth.what]
  const from = dayOf(truth.from, zone)
  const until = plusDays(dayOf(truth.to, zone), 14)
  return alarms.find(({ day, verdict, attached }) =>
    day > from && day <= until && [verdict, ...attached].some(({ kind, stageId }) => kinds.includes(kind) && (stageId === truth.stageKey || stageId === null)))
}

interface Row { key: ScenarioKey; title: string; n: number; asked: { first: number; third: number }; alarms: number; delay: number[]; alarm: { first: number; third: number }; ruledOut: number }

const rows: Row[] = []
for (const key of planted) {
  const row: Row = { key, title: '', n: 0, asked: { first: 0, third: 0 }, alarms: 0, delay: [], alarm: { first: 0, third: 0 }, ruledOut: 0 }
  for (let seed = 1; seed <= seeds; seed++) {
    const scenario = scenarios[key]({ seed, now })
    const { truth } = scenario
    if (truth.cause === null) throw new Error(`${key} has no cause`)
    const columns = scenarioColumns(scenario.company, truth.pipelineKey)
    row.title = scenario.title.zh
    row.n++
    const found = scenarioCause(scenario, columns, asked(scenario), scenario.company.now)
    const rank = rankOf(found, truth.cause)
    row.asked.first += Number(rank === 1)
    row.asked.third += Number(rank >= 1 && rank <= 3)
    // What was no cause must not be named as one.
    row.ruledOut += Number(!truth.ruledOut.some((kind) => found.findings.some((finding) => finding.kind === kind)))
    const alarm = alarmOf(scenario, scenarioAlarms(scenario, columns))
    if (alarm === undefined) continue
    row.alarms++
    row.delay.push(dayNumber(alarm.day) - dayNumber(dayOf(truth.from, zone)))
    const ofAlarm = rankOf(causeOf(scenario, columns, alarm), truth.cause)
    row.alarm.first += Number(ofAlarm === 1)
    row.alarm.third += Number(ofAlarm >= 1 && ofAlarm <= 3)
  }
  rows.push(row)
  console.error(key, JSON.stringify(row))
}

const quiet = quietSeeds.map((seed) => {
  const scenario = scenarios.quiet({ seed, now })
  const columns = scenarioColumns(scenario.company, scenario.truth.pipelineKey)
  const alarms = scenarioAlarms(scenario, columns)
  const claimed = alarms.filter((alarm) => causeOf(scenario, columns, alarm).verdict === 'causes').length
  return { seed, alarms, claimed }
})

const kinds = [...new Set(quiet.flatMap(({ alarms }) => alarms.map(({ verdict }) => verdict.kind)))].sort()
const percent = (hits: number, n: number) => {
  if (n === 0) return '—'
  const interval = wilson(hits, n)
  const round = (share: number) => Math.round(share * 100)
  return `${round(hits / n)} % (${hits}/${n}, ${round(interval?.low ?? 0)}–${round(interval?.high ?? 1)})`
}
const median = (list: number[]) => list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)]
const lines = [
  `| planted cause | asked: first | asked: among three | what was no cause is not named | alarm fired | after days (median) | from the alarm: first | among three |`,
  `|---|---|---|---|---|---|---|---|`,
  ...rows.map((row) => `| ${row.title} (${row.key}) | ${percent(row.asked.first, row.n)} | ${percent(row.asked.third, row.n)} | ${percent(row.ruledOut, row.n)} | ${percent(row.alarms, row.n)} | ${median(row.delay) ?? '—'} | ${percent(row.alarm.first, row.alarms)} | ${percent(row.alarm.third, row.alarms)} |`),
  '',
  `| quiet year (seed) | ${kinds.join(' | ')} | alarms | of which a cause was claimed for |`,
  `|---|${kinds.map(() => '---|').join('')}---|---|`,
  ...quiet.map(({ seed, alarms, claimed }) => `| ${seed} | ${kinds.map((kind) => alarms.filter(({ verdict }) => verdict.kind === kind).length).join(' | ')} | ${alarms.length} | ${claimed} |`),
  `| **a year** | ${kinds.map((kind) => (quiet.reduce((sum, { alarms }) => sum + alarms.filter(({ verdict }) => verdict.kind === kind).length, 0) / quiet.length).toFixed(1)).join(' | ')} | **${(quiet.reduce((sum, { alarms }) => sum + alarms.length, 0) / quiet.length).toFixed(1)}** | ${(quiet.reduce((sum, { claimed }) => sum + claimed, 0) / quiet.length).toFixed(1)} |`,
]
console.log(lines.join('\n'))
if (process.argv.includes('--write')) {
  const text = `# How often the cause is found

Companies of about 3,000 deals a year are simulated with one planted cause each (packages/core/src/simulator/scenarios), ${seeds} of each kind, and asked as the product
asks: the same counting over every dimension and pair, the same judgement. "Asked": the two periods are compared that somebody would choose who knows when it began. "From the
alarm": at the end of the day on which the first alarm of the stage fired, by the rules that every pipeline begins with. In parentheses: hits of companies, and Wilson's 95 % interval.
A quiet year has nothing planted but chance, a mild season and holidays, so each of its alarms is a false one.

Made by \`node tools/root-cause-table.ts --seeds=${seeds} --write\`; the manufacturing case is besides an acceptance test over HTTP
(packages/server/src/reports/root-cause/manufacturing.test.ts).

${lines.join('\n')}

## What counts as found
- 展会线索淤积 (manufacturing): the channel 展会 named for the growth of the stage, by mix, stock or inflow.
- 涨价 (price change): that all segments fell alike, or that the losses now say "over budget".
- 一名销售 (rep lapse): that rep's own rate.
- 表单失效 (broken form): a fault, or the missing inflow of exactly that source.
- 竞争对手 (competitor entry): the industry's own rate, or the industry's share among the lost.
- 阶段重定义 (stage redefinition): the publication or the mass change.
`
  writeFileSync(file, text)
}
