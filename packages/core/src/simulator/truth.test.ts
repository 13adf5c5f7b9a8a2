import { expect, test } from 'vitest'
import { survival } from '../funnel/survival.ts'
import { EXITS } from '../funnel/figures.ts'
import { columnsOf } from '../funnel/columns-of.ts'
import { chainOf, expectedStays, reachProbability } from './chain.ts'
import { allowedMisses, missesOf } from './checks.ts'
import type { Deal } from './company.ts'
import { demoParams } from './demo-params.ts'
import { journeysOf, funnelStages } from './journeys.ts'
import type { Rates, SimulationParams } from './params.ts'
import { incidenceChecks, recoveryChecks, stayObservations } from './recovery.ts'
import { scaleParams } from './scale-params.ts'
import { dealSegments } from './segments.ts'
import { simulate } from './simulate.ts'
import { leakTruth, pipelineTruth } from './truth.ts'

const NOW = Date.parse('2026-06-17T06:30:00Z')

const rates = (r: Partial<Rates>): Rates => ({ advance: 0, skip: 0, back: 0, lost: 0, won: 0, ...r })

test('the chain, by hand: two stages with a way back', () => {
  // From A .5 to B, .5 lost. From B .4 won, .2 back, .4 lost. x = P(win | A) = .5 y, y = .4 + .2 x, so x = .2 / .9.
  const chain = chainOf([rates({ advance: 1, lost: 1 }), rates({ advance: 2, back: 1, lost: 2 })], 0)
  expect(reachProbability(chain, 0)).toBe(1)
  expect(reachProbability(chain, 1)).toBeCloseTo(0.5, 12)
  expect(reachProbability(chain, 2)).toBeCloseTo(0.2 / 0.9, 12)
  // Stays in A: a = 1 + .2 b, b = .5 a.
  expect(expectedStays(chain)[0]).toBeCloseTo(1 / 0.9, 12)
  expect(expectedStays(chain)[1]).toBeCloseTo(0.5 / 0.9, 12)
})

test('the chain, by hand: a loss reopened half of the time, and a skip to the win', () => {
  // x = .5 (skip wins) + .5 · .5 x
  const chain = chainOf([rates({ skip: 1, lost: 1 })], 0.5)
  expect(reachProbability(chain, 1)).toBeCloseTo(0.5 / 0.75, 12)
})

test('the parameters are sound: shares sum to 1, probabilities are probabilities, keys exist', () => {
  for (const pipeline of demoParams.pipelines) {
    expect(pipeline.stages.map((s) => s.stageKey)).toEqual(funnelStages(pipeline.key).map((s) => s.id))
    for (const s of pipeline.stages) expect(Object.values(s.exits).reduce((a, b) => a + b)).toBeCloseTo(1, 12)
    expect(pipeline.stages[0]?.exits.back).toBe(0)
    const truth = pipelineTruth(demoParams, pipeline.key)
    expect(truth.stages.reduce((product, s) => product * s.conversion, 1)).toBeCloseTo(truth.win, 12)
  }
  expect(demoParams.inflow.months).toHaveLength(12)
  const deals = demoParams.pipelines.flatMap((p) => dealSegments(demoParams, p.key)).reduce((sum, s) => sum + s.deals, 0)
  expect(deals).toBeGreaterThan(1900)
  expect(deals).toBeLessThan(2150)
})

test('the funnel recovers the truth: a laboratory of 6,000 deals over four years', { timeout: 300_000 }, () => {
  const lab: SimulationParams = { ...scaleParams(demoParams, 3), days: 1500, workingHours: false, leaks: [] }
  const company = simulate(lab, 11, NOW)
  const checks = lab.pipelines.flatMap((p) => recoveryChecks(company, pipelineTruth(lab, p.key), { matureDays: 400, shortestMedian: 0 }))
  const misses = missesOf(checks)
  expect(checks.length).toBeGreaterThan(60)
  expect(misses.length, JSON.stringify(misses, null, 1)).toBeLessThanOrEqual(allowedMisses(checks.length))
})

test('the test above can fail: other hazards in one stage are seen at once', { timeout: 300_000 }, () => {
  const lab: SimulationParams = { ...demoParams, days: 1500, workingHours: false, leaks: [] }
  const company = simulate(lab, 11, NOW)
  const wrong = structuredClone(lab)
  for (const pipeline of wrong.pipelines) for (const s of pipeline.stages) s.medianDays *= 1.25
  const checks = wrong.pipelines.flatMap((p) => recoveryChecks(company, pipelineTruth(wrong, p.key), { matureDays: 400, shortestMedian: 0 }))
  expect(missesOf(checks).length).toBeGreaterThan(allowedMisses(checks.length))
})

test('the funnel recovers the truth from the demo company outside of the leak, open deals and working hours included', { timeout: 300_000 }, () => {
  const company = simulate(demoParams, 1, NOW)
  const leaking = (s: Pick<Deal, 'pipelineKey' | 'teamKey' | 'channelKey'>) => demoParams.leaks.some((l) => l.pipelineKey === s.pipelineKey && l.teamKey === s.teamKey && l.channelKey === s.channelKey)
  const checks = demoParams.pipelines.flatMap((p) =>
    recoveryChecks(company, pipelineTruth(demoParams, p.key, (s) => !leaking(s)), { include: (d) => !leaking(d), matureDays: 150, shortestMedian: 7 }),
  )
  const misses = missesOf(checks)
  expect(checks.length).toBeGreaterThan(50)
  expect(misses.length, JSON.stringify(misses, null, 1)).toBeLessThanOrEqual(allowedMisses(checks.length))
})

test.each([1, 2, 3])('the planted leak is there, of the planted size, and shows (seed %i)', { timeout: 300_000 }, (seed) => {
  const company = simulate(demoParams, seed, NOW)
  const [leak, planted] = [demoParams.leaks[0], company.leaks[0]]
  if (leak === undefined || planted === undefined) throw new Error('no leak')
  const stages = funnelStages(leak.pipelineKey)
  const k = stages.findIndex((s) => s.id === leak.stageKey)
  const columns = columnsOf(journeysOf(company, leak.pipelineKey, (d) => d.teamKey === leak.teamKey && d.channelKey === leak.channelKey), stages)
  const horizon = 40
  const during = stayObservations(columns, k, company.now, horizon, (at) => at >= planted.since)
  // A stay that began before the leak is watched until then.
  const before = stayObservations(columns, k, planted.since, horizon)
  const truth = leakTruth(demoParams, leak)
  const checks = [...incidenceChecks('during', during, truth.during, k, stages.length, horizon), ...incidenceChecks('before', before, truth.before, k, stages.length, horizon)]
  expect(during.length).toBeGreaterThanOrEqual(20)
  expect(checks.length).toBeGreaterThanOrEqual(5)
  expect(missesOf(checks).length, JSON.stringify(missesOf(checks))).toBeLessThanOrEqual(allowedMisses(checks.length))
  const [a, b] = [survival(during, EXITS).final.lost, survival(before, EXITS).final.lost]
  const se = (x: typeof a) => ((x.high ?? 1) - (x.low ?? 0)) / (2 * 1.96)
  expect((a.value - b.value) / Math.hypot(se(a), se(b))).toBeGreaterThan(2.9)
})

test('the leads of each channel convert as planted', { timeout: 300_000 }, () => {
  const company = simulate(demoParams, 1, NOW)
  for (const [key, channel] of Object.entries(demoParams.channels)) {
    // Old enough that every one has come to its end.
    const leads = company.leads.filter((l) => l.channelKey === key && l.createdAt < NOW - 100 * 86_400_000)
    const p = channel.qualified * channel.converted
    const got = leads.filter((l) => l.convertedDealKey !== null).length / leads.length
    expect(Math.abs(got - p) / Math.sqrt((p * (1 - p)) / leads.length), key).toBeLessThan(3.5)
  }
})
