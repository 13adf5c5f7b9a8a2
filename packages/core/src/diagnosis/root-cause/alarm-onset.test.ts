import { expect, test } from 'vitest'
import { columnsOf } from '../../funnel/columns-of.ts'
import { dayOf, startOfDay } from '../../lib/dates.ts'
import { funnelStages, journeysOf } from '../../simulator/journeys.ts'
import { scenarios } from '../../simulator/scenarios/scenarios.ts'
import { dayNumber, plusDays } from '../days.ts'
import { alarmOnset } from './alarm-onset.ts'
import type { AlarmOnsetAsked } from './question.ts'

const zone = 'Asia/Shanghai'
const now = Date.parse('2026-03-02T02:00:00Z')
const all = { mask: null, owners: null, teams: null, sources: null }

function asked(key: 'price_change' | 'broken_form' | 'stage_redefinition', seed: number, about: Pick<AlarmOnsetAsked, 'stageId' | 'what' | 'direction'>, after: number) {
  const { company, truth } = scenarios[key]({ seed, now })
  const day = plusDays(dayOf(truth.from, zone), after)
  const columns = columnsOf(journeysOf(company, truth.pipelineKey), funnelStages(truth.pipelineKey))
  const found = alarmOnset(columns, all, all, { ...about, day, maxDays: 56, zone, asOf: startOfDay(day, zone, 1) - 1 })
  return { found, late: found === null ? null : dayNumber(found.day) - dayNumber(day) + after }
}

test('a month after new prices the last stage is found, and the day within a week, though nobody said which stage', { timeout: 120_000 }, () => {
  const found = [1, 2, 3, 4, 5].map((seed) => asked('price_change', seed, { stageId: null, what: 'conversion', direction: -1 }, 30))
  expect(found.filter((one) => one.found?.stageId === 'negotiation').length).toBeGreaterThanOrEqual(4)
  expect(found.filter(({ late }) => late !== null && Math.abs(late) <= 7).length).toBeGreaterThanOrEqual(4)
})

test('the inflow of a broken form fell in the days after it broke, holidays or not', { timeout: 120_000 }, () => {
  const found = [1, 2, 3, 4, 5].map((seed) => asked('broken_form', seed, { stageId: 'first_contact', what: 'inflow', direction: -1 }, 20))
  expect(found.filter(({ late }) => late !== null && late >= -7 && late <= 10).length).toBeGreaterThanOrEqual(4)
})

test('a stage that there is not has no beginning', { timeout: 120_000 }, () => {
  expect(asked('price_change', 1, { stageId: 'none', what: 'stock', direction: 1 }, 20).found).toBeNull()
})
