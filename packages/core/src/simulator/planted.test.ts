import { expect, test } from 'vitest'
import { demoParams } from './demo-params.ts'
import { drawExit } from './hazards.ts'
import type { PlantedChange, Rates, SimulationParams } from './params.ts'
import { applies, concerning, piecesOf } from './planted.ts'
import { createRng } from './rng.ts'
import { scaleParams } from './scale-params.ts'
import { simulate } from './simulate.ts'
import { repKey } from './staff.ts'

const NOW = Date.parse('2026-06-17T06:30:00Z')
const DAY = 86_400_000
const rates: Rates = { advance: 0.06, skip: 0, back: 0, lost: 0.04, won: 0 }
const change = (fromDaysAgo: number, untilDaysAgo: number, forward: number, lost: number): PlantedChange => ({ key: 'x', where: {}, fromDaysAgo, untilDaysAgo, factor: { forward, lost } })

test('hazards by age: what applies from when to when, and two at once', () => {
  // 100 days; the change lasts from day 40 to day 60, another from day 50 on.
  const [a, b] = [change(60, 40, 2, 1), change(50, 0, 1, 3)]
  const ages = (entered: number) => piecesOf(rates, [a, b], 100, entered).map((p) => [p.fromAge, p.rates.advance, p.rates.lost])
  expect(ages(30)).toEqual([[0, 0.06, 0.04], [10, 0.12, 0.04], [20, 0.12, 0.12], [30, 0.06, 0.12]])
  expect(ages(55)).toEqual([[0, 0.12, 0.12], [5, 0.06, 0.12]])
  expect(ages(70)).toEqual([[0, 0.06, 0.12]])
  expect([applies(a, 100, 30, 9.9), applies(a, 100, 30, 10), applies(a, 100, 30, 29.9), applies(a, 100, 30, 30)]).toEqual([false, true, true, false])
})

test('exits are drawn from the hazards by age', () => {
  const rng = createRng(5)
  const pieces = piecesOf(rates, [change(90, 80, 3, 0)], 100, 0)
  expect(pieces.map((p) => p.fromAge)).toEqual([0, 10, 20])
  const n = 20_000
  const drawn = Array.from({ length: n }, () => drawExit(rng, 1, pieces))
  // Hazard .1 a day to day 10, .18 to day 20, .1 again.
  for (const [age, hazard] of [[5, 0.5], [10, 1], [15, 1.9], [20, 2.8], [25, 3.3]] as const) {
    const p = Math.exp(-hazard)
    expect(Math.abs(drawn.filter((d) => d.days > age).length / n - p) / Math.sqrt((p * (1 - p)) / n)).toBeLessThan(3.5)
  }
  expect(drawn.filter((d) => d.days >= 10 && d.days < 20).every((d) => d.cause === 'advance')).toBe(true)
})

test('who is concerned: every list that is given must hold the value', () => {
  const segment = { sizeKey: 'small', pipelineKey: 'standard', teamKey: 'east', channelKey: 'sem', rep: 2 }
  const traits = { industry: '新能源', city: '上海' }
  const found = (where: PlantedChange['where']) => concerning([{ ...change(1, 0, 1, 1), where }], segment, traits, 'negotiation').length === 1
  expect(found({})).toBe(true)
  expect(found({ pipelineKey: 'standard', stageKeys: ['negotiation'], teamKeys: ['east'], ownerKeys: [repKey('east', 2)], channelKeys: ['sem'], sizeKeys: ['small'], industries: ['新能源'], cities: ['上海'] })).toBe(true)
  for (const where of [{ pipelineKey: 'x' }, { stageKeys: [] }, { teamKeys: ['south'] }, { ownerKeys: [repKey('east', 1)] }, { channelKeys: ['seo'] }, { sizeKeys: ['large'] }, { industries: ['家电'] }, { cities: ['苏州'] }]) {
    expect(found(where)).toBe(false)
  }
})

const quiet: SimulationParams = { ...scaleParams(demoParams, 0.5), leaks: [] }

test('a campaign adds its leads, an outage takes a channel away, and the rest stays as it was', () => {
  const plain = simulate(quiet, 3, NOW)
  const campaign = { key: 'fair', channelKey: 'exhibition', leads: 200, sizes: { small: 1 }, sourceDetail: '华南工业展', fromDaysAgo: 100, untilDaysAgo: 80 }
  const more = simulate({ ...quiet, campaigns: [campaign] }, 3, NOW)
  const added = more.leads.filter((l) => !plain.leads.some((p) => p.key === l.key))
  expect(added).toHaveLength(200)
  expect(added.every((l) => l.channelKey === 'exhibition' && l.size === 'small' && l.sourceDetail === '华南工业展')).toBe(true)
  // Working hours move a lead by some days at most.
  expect(added.every((l) => l.createdAt > NOW - 104 * DAY && l.createdAt < NOW - 76 * DAY)).toBe(true)
  expect(more.leads.filter((l) => plain.leads.some((p) => p.key === l.key)).length).toBe(plain.leads.length)

  const out = simulate({ ...quiet, outages: [{ key: 'form', channelKeys: ['sem'], fromDaysAgo: 100, untilDaysAgo: 60 }] }, 3, NOW)
  const inside = (l: { createdAt: number }) => l.createdAt > NOW - 95 * DAY && l.createdAt < NOW - 65 * DAY
  expect(plain.leads.filter((l) => inside(l) && l.channelKey === 'sem').length).toBeGreaterThan(50)
  expect(out.leads.filter((l) => inside(l) && l.channelKey === 'sem')).toEqual([])
  expect(out.leads.filter((l) => l.channelKey !== 'sem').length).toBe(plain.leads.filter((l) => l.channelKey !== 'sem').length)
})

test('who is hired is given leads from then on, and is among the staff', () => {
  const company = simulate({ ...quiet, hires: [{ teamKey: 'east', daysAgo: 120, forward: 1 }] }, 3, NOW)
  const hired = repKey('east', 5)
  expect(company.users.filter((u) => u.key === hired)).toHaveLength(1)
  const own = company.leads.filter((l) => l.ownerKey === hired)
  expect(own.every((l) => l.createdAt > NOW - 125 * DAY)).toBe(true)
  const east = company.leads.filter((l) => l.teamKey === 'east' && l.ownerKey !== null && l.createdAt > NOW - 110 * DAY)
  expect(Math.abs(east.filter((l) => l.ownerKey === hired).length / east.length - 1 / 6)).toBeLessThan(0.07)
})

test('a sweep moves a share of one stage at one instant', () => {
  const company = simulate({ ...quiet, sweeps: [{ key: 's', daysAgo: 60, pipelineKey: 'standard', fromStageKey: 'solution_demo', toStageKey: 'needs_confirmed', share: 1 }] }, 3, NOW)
  const back = new Map<number, number>()
  for (const deal of company.deals) for (const t of deal.transitions) if (t.kind === 'moved' && t.stageKey === 'needs_confirmed') back.set(t.at, (back.get(t.at) ?? 0) + 1)
  const [at, count] = [...back].reduce((most, one) => (one[1] > most[1] ? one : most))
  expect(count).toBeGreaterThan(10)
  const left = company.deals.filter((d) => d.pipelineKey === 'standard' && d.transitions.filter((t) => t.at <= at).at(-1)?.stageKey === 'solution_demo' && d.transitions.filter((t) => t.at <= at).at(-1)?.kind === 'moved')
  expect(left).toEqual([])
})

test('fewer activities and other reasons while a change lasts', () => {
  const planted: PlantedChange = {
    ...change(150, 50, 1, 1), where: { pipelineKey: 'standard' }, activity: 0.1, loss: { reasonKey: 'other', share: 1, competitor: '甲' }, texts: { bodies: ['特别的话'], share: 1 },
  }
  const [plain, changed] = [simulate(quiet, 3, NOW), simulate({ ...quiet, changes: [planted] }, 3, NOW)]
  const within = (at: number) => at > NOW - 145 * DAY && at < NOW - 55 * DAY
  const of = (company: typeof plain) => {
    const deals = company.deals.filter((d) => d.pipelineKey === 'standard')
    return { activities: deals.flatMap((d) => d.activities), losses: deals.flatMap((d) => d.transitions.filter((t) => t.kind === 'lost')) }
  }
  const [a, b] = [of(plain), of(changed)]
  const share = b.activities.filter((x) => within(x.at)).length / a.activities.filter((x) => within(x.at)).length
  expect(Math.abs(share - 0.1)).toBeLessThan(0.03)
  expect(b.activities.filter((x) => x.body === '特别的话').every((x) => x.at > NOW - 155 * DAY && x.at < NOW - 45 * DAY)).toBe(true)
  const reasons = b.losses.filter((x) => within(x.at)).map((x) => x.lossReasonKey)
  expect(reasons.length).toBeGreaterThan(20)
  expect(reasons.every((r) => r === 'other')).toBe(true)
  // The path is not touched by words.
  expect(b.losses.map((x) => x.at)).toEqual(a.losses.map((x) => x.at))
})
