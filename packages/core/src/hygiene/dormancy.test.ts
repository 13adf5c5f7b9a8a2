import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dormancyStep, idleDays, idleSince, type Wakefulness } from './dormancy.ts'

const day = (n: number) => new Date(Date.UTC(2026, 0, 1) + n * 86_400_000).toISOString()
const deal = (part: Partial<Wakefulness> = {}): Wakefulness => ({
  createdAt: day(0), stageEnteredAt: day(0), lastActivityAt: null, touchedAt: null, dormantAt: null, warnedAt: null, ...part,
})
const rules = { dormantDays: 30, dormantWarnDays: 3 }

test('idle since the latest of creation, stage entry, activity and touch', () => {
  expect(idleSince(deal())).toBe(day(0))
  expect(idleSince(deal({ stageEnteredAt: day(5), lastActivityAt: day(9), touchedAt: day(7) }))).toBe(day(9))
  expect(idleDays(deal({ touchedAt: day(7) }), day(9.5))).toBe(2)
})

test('the owner is told three days before, and the deal sleeps on the thirtieth', () => {
  expect(dormancyStep(deal(), rules, day(26.9))).toEqual({ do: 'nothing' })
  expect(dormancyStep(deal(), rules, day(27))).toEqual({ do: 'warn', sleepsAt: day(30) })
  expect(dormancyStep(deal({ warnedAt: day(27) }), rules, day(29.9))).toEqual({ do: 'nothing' })
  expect(dormancyStep(deal({ warnedAt: day(27) }), rules, day(30))).toEqual({ do: 'sleep', days: 30 })
})

test('long idle when the rule comes: warned first, asleep three days later', () => {
  expect(dormancyStep(deal(), rules, day(100))).toEqual({ do: 'warn', sleepsAt: day(103) })
  expect(dormancyStep(deal({ warnedAt: day(100) }), rules, day(102.9))).toEqual({ do: 'nothing' })
  expect(dormancyStep(deal({ warnedAt: day(100) }), rules, day(103))).toEqual({ do: 'sleep', days: 103 })
})

test('a touch after the warning begins the count anew, with a warning of its own', () => {
  const touched = deal({ warnedAt: day(27), touchedAt: day(28) })
  expect(dormancyStep(touched, rules, day(40))).toEqual({ do: 'nothing' })
  expect(dormancyStep(touched, rules, day(55))).toEqual({ do: 'warn', sleepsAt: day(58) })
})

test('no rule, or asleep already: nothing; no warning days: it sleeps untold', () => {
  expect(dormancyStep(deal(), { dormantDays: null, dormantWarnDays: 3 }, day(900))).toEqual({ do: 'nothing' })
  expect(dormancyStep(deal({ dormantAt: day(31) }), rules, day(900))).toEqual({ do: 'nothing' })
  expect(dormancyStep(deal(), { dormantDays: 30, dormantWarnDays: 0 }, day(30))).toEqual({ do: 'sleep', days: 30 })
})

test('whatever the clocks, nobody sleeps before the days have passed and the owner was told in time', () => {
  const at = fc.double({ min: 0, max: 200, noNaN: true }).map(day)
  fc.assert(
    fc.property(at, fc.option(at), fc.option(at), fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 20 }), at, (touchedAt, lastActivityAt, warnedAt, dormantDays, dormantWarnDays, now) => {
      const one = deal({ touchedAt, lastActivityAt, warnedAt })
      if (dormancyStep(one, { dormantDays, dormantWarnDays }, now).do !== 'sleep') return
      expect(idleDays(one, now)).toBeGreaterThanOrEqual(dormantDays)
      expect(Date.parse(now) - Date.parse(one.warnedAt ?? now)).toBeGreaterThanOrEqual(dormantWarnDays * 86_400_000)
    }),
  )
})
