import { writeFileSync } from 'node:fs'
import { dayNumber, plusDays } from '@sluice/core/diagnosis/days'
import type { ChangeQuestion } from '@sluice/core/diagnosis/root-cause/question'
import { dayOf } from '@sluice/core/lib/dates'
import { wilson } from '@sluice/core/lib/ratio'
import type { Scenario, ScenarioKey } from '@sluice/core/simulator/scenarios/scenario'
import { scenarios } from '@sluice/core/simulator/scenarios/scenarios'
import { alarmOf, causesOf, type Moment, moments } from './root-cause/raised-alarm.ts'
import { rankOf } from './root-cause/says.ts'
import { scenarioAlarms } from './root-cause/scenario-alarms.ts'
import { scenarioCause, zone } from './root-cause/scenario-cause.ts'
import { scenarioColumns } from './root-cause/scenario-columns.ts'

/**
 * How often the planted cause of a simulated company is found, at the first place and among the first three: asked of the two
 * periods as somebody would who knows when it began, and as the page of the alarm shows it; and how many alarms a quiet year has. Prints the
 * tables of docs/root-cause.md, and with `--write` puts them there. `--seeds=20 --first=21`: seeds 21 to 40 of each kind (those below 21 are for
 * development); `--quiet=10`: so many quiet years.
 */
const given = (name: string, otherwise: number): number => Number(process.argv.find((arg) => arg.startsWith(`--${name}=`))?.slice(name.length + 3) ?? otherwise)
const [seeds, firstSeed, quietYears] = [given('seeds', 10), given('first', 21), given('quiet', 10)]
const firstQuiet = 201
const now = Date.parse('2026-03-02T02:00:00Z')
const file = new URL('../docs/root-cause.md', import.meta.url)
const planted: ScenarioKey[] = ['manufacturing', 'price_change', 'rep_lapse', 'broken_form', 'competitor_entry', 'stage_redefinition']

/** The periods that somebody would compare: from its beginning for at most six weeks, and twice as long before it. */
function asked({ company, truth }: Scenario): ChangeQuestion {
  const from = dayOf(truth.from, zone)
  const end = [plusDays(from, 42), dayOf(truth.to, zone), dayOf(company.now, zone)].reduce((a, b) => (a < b ? a : b))
  return { pipelineId: truth.pipelineKey, stageId: truth.stageKey, what: truth.what, before: { from: plusDays(from, 2 * (dayNumber(from) - dayNumber(end))), to: from }, after: { from, to: end } }
}

interface Hits { first: number; third: number }
interface Row { key: ScenarioKey; title: string; n: number; asked: Hits; alarms: number; delay: number[]; alarm: Record<Moment, Hits>; ruledOut: number }
const count = (hits: Hits, rank: number): void => {
  hits.first += Number(rank === 1)
  hits.third += Number(rank >= 1 && rank <= 3)
}

const rows: Row[] = []
for (const key of planted) {
  const none = (): Hits => ({ first: 0, third: 0 })
  const row: Row = { key, title: '', n: 0, asked: none(), alarms: 0, delay: [], alarm: { first: none(), week: none(), close: none() }, ruledOut: 0 }
  for (let seed = firstSeed; seed < firstSeed + seeds; seed++) {
    const scenario = scenarios[key]({ seed, now })
    const { truth } = scenario
    if (truth.cause === null) throw new Error(`${key} has no cause`)
    const columns = scenarioColumns(scenario.company, truth.pipelineKey)
    row.title = scenario.title.zh
    row.n++
    const found = scenarioCause(scenario, columns, asked(scenario), scenario.company.now)
    count(row.asked, rankOf(found, truth.cause))
    // What was no cause must not be named as one.
    row.ruledOut += Number(!truth.ruledOut.some((kind) => found.findings.some((finding) => finding.kind === kind)))
    const alarm = alarmOf(scenario, scenarioAlarms(scenario, columns))
    if (alarm === undefined) continue
    row.alarms++
    row.delay.push(dayNumber(alarm.day) - dayNumber(dayOf(truth.from, zone)))
    const causes = causesOf(scenario, columns, alarm)
    for (const moment of moments) count(row.alarm[moment], rankOf(causes[moment], truth.cause))
  }
  rows.push(row)
  console.error(key, JSON.stringify(row))
}

const quiet = Array.from({ length: quietYears }, (_, i) => {
  const scenario = scenarios.quiet({ seed: firstQuiet + i, now })
  const columns = scenarioColumns(scenario.company, scenario.truth.pipelineKey)
  const alarms = scenarioAlarms(scenario, columns)
  const causes = alarms.map((alarm) => causesOf(scenario, columns, alarm))
  const claims = (moment: Moment) => causes.filter((of) => of[moment].verdict === 'causes').length
  return { seed: firstQuiet + i, alarms, claimed: { first: claims('first'), close: claims('close') } }
})

const kinds = [...new Set(quiet.flatMap(({ alarms }) => alarms.map(({ verdict }) => verdict.kind)))].sort()
const percent = (hits: number, n: number) => {
  if (n === 0) return '—'
  const interval = wilson(hits, n)
  const round = (share: number) => Math.round(share * 100)
  return `${round(hits / n)} % (${hits}/${n}, ${round(interval?.low ?? 0)}–${round(interval?.high ?? 1)})`
}
const median = (list: number[]) => list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)]
const cells = (list: readonly (string | number)[]) => `| ${list.join(' | ')} |`
const perYear = (sum: number) => (sum / Math.max(1, quiet.length)).toFixed(1)
const total = (of: (year: (typeof quiet)[number]) => number) => quiet.reduce((sum, year) => sum + of(year), 0)
const lines = [
  cells(['planted cause', 'asked: first', 'asked: among three', 'what was no cause is not named', 'alarm fired', 'after days (median)']),
  '|---|---|---|---|---|---|',
  ...rows.map((row) => cells([`${row.title} (${row.key})`, percent(row.asked.first, row.n), percent(row.asked.third, row.n), percent(row.ruledOut, row.n), percent(row.alarms, row.n), median(row.delay) ?? '—'])),
  '',
  cells(['from the alarm', 'its first day: first', 'among three', 'a week later: first', 'among three', 'at its close: first', 'among three']),
  '|---|---|---|---|---|---|---|',
  ...rows.map((row) => cells([row.key, ...moments.flatMap((moment) => [percent(row.alarm[moment].first, row.alarms), percent(row.alarm[moment].third, row.alarms)])])),
  '',
  cells(['quiet year (seed)', ...kinds, 'alarms', 'a cause was claimed on the first day', 'at the close']),
  `|---|${kinds.map(() => '---|').join('')}---|---|---|`,
  ...quiet.map(({ seed, alarms, claimed }) => cells([seed, ...kinds.map((kind) => alarms.filter(({ verdict }) => verdict.kind === kind).length), alarms.length, claimed.first, claimed.close])),
  cells(['**a year**', ...kinds.map((kind) => perYear(total(({ alarms }) => alarms.filter(({ verdict }) => verdict.kind === kind).length))), `**${perYear(total(({ alarms }) => alarms.length))}**`, perYear(total(({ claimed }) => claimed.first)), perYear(total(({ claimed }) => claimed.close))]),
]
console.log(lines.join('\n'))
if (process.argv.includes('--write')) {
  const text = `# How often the cause is found

Companies of about 3,000 deals a year are simulated with one planted cause each (packages/core/src/simulator/scenarios), ${seeds} of each kind, and asked as the product
asks: the same counting over every dimension and pair, the same judgement. "Asked": the two periods are compared that somebody would choose who knows when it began. "From the
alarm": what the page of the first alarm of the stage shows, by the rules that every pipeline begins with: at the end of the day on which it fired, a week later, and when it closed. It
is asked again at the end of every day on which the alarm holds, and the latest clear cause stays. In parentheses: hits of companies, and Wilson's 95 % interval.
A quiet year has nothing planted but chance, a mild season and holidays, so each of its alarms is a false one, and each cause claimed for it too.

Seeds ${firstSeed} to ${firstSeed + seeds - 1}, and ${firstQuiet} to ${firstQuiet + quietYears - 1} for the quiet years; what is measured was developed on seeds below 21 and on quiet years below 106.
Made by \`node tools/root-cause-table.ts --seeds=${seeds} --first=${firstSeed} --quiet=${quietYears} --write\`; the manufacturing case is besides an acceptance test over HTTP
(packages/server/src/reports/root-cause/manufacturing.test.ts).

${lines.join('\n')}

## What counts as found
- 展会线索淤积 (manufacturing): the channel 展会 named for the growth of the stage, by mix, stock or inflow.
- 涨价 (price change): that all segments fell alike, or that the losses now say "over budget".
- 一名销售 (rep lapse): that rep's own rate.
- 表单失效 (broken form): a fault, or the missing inflow of exactly that source.
- 竞争对手 (competitor entry): the industry's own rate, or the industry's share among the lost.
- 阶段重定义 (stage redefinition): the publication or the mass change.

## What it rests on
- **Since when.** The later period begins where the alarm's own figure changed: the step (conversion, inflow) or bend (stock) of greatest likelihood among the days that the rule
  looks at, not a fixed window (core/diagnosis/root-cause/onset). A win rate is laid to the stage whose own conversion changed most.
- **Decided, not entered.** Of a conversion those deals count that were decided in a period: went on, were lost, or had been there for half as long again as three quarters of
  those that go on. A change shows in them at once; among those that entered it shows a horizon later. Holiday weeks make nobody late.
- **Dimensions and pairs are corrected apart** for having looked at all of them (Benjamini–Hochberg): a dimension does not pay for all pairs.
- **An outage still on lasts until now**, and explains as many missing entries as its source's part of all leads.
- **Quiet.** Alarms ask for three standard errors, inflow looks at two weeks and knows weekends and Chinese public holidays.

## What it cannot see
- A competitor in one industry of ten: a month after his entry some 40 deals of that industry were decided. Against all the segments that are looked at besides, that is often too few to be
  sure; the losses' reason (lost to a competitor) and the notes name him earlier, but do not count as a hit here.
- Quiet has its price: with three standard errors asked for, every second competitor's entry raises no alarm in the time that is looked at, and others raise theirs a week later than with fewer.
- Asked again every day, chance has more occasions: the causes claimed at the close of a false alarm are more than those of its first day.
- An alarm by chance shortly after the change began, of which nothing shows yet, counts as the alarm of that change; its cause cannot be found on its first day.
`
  writeFileSync(file, text)
}
