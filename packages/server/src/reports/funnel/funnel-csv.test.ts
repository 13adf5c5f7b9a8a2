import { ask } from '@sluice/core/funnel/testing/ask'
import { expect, test } from 'vitest'
import { funnelCsv } from './funnel-csv.ts'

test('money is written in the digits of its currency', () => {
  const stage = { id: '0197a000-0000-7000-8000-000000000001', position: 1, winProbability: 0.5 }
  const journey = (currency: string) => ({
    dealId: '0197a000-0000-7000-8000-000000000002', createdAt: 0, outcome: 'open' as const, closedAt: null, amountMinor: 123_456, currency,
    lossReasonId: null, winProbability: null, expectedCloseOn: null,
    stays: [{ stageId: stage.id, enteredAt: 0, leftAt: null, exit: null, toStageId: null, lossReasonId: null, riskFrom: null, imported: false }],
  })
  const stock = (currency: string) => {
    const options = { from: null, to: null, asOf: 86_400_000, zone: 'UTC', currency, cohort: 'entry' as const, fill: 'linear' as const, matureDays: 30, skipImported: false }
    const csv = funnelCsv(ask([journey(currency)], [stage], options).view(), new Map(), 'en')
    return csv.split('\r\n').find((line) => line.startsWith('step.stock_amount,'))?.split(',')[4]
  }
  expect([stock('CNY'), stock('JPY'), stock('KWD')]).toEqual(['1234.56', '123456', '123.456'])
})
