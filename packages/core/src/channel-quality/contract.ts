import { z } from 'zod'
import { contract } from '../lib/contract.ts'
import { currency, day, id } from '../lib/wire.ts'
import { count, difference, measured, number, text } from '../funnel/report-pieces.ts'
import { channelVerdicts, quadrants, type ChannelMatrix } from './quality.ts'

const matrix = z.object({
  medianVolume: number, medianConversion: number,
  rows: z.array(z.object({
    source: text, entered: count, leads: count, conversion: measured, against: difference, meanWon: measured, cycle: measured, perEntered: measured, wonMinor: count, costMinor: count,
    costPerDealMinor: count.nullable(), roi: number, quadrant: z.enum(quadrants).nullable(), before: z.object({ entered: count, conversion: measured }), volumeChange: number, trend: difference,
    verdict: z.enum(channelVerdicts),
  })),
}) satisfies z.ZodType<ChannelMatrix>

export const getChannelQuality = contract({
  name: 'getChannelQuality', method: 'GET', path: '/reports/channel-quality', tag: 'report',
  query: z.object({
    pipeline: id,
    /** Days `[from, to)` in which deals entered; left out: the last year until today. */
    from: day.optional(), to: day.optional(), currency: currency.optional(),
  }),
  response: matrix.extend({ from: z.string(), to: z.string(), currency: z.string(), names: z.record(z.string(), z.string()) }),
  summary: 'Volume × conversion × average deal × cycle × cost of every channel, in quadrants, with the period before and a verdict: where to prune, and where more would pay.',
})
export type ChannelQualityAnswer = z.infer<(typeof getChannelQuality)['response']>
