import { bottlenecks, type Benchmark } from '@sluice/core/diagnosis/bottleneck'
import { getDealHealth, getDiagnosis, type SpokenHealth } from '@sluice/core/diagnosis/contract'
import { dayNumber, plusDays } from '@sluice/core/diagnosis/days'
import { healthScore, type HealthFacts } from '@sluice/core/diagnosis/health'
import type { HealthScore } from '@sluice/core/diagnosis/health-score'
import { pressureTests, pressureThresholds } from '@sluice/core/diagnosis/pressure'
import { remediesFor } from '@sluice/core/diagnosis/remedies/for-causes'
import type { Said } from '@sluice/core/diagnosis/said'
import type { PipelineSeries } from '@sluice/core/diagnosis/series'
import { shapesOf } from '@sluice/core/diagnosis/shape'
import { standings } from '@sluice/core/diagnosis/standing'
import { MIN_N } from '@sluice/core/funnel/measured'
import { dayOf, startOfDay } from '@sluice/core/lib/dates'
import { sql } from 'kysely'
import { selectBenchmarks } from '../../features/benchmarks/benchmarks.queries.ts'
import { readExitEvidence } from '../../features/gates/exit-evidence.queries.ts'
import type { Api } from '../../platform/api.ts'
import { refuse } from '../../platform/refusal.ts'
import { route } from '../../platform/route.ts'
import type { Replica } from '../../replica/replica.ts'
import { selectResponses } from '../activities/activities.query.ts'
import { ask, dimensionsFor } from '../ask.ts'
import { askingOf, instantsOf, ownershipOf } from '../asking.ts'
import { spokenBy } from '../spoken.ts'
import { selectGated, selectGatedSince, selectLacking } from './evidence.query.ts'
import { ownerFacts } from './owner-facts.ts'
import { selectDealFacts, selectOpenDeals, selectPeople, selectQualified } from './facts.query.ts'

const { windowDays, historyDays, firstResponseHours, stalledDays, quoteStalledDays } = pressureThresholds
const DAY_MS = 86_400_000
/** A lead is given so long to become qualified. */
const leadDays = 14
const quoting = /quot|propos|报价|方案|negot|商务/i

/** What is wrong with a funnel, and the health of a deal. */
export function diagnosisRoutes(api: Api, replica: Replica): void {
  route(api, getDiagnosis, async ({ tx, viewer, session, query }) => {
    const asking = askingOf(api, viewer, session)
    const { timeZone: zone } = asking
    const question = { tx, replica, asking, query }
    const { asOf } = instantsOf(asking, query)
    const at = dayOf(asOf, zone)
    const options = { from: plusDays(at, -(windowDays + historyDays + 75)), to: plusDays(at, 1), asOf, zone, slice: null, dwell: 'weekly', ages: 'last', dwellDays: windowDays, dwellHistoryDays: historyDays } as const
    const series = await ask(question, 'pipelineSeries', { pipelineId: query.pipeline, options })
    const stages = await tx.selectFrom('stage').select(['id', 'key', 'name']).where('org_id', '=', viewer.orgId).where('pipeline_id', '=', query.pipeline).execute()
    const isQuote = (id: string) => stages.some((stage) => stage.id === id && (quoting.test(stage.key) || quoting.test(stage.name)))

    const owned = await ownershipOf(tx, asking, query)
    const iso = (instant: number) => new Date(instant).toISOString()
    const limits = new Map(series.stages.map(({ stageId }) => [stageId, isQuote(stageId) ? quoteStalledDays : stalledDays]))
    const open = await selectOpenDeals(tx, viewer, query.pipeline, owned, { at: iso(asOf), today: at }, limits)
    const begin = startOfDay(at, zone)
    const qualified = await selectQualified(tx, viewer, { from: iso(begin - (leadDays + windowDays) * DAY_MS), to: iso(begin - leadDays * DAY_MS) }, owned)
    const responses = await selectResponses(tx, viewer, query.pipeline, { from: iso(begin - windowDays * DAY_MS), to: iso(asOf - firstResponseHours * 3_600_000), asOf: iso(asOf) }, owned, sql<boolean>`true`, true)
    const inTime = responses.filter(({ at: came, firstAt }) => firstAt !== null && firstAt - came <= firstResponseHours * 3_600_000)
    const sum = (list: readonly typeof open[number][], key: 'open' | 'stalled' | 'idle' | 'asleep' | 'withNextStep' | 'owing') => list.reduce((total, row) => total + row[key], 0)
    const closedIn = (days: number, back: number) => series.closed
      .filter(({ day }) => dayNumber(day) > dayNumber(at) - back - days && dayNumber(day) <= dayNumber(at) - back)
      .reduce((count, { won, lost }) => ({ n: count.n + won + lost, hits: count.hits + won }), { n: 0, hits: 0 })
    const { isGated, analysis } = await selectGated(tx, viewer.orgId, query.pipeline)
    const recent = begin - (windowDays - 1) * DAY_MS
    const completed = analysis === null ? null : await ask(question, 'leftForwards', {
      stageId: analysis.id, from: recent, to: asOf, asOf, since: await selectGatedSince(tx, viewer.orgId, query.pipeline, analysis.id),
      without: await selectLacking(tx, viewer.orgId, analysis.id, { from: iso(recent), asOf: iso(asOf) }),
    })
    const pressure = pressureTests(series, at, {
      leadToMql: qualified, firstResponse: { n: responses.length, hits: inTime.length }, needsAnalysis: completed,
      stalled: series.stages.map(({ stageId }) => {
        const own = open.filter((row) => row.stageId === stageId)
        return { stageId, isQuote: isQuote(stageId), count: { n: sum(own, 'open'), hits: sum(own, 'stalled') } }
      }),
      dormant: { n: sum(open, 'open') + sum(open, 'asleep'), hits: sum(open, 'idle') },
      winRate: { now: closedIn(30, 0), before: closedIn(30, 30) },
    })
    const benchmark = query.benchmark === 'entered' ? await benchmarkOf(tx, viewer.orgId, query.pipeline) : ({ kind: 'own' } as const)
    const { speak } = await spokenBy(tx, viewer.orgId, query.pipeline, [], await dimensionsFor(tx, viewer))
    const spoken = <T extends { said: Said; causes: Parameters<typeof remediesFor>[0] }>(one: T) => ({ ...one, text: speak(one.said), remedies: remediesFor(one.causes).map(({ remedy }) => remedy.key) })
    const say = (score: HealthScore): SpokenHealth => ({ ...score, text: speak(score.said), parts: score.parts.map((part) => ({ ...part, text: speak(part.why) })) })

    const { owners, teams } = await selectPeople(tx, viewer.orgId)
    const facts = { open, responses, owners, hours: firstResponseHours, isGated }
    const people = async (of: 'owner' | 'team') => ownerFacts(of, facts, {
      fair: await ask(question, 'fair', { from: begin - 365 * DAY_MS, to: null, asOf, zone, currency: asking.currency, of, within: ['source', 'size'] }, { by: ['source', 'size'] }),
      dwell: await ask(question, 'dwellRatios', { of, from: begin - historyDays * DAY_MS, asOf }),
    })
    return {
      asOf, zone, now: { from: plusDays(at, 1 - windowDays), to: plusDays(at, 1) }, history: { from: plusDays(at, 1 - windowDays - historyDays), to: plusDays(at, 1 - windowDays) },
      shapes: shapesOf(series, at).map(spoken), pressure: pressure.map(spoken), bottlenecks: bottlenecks(series, at, benchmark).map(spoken),
      health: say(healthScore('funnel', { ...funnelFacts(series, at, closedIn), stalled: known(sum(open, 'stalled'), sum(open, 'open')), ...(isGated && { owed: known(sum(open, 'open') - sum(open, 'owing'), sum(open, 'open')) }) })),
      teams: (await people('team')).flatMap(({ id, facts: own }) => (teams.has(id) ? [{ team: { id, name: teams.get(id) ?? id }, health: say(healthScore('team', own)) }] : [])),
      reps: (await people('owner')).flatMap(({ id, facts: own }) => (owners.has(id) ? [{ owner: { id, name: owners.get(id)?.name ?? id }, health: say(healthScore('rep', own)) }] : [])),
    }
  })

  route(api, getDealHealth, async ({ tx, viewer, session, params }) => {
    const asking = askingOf(api, viewer, session)
    const now = asking.now.getTime()
    const deal = (await selectDealFacts(tx, viewer, params.id, dayOf(now, asking.timeZone))) ?? refuse('record.not_found')
    // How long deals stay in a stage is the organisation's, not what this viewer sees of it.
    const all = { ...asking, viewer: { ...viewer, role: 'admin' as const } }
    const funnel = await ask({ tx, replica, asking: all, query: { pipeline: deal.pipelineId } }, 'funnel', { from: null, to: null, asOf: now, zone: asking.timeZone, currency: asking.currency })
    const p75 = funnel.steps.find(({ stageId }) => stageId === deal.stageId)?.dwellP75
    const days = (from: number) => Math.max(0, (now - from) / DAY_MS)
    const sure = (value: number) => ({ value, n: null, enough: true })
    const isOpen = deal.status === 'open'
    const exit = isOpen ? await readExitEvidence(tx, viewer, { id: params.id, stageId: deal.stageId }, asking.now.toISOString()) : null
    const facts: HealthFacts = !isOpen ? {} : {
      ...(p75?.value != null && p75.value > 0 && { age: { value: days(deal.enteredAt) / p75.value, n: p75.n, enough: p75.enough, stageId: deal.stageId } }),
      silence: sure(days(deal.lastContactAt ?? deal.createdAt)), next_step: sure(deal.hasNextStep ? 1 : 0),
      ...(exit !== null && { evidence: { value: exit.hits / exit.n, n: exit.n, enough: true, stageId: deal.stageId } }),
      ...(deal.overdueDays !== null && { close_date: sure(Math.max(0, deal.overdueDays)) }),
    }
    const { speak } = await spokenBy(tx, viewer.orgId, deal.pipelineId, [], [])
    const score = healthScore('deal', facts)
    return { ...score, text: speak(score.said), parts: score.parts.map((part) => ({ ...part, text: speak(part.why) })) }
  })
}

const known = (hits: number, n: number) => ({ value: n === 0 ? null : hits / n, n, enough: n >= MIN_N })

/** Parts of the funnel's score that the series hold: each figure of the last weeks over its own mean before them. */
function funnelFacts(series: PipelineSeries, at: string, closedIn: (days: number, back: number) => { n: number; hits: number }): HealthFacts {
  const all = standings(series, dayNumber(at))
  const steps = all.filter(({ conversion }) => conversion.now !== null && conversion.baseline !== null && conversion.baseline > 0)
  const conversion = steps.reduce((product, step) => product * ((step.conversion.now ?? 0) / (step.conversion.baseline ?? 1)), 1)
  const weights = all.filter(({ dwell }) => dwell.now.mean !== null && dwell.history.mean !== null && dwell.history.mean > 0)
  const n = weights.reduce((total, { dwell }) => total + dwell.now.n, 0)
  const dwell = weights.reduce((total, stage) => total + (stage.dwell.now.n * (stage.dwell.now.mean ?? 0)) / (stage.dwell.history.mean ?? 1), 0) / Math.max(1, n)
  const [now, before] = [closedIn(2 * windowDays, 0), closedIn(historyDays, 2 * windowDays)]
  const rates = now.n > 0 && before.hits > 0 ? now.hits / now.n / (before.hits / before.n) : null
  const last = series.stages.map((stage) => stage.points.slice(-windowDays))
  const out = last.flat().reduce((total, { outflow }) => total + outflow.won + outflow.lost + outflow.transfer, 0)
  const came = (last[0] ?? []).reduce((total, { inflow }) => total + inflow, 0)
  return {
    conversion: { value: steps.length === all.length ? conversion : null, n: steps.length === 0 ? 0 : Math.min(...steps.map((step) => step.conversion.n)), enough: steps.every((step) => step.conversion.n >= MIN_N) && steps.length > 0 },
    win_rate: { value: rates, n: now.n, enough: now.n >= MIN_N && before.n >= MIN_N },
    dwell: { value: n === 0 ? null : dwell, n, enough: n >= MIN_N },
    balance: { value: came === 0 ? null : out / came, n: came, enough: came >= MIN_N },
  }
}

async function benchmarkOf(tx: Parameters<typeof selectBenchmarks>[0], orgId: string, pipelineId: string): Promise<Benchmark> {
  const entered = await selectBenchmarks(tx, orgId, pipelineId)
  const of = (stageId: string, measure: string) => entered.find((one) => one.stageId === stageId && one.measure === measure)?.value ?? null
  const stages = Object.fromEntries([...new Set(entered.map(({ stageId }) => stageId))].map((stageId) => [stageId, { conversion: of(stageId, 'conversion'), dwellMedian: of(stageId, 'dwell_median') }]))
  return { kind: 'entered', label: entered[0]?.source ?? '', stages }
}
