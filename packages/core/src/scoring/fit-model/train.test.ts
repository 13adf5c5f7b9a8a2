import { expect, test } from 'vitest'
import { createRng } from '../../simulator/rng.ts'
import { naiveBayes, plainLogistic } from './baselines.ts'
import { MISSING } from './encoding.ts'
import { columnVerdicts } from './leakage.ts'
import { sigmoid } from './logistic.ts'
import { fitOf } from './model.ts'
import type { FitColumn, FitSample, KnownValue } from './sample.ts'
import { trainFit } from './train.ts'

const DAY = 86_400_000
const columns: FitColumn[] = [{ key: 'source', kind: 'category' }, { key: 'size', kind: 'number' }, { key: 'industry', kind: 'category' }]

/** Leads of a company with a known truth: referrals, middle sizes and known industries convert; more columns by `more`. */
function leads(count: number, seed: number, more: (lead: { converted: boolean; outcomeAt: number | null; at: number; chance: number }, random: () => number) => Record<string, KnownValue> = () => ({})): FitSample[] {
  const rng = createRng(seed)
  return Array.from({ length: count }, (_, i): FitSample => {
    const at = i * DAY
    const source = rng.pick(['referral', 'sem', 'fair'])
    const size = Math.round(Math.exp(rng.normal() * 1.5 + 5))
    const industry = rng.chance(0.3) ? null : rng.pick(['制造', '金融', '零售'])
    const chance = sigmoid(-2 + (source === 'referral' ? 2 : 0) + (size > 100 && size < 600 ? 1.5 : 0) + (industry === null ? -0.7 : 0))
    const converted = rng.chance(chance)
    const outcomeAt = converted ? at + 20 * DAY : null
    return {
      id: `lead-${String(i).padStart(6, '0')}`, at, converted, outcomeAt, ruleScore: source === 'referral' ? 60 : 20,
      values: { source: { value: source, knownAt: at }, size: { value: size, knownAt: at }, industry: { value: industry, knownAt: at }, ...more({ converted, outcomeAt, at, chance }, () => rng.next()) },
    }
  })
}

const past = leads(3000, 1)
const trained = trainFit(past, columns)

test('it finds the truth, says chances that mean what they say, and beats rules that know one column only', () => {
  if (!trained.ok) throw new Error(trained.code)
  const { report, model } = trained
  expect(report.model.n).toBe(600)
  expect(report.model.auc?.auc).toBeGreaterThan(0.75)
  expect(report.model.logLoss).toBeLessThan(report.model.logLossOfShare)
  expect(report.model.ece).toBeLessThan(0.06)
  // Naive Bayes and a straight line in size cannot do what bins can.
  expect(report.model.logLoss).toBeLessThan(report.logistic.logLoss)
  expect(report.rules).toMatchObject({ n: 600, verdict: 'model' })
  // Against the truth itself, on leads of another seed.
  const fresh = leads(2000, 2, ({ chance, at }) => ({ chance: { value: chance, knownAt: at } }))
  const gaps = fresh.map((lead) => fitOf(model, lead).probability - Number(lead.values['chance']?.value))
  expect(Math.abs(gaps.reduce((a, b) => a + b, 0) / gaps.length)).toBeLessThan(0.03)
  expect(Math.sqrt(gaps.reduce((sum, gap) => sum + gap * gap, 0) / gaps.length)).toBeLessThan(0.09)
})

test('reasons: the usual lead has none, a missing value is one, and they say which value was taken', () => {
  if (!trained.ok) throw new Error(trained.code)
  const ask = (source: string, size: number | null, industry: string | null) => fitOf(trained.model, { at: 0, values: { source: { value: source, knownAt: 0 }, size: { value: size, knownAt: 0 }, industry: { value: industry, knownAt: 0 } } })
  const good = ask('referral', 300, '制造')
  expect(good.probability).toBeGreaterThan(0.6)
  expect(good.reasons[0]).toMatchObject({ column: 'source', taken: { level: 'referral' } })
  expect(good.reasons[0]?.logOdds).toBeGreaterThan(0.8)
  const poor = ask('sem', 5, null)
  expect(poor.probability).toBeLessThan(0.12)
  expect(poor.reasons.find(({ column }) => column === 'industry')).toMatchObject({ taken: { level: MISSING } })
  expect(poor.reasons.every(({ logOdds }) => logOdds < 0)).toBe(true)
  // Over the leads learnt from, the reasons of each column balance.
  const seen = past.slice(0, 2400).map((lead) => fitOf(trained.model, lead).reasons)
  for (const { key } of columns) expect(seen.reduce((sum, reasons) => sum + (reasons.find(({ column }) => column === key)?.logOdds ?? 0), 0) / 2400).toBeCloseTo(0, 6)
})

test('what became known after a lead was judged is not looked at, in asking as in learning', () => {
  if (!trained.ok) throw new Error(trained.code)
  const late = fitOf(trained.model, { at: 0, values: { source: { value: 'referral', knownAt: 1 } } })
  expect(late.probability).toBe(fitOf(trained.model, { at: 0, values: {} }).probability)
})

test('the same leads give the same model, in whatever order, and it survives being stored', () => {
  if (!trained.ok) throw new Error(trained.code)
  const again = trainFit(past.toReversed(), columns)
  expect(again).toEqual(trained)
  const stored = JSON.parse(JSON.stringify(trained.model)) as typeof trained.model
  expect(fitOf(stored, past[7] ?? { at: 0, values: {} })).toEqual(fitOf(trained.model, past[7] ?? { at: 0, values: {} }))
})

test('below the floor it refuses, with what is missing', () => {
  expect(trainFit(past.slice(0, 499), columns)).toEqual({ ok: false, code: 'fit_model.too_few_leads', detail: { leads: 499, needed: 500 } })
  const rare = past.slice(0, 1000).map((lead, i) => ({ ...lead, converted: i % 20 === 0 }))
  expect(trainFit(rare, columns)).toEqual({ ok: false, code: 'fit_model.too_few_outcomes', detail: { converted: 50, others: 950, needed: 100 } })
  // Enough in all, but none among the newest.
  expect(trainFit(past.slice(0, 1000).map((lead, i) => ({ ...lead, converted: i < 300 })), columns)).toMatchObject({ ok: false, code: 'fit_model.too_few_outcomes', detail: { converted: 0, needed: 20 } })
  expect(trainFit([], columns)).toMatchObject({ ok: false })
})

test('leads whose outcome came before they were judged teach nothing', () => {
  expect(trainFit(past.map((lead) => ({ ...lead, outcomeAt: lead.converted ? lead.at : null })), columns)).toMatchObject({ ok: false })
})

test('noise is refused: on the newest leads it is no better than chance', () => {
  const rng = createRng(3)
  const noise = Array.from({ length: 1500 }, (_, i): FitSample => ({ id: String(i), at: i, converted: rng.chance(0.4), outcomeAt: null, values: { letter: { value: rng.pick(['a', 'b', 'c', 'd']), knownAt: i } } }))
  expect(trainFit(noise, [{ key: 'letter', kind: 'category' }])).toMatchObject({ ok: false, code: 'fit_model.no_signal' })
})

test('the leakage guard: columns that arrive afterwards or echo the outcome are refused, honest ones stay', () => {
  const leaky = leads(2000, 4, ({ converted, outcomeAt, at }, random) => ({
    contract: { value: converted ? 'signed' : null, knownAt: outcomeAt ?? at },
    survey: { value: random() < 0.5 ? 'yes' : 'no', knownAt: random() < 0.8 ? at + 5 * DAY : at },
    // Written over after the outcome, with the instant of the first writing: only its force betrays it.
    tag: { value: random() < 0.93 ? (converted ? 'will buy' : 'not interested') : 'ringing', knownAt: at },
    invoice: { value: converted && random() < 0.9 ? random() : null, knownAt: at },
    country: { value: 'CN', knownAt: at },
    fax: { value: ' ', knownAt: at },
    visits: { value: random() < 0.3 ? null : Math.round(random() * 10) + (converted ? 2 : 0), knownAt: at },
  }))
  const asked: FitColumn[] = [...columns, ...['contract', 'survey', 'tag', 'country', 'fax'].map((key) => ({ key, kind: 'category' as const })), { key: 'invoice', kind: 'number' }, { key: 'visits', kind: 'number' }]
  expect(Object.fromEntries(columnVerdicts(leaky, asked).map(({ column, refused }) => [column.key, refused]))).toEqual({
    source: null, size: null, industry: null, visits: null,
    contract: 'fit_column.after_outcome', survey: 'fit_column.too_late', tag: 'fit_column.predicts_too_well', invoice: 'fit_column.presence_tells', country: 'fit_column.constant', fax: 'fit_column.empty',
  })
  const found = trainFit(leaky, asked)
  if (!found.ok) throw new Error(found.code)
  expect(found.model.columns.map(({ key }) => key)).toEqual(['source', 'size', 'industry', 'visits'])
  expect(trainFit(leaky, asked.filter(({ key }) => ['contract', 'tag'].includes(key)))).toMatchObject({ ok: false, code: 'fit_model.no_columns' })
})

test('the baselines predict too: better than one share for all', () => {
  const [train, asked] = [past.slice(0, 2400), past.slice(2400)]
  for (const baseline of [plainLogistic, naiveBayes]) {
    const said = baseline(train, columns, asked)
    const loss = (p: (i: number) => number) => asked.reduce((sum, { converted }, i) => sum - Math.log(converted ? p(i) : 1 - p(i)), 0)
    const share = train.filter(({ converted }) => converted).length / train.length
    expect(loss((i) => said[i] ?? 0)).toBeLessThan(loss(() => share))
  }
})
