import { z } from 'zod'
import { contract } from '../lib/contract.ts'
import { day, id } from '../lib/wire.ts'
import { difference, measured, text } from '../funnel/report-pieces.ts'
import { icpDimensions, icpVerdicts } from './icp.ts'

export const getIcp = contract({
  name: 'getIcp', method: 'GET', path: '/reports/icp', tag: 'report',
  query: z.object({
    pipeline: id,
    /** Days `[from, to)` in which deals were closed; left out: the last year until today. */
    from: day.optional(), to: day.optional(),
  }),
  response: z.object({
    from: z.string(), to: z.string(), whole: measured,
    rows: z.array(z.object({ dimension: z.enum(icpDimensions), value: text, winRate: measured, against: difference, verdict: z.enum(icpVerdicts) })),
    names: z.record(z.string(), z.string()),
  }),
  summary: 'Which attributes win: industry, size, region, source and role of the closed deals against all others, with interval, corrected for all that was looked at.',
})
export type IcpAnswer = z.infer<(typeof getIcp)['response']>
