import { expect, test } from 'vitest'
import { pipelineTemplate } from '../../config/pipeline-templates.ts'
import { chainOf, reachProbability } from '../chain.ts'
import type { Company, Deal } from '../company.ts'
import type { Multiplier } from '../params.ts'
import { leaking, segmentRates } from '../segments.ts'
import { baseParams } from './base.ts'
import { quietSeeds } from './quiet-year.ts'
import { scenarioKeys, type Scenario } from './scenario.ts'
import { scenarios } from './scenarios.ts'
import { redefinition } from './stage-redefinition.ts'
import { DAY, lossesOf, meanStock, staysIn, stockAt, wentOn } from './testing/stage-stays.ts'

const now = Date.parse('2026-06-17T06:30:00Z')
const order = pipelineTemplate('standard')?.stages.map((s) => s.key) ?? []
const after = (stageKey: string) => order.slice(order.indexOf(stageKey) + 1)
const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length
const slow = { timeout: 300_000 }
const seeds = [1, 2, 3, 4, 5, 6, 7, 8]

/** Share of the entrants that went on within 20 days: before, and while the change lasts and can be watched for 20 days. */
function conversions({ company, truth }: Scenario, stageKey = truth.stageKey, include: (deal: Deal) => boolean = () => true) {
  const stays = staysIn(company, stageKey)
  return {
    before: wentOn(stays, truth.steadyFrom, truth.from - 20 * DAY, 20, after(stageKey), include).share,
    during: wentOn(stays, truth.from, truth.to - 20 * DAY, 20, after(stageKey), include).share,
  }
}

test.each(scenarioKeys)('%s: the same seed gives the same company, and its histories are coherent', slow, (key) => {
  const make = (seed: number) => scenarios[key]({ seed, now, dealsPerYear: 800 })
  const scenario = make(7)
  expect(JSON.stringify(make(7))).toBe(JSON.stringify(scenario))
  expect(JSON.stringify(make(8).company.deals[0])).not.toBe(JSON.stringify(scenario.company.deals[0]))
  const { company, truth } = scenario
  expect([company.start <= truth.steadyFrom, truth.steadyFrom <= truth.from, truth.from < truth.to, truth.to <= now]).toEqual([true, true, true, true])
  expect(order).toContain(truth.stageKey)
  const staff = new Set(company.users.map((u) => u.key))
  for (const deal of company.deals) {
    expect([deal.ownerKey, ...deal.ownerChanges.map((c) => c.ownerKey)].every((k) => staff.has(k))).toBe(true)
    const at = deal.transitions.map((t) => t.at)
    expect(at.every((t, i) => t < now && t > (at[i - 1] ?? company.start - 1))).toBe(true)
    expect(deal.transitions.every((t, i) => i === 0 || t.kind !== 'moved' || t.stageKey !== deal.transitions[i - 1]?.stageKey)).toBe(true)
    expect(deal.activities.every((a) => a.at < now && !/\{|undefined/.test(a.body))).toBe(true)
  }
  for (const list of [company.users.map((u) => u.email), company.leads.map((l) => l.phone), company.accounts.map((a) => a.name)]) expect(new Set(list).size).toBe(list.length)
})

test('about the promised number of deals a year', slow, () => {
  for (const dealsPerYear of [800, 3000]) {
    const { company } = scenarios.quiet({ seed: 1, now, dealsPerYear })
    const perYear = company.deals.length / ((now - company.start) / DAY / 365)
    expect(Math.abs(perYear / dealsPerYear - 1)).toBeLessThan(0.08)
  }
})

test('the manufacturing case: every planted number is in the data', slow, () => {
  const seen = seeds.map((seed) => {
    const scenario = scenarios.manufacturing({ seed, now })
    const { company, truth } = scenario
    const stays = staysIn(company, truth.stageKey)
    const fairs = (from: number, to: number) => {
      const created = company.deals.filter((d) => d.createdAt >= from && d.createdAt < to)
      return created.filter((d) => d.channelKey === 'exhibition').length / created.length
    }
    const stock = stockAt(stays, truth.to)
    // Longer there than three quarters used to be.
    const stuck = stock.filter((s) => truth.to - s.at > 17 * DAY)
    const spoken = (word: string) => stuck.filter((s) => s.deal.activities.some((a) => a.at >= s.at && a.at < truth.to && a.body.includes(word))).length / stuck.length
    const restSpoken = stays.filter((s) => s.at < truth.from && s.deal.channelKey !== 'exhibition' && s.deal.activities.some((a) => /预算有限|分期付款/.test(a.body))).length
    let growth = 0
    for (let t = truth.from; t < truth.to; t += DAY) growth = Math.max(growth, stockAt(stays, t).length / stockAt(stays, t - 28 * DAY).length - 1)
    const { before, during } = conversions(scenario)
    const usual = meanStock(stays, truth.steadyFrom, truth.from)
    return {
      shareBefore: fairs(truth.steadyFrom, truth.from), shareDuring: fairs(truth.from, truth.to), shareAfter: fairs(truth.to + 10 * DAY, now),
      small: stuck.filter((s) => s.deal.size === '50人以下').length / stuck.length,
      budget: spoken('预算有限'), instalments: spoken('分期付款'), restSpoken,
      growth, stock: stock.length / usual - 1, recovered: meanStock(stays, now - 28 * DAY, now) / usual - 1,
      before, during, back: wentOn(stays, truth.to, now - 20 * DAY, 20, after(truth.stageKey)).share,
      owners: new Set(company.leads.filter((l) => l.createdAt >= truth.to - 30 * DAY && l.createdAt < truth.to && l.ownerKey !== null).map((l) => l.ownerKey)).size,
      otherBefore: conversions(scenario, truth.stageKey, (d) => d.channelKey !== 'exhibition').before,
      otherDuring: conversions(scenario, truth.stageKey, (d) => d.channelKey !== 'exhibition').during,
    }
  })
  const of = (key: keyof (typeof seen)[number]) => mean(seen.map((s) => s[key]))
  expect(Math.abs(of('shareBefore') - 0.12)).toBeLessThan(0.015)
  expect(Math.abs(of('shareDuring') - 0.39)).toBeLessThan(0.02)
  expect(of('shareAfter')).toBeLessThan(0.12)
  expect(Math.abs(of('small') - 0.76)).toBeLessThan(0.05)
  expect(of('budget')).toBeGreaterThan(0.55)
  expect(of('instalments')).toBeGreaterThan(0.55)
  expect(of('restSpoken')).toBe(0)
  expect(Math.abs(of('stock') - 0.8)).toBeLessThan(0.2)
  expect(Math.abs(of('recovered'))).toBeLessThan(0.25)
  // The alarm's rule, in every single company.
  expect(Math.min(...seen.map((s) => s.growth))).toBeGreaterThan(0.5)
  expect(of('during') / of('before') - 1).toBeLessThan(-0.15)
  expect(of('back')).toBeGreaterThan(of('before') - 0.02)
  // What did not change: the other channels' conversion. So it is the mix.
  expect(Math.abs(of('otherDuring') - of('otherBefore'))).toBeLessThan(0.04)
  expect(of('owners')).toBe(24)
})

test('the price change: the quote stage falls in every segment alike, nothing else does, and losses name the price', slow, () => {
  const made = seeds.slice(0, 4).map((seed) => scenarios.price_change({ seed, now }))
  const ratio = (include: (deal: Deal) => boolean) => mean(made.map((s) => conversions(s, 'negotiation', include).during)) / mean(made.map((s) => conversions(s, 'negotiation', include).before))
  for (const include of [() => true, (d: Deal) => d.size === '50人以下', (d: Deal) => d.size !== '50人以下', (d: Deal) => d.teamKey === 'east', (d: Deal) => d.teamKey !== 'east', (d: Deal) => d.channelKey === 'sem', (d: Deal) => d.channelKey !== 'sem']) {
    expect(ratio(include)).toBeLessThan(0.78)
    expect(ratio(include)).toBeGreaterThan(0.4)
  }
  for (const stageKey of ['first_contact', 'needs_confirmed', 'solution_demo']) {
    expect(Math.abs(mean(made.map((s) => conversions(s, stageKey).during - conversions(s, stageKey).before)))).toBeLessThan(0.04)
  }
  for (const { company, truth } of made) {
    const over = (from: number, to: number) => {
      const losses = lossesOf(staysIn(company, 'negotiation'), from, to)
      return losses.filter((s) => s.exit?.lossReasonKey === 'over_budget').length / losses.length
    }
    expect(over(truth.steadyFrom, truth.from)).toBeLessThan(0.25)
    expect(over(truth.from, truth.to)).toBeGreaterThan(0.5)
  }
})

test('the lapse: one owner collapses, the others do not', slow, () => {
  const made = seeds.slice(0, 4).map((seed) => scenarios.rep_lapse({ seed, now }))
  const own = (owner: string | undefined) => (d: Deal) => d.ownerKey === owner
  for (const scenario of made) {
    const { company, truth } = scenario
    const mine = own(truth.cause?.value)
    expect(conversions(scenario, truth.stageKey, mine).before).toBeGreaterThan(0.6)
    expect(conversions(scenario, truth.stageKey, mine).during).toBeLessThan(0.3)
    const perDay = (from: number, to: number) => company.deals.filter(mine).flatMap((d) => d.activities).filter((a) => a.at >= from && a.at < to).length / (to - from)
    expect(perDay(truth.from, truth.to) / perDay(truth.steadyFrom, truth.from)).toBeLessThan(0.3)
    const all = conversions(scenario)
    expect(all.during / all.before - 1).toBeLessThan(-0.12)
  }
  const others = made.map((s) => conversions(s, s.truth.stageKey, (d) => !own(s.truth.cause?.value)(d)))
  expect(Math.abs(mean(others.map((o) => o.during - o.before)))).toBeLessThan(0.04)
})

test('the broken form: no lead of the channel for five weeks, the marker says so, everything else goes on', slow, () => {
  for (const seed of seeds.slice(0, 3)) {
    const { company, truth } = scenarios.broken_form({ seed, now })
    const [mark] = truth.marks
    expect(mark).toMatchObject({ kind: 'integration_outage', at: truth.from, until: truth.to, channelKeys: ['sem'], isCause: true })
    const leads = (c: Company, from: number, to: number, channel: boolean) => c.leads.filter((l) => l.createdAt >= from && l.createdAt < to && (l.channelKey === 'sem') === channel).length / ((to - from) / DAY)
    expect(leads(company, truth.from, truth.to, true)).toBe(0)
    expect(leads(company, truth.to, now, true) / leads(company, truth.steadyFrom, truth.from, true)).toBeGreaterThan(0.85)
    expect(Math.abs(leads(company, truth.from, truth.to, false) / leads(company, truth.steadyFrom, truth.from, false) - 1)).toBeLessThan(0.15)
    const entered = (from: number, to: number) => company.deals.filter((d) => d.createdAt >= from && d.createdAt < to).length / ((to - from) / DAY)
    const fall = entered(truth.from + 7 * DAY, truth.to) / entered(truth.steadyFrom, truth.from) - 1
    expect(fall).toBeLessThan(-0.28)
    expect(Math.abs((mark?.carried ?? 0) / (((truth.to - truth.from) / DAY) * entered(truth.steadyFrom, truth.from)) - 0.43)).toBeLessThan(0.08)
  }
})

test('the competitor: one industry falls and names him, the others do not', slow, () => {
  const made = seeds.slice(0, 4).map((seed) => scenarios.competitor_entry({ seed, now }))
  const others: number[] = []
  for (const scenario of made) {
    const { company, truth } = scenario
    const industryOf = new Map(company.accounts.map((a) => [a.key, a.industry]))
    const theirs = (d: Deal) => industryOf.get(d.accountKey) === truth.cause?.value
    const inside = conversions(scenario, truth.stageKey, theirs)
    expect(inside.during / inside.before).toBeLessThan(0.55)
    const outside = conversions(scenario, truth.stageKey, (d) => !theirs(d))
    others.push(outside.during - outside.before)
    const losses = lossesOf(staysIn(company, truth.stageKey), truth.from, truth.to)
    const toHim = losses.filter((s) => s.exit?.competitor === truth.cause?.competitor)
    expect(toHim.filter((s) => theirs(s.deal)).length / losses.filter((s) => theirs(s.deal)).length).toBeGreaterThan(0.65)
    expect(toHim.filter((s) => !theirs(s.deal)).length).toBeLessThan(toHim.length * 0.25)
    expect(company.competitors).toContain(truth.cause?.competitor)
  }
  expect(Math.abs(mean(others))).toBeLessThan(0.05)
})

test('the redefinition: one stage falls, the next one rises, as many are won, and half of the deals moved at one instant', slow, () => {
  const made = seeds.slice(0, 4).map((seed) => scenarios.stage_redefinition({ seed, now }))
  for (const scenario of made) {
    const { company, truth } = scenario
    const [earlier, later] = [conversions(scenario), conversions(scenario, 'solution_demo')]
    expect(earlier.during / earlier.before).toBeLessThan(0.85)
    expect(later.during / later.before).toBeGreaterThan(1.25)
    const [publish, mass] = truth.marks
    expect([publish?.kind, mass?.kind, publish?.at, mass?.at]).toEqual(['config_publish', 'mass_change', truth.from, truth.from])
    const stays = staysIn(company, 'solution_demo')
    const share = (mass?.carried ?? 0) / stockAt(stays, truth.from - 1).length
    expect(Math.abs(share - 0.5)).toBeLessThan(0.17)
  }
  // In the long run about as many are won: by the chain of the stages' exits, without and with the planted factors.
  const base = baseParams({ seed: 1, now }, 365)
  const rates = segmentRates(base, { sizeKey: '50-200人', pipelineKey: 'standard', teamKey: 'east', channelKey: 'content', rep: 2 })
  const won = (factors: Record<string, Multiplier>) =>
    reachProbability(chainOf(rates.map((r, k) => leaking(r, { factor: factors[order[k] ?? ''] ?? { forward: 1, lost: 1 } })), 0.05), order.length)
  expect(Math.abs(won(redefinition) / won({}) - 1)).toBeLessThan(0.05)
})

test('quiet years: nothing moves beyond chance', slow, () => {
  for (const seed of quietSeeds) {
    const { company, truth } = scenarios.quiet({ seed, now })
    expect(truth.cause).toBeNull()
    for (const stageKey of order) {
      const stays = staysIn(company, stageKey)
      const middle = truth.from + 172 * DAY
      const a = wentOn(stays, truth.from, middle, 20, after(stageKey))
      const b = wentOn(stays, middle, now - 20 * DAY, 20, after(stageKey))
      const p = (a.share + b.share) / 2
      expect(Math.abs(a.share - b.share) / Math.sqrt(p * (1 - p) * (1 / a.n + 1 / b.n))).toBeLessThan(3.7)
    }
  }
})
