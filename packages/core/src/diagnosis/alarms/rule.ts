import { z } from 'zod'

const days = z.number().int().min(1).max(730)
const part = z.number().positive().max(10)

/** Where a rule looks: `stageIds` null is every stage; `slice` null is all deals. */
export const alarmScopeSchema = z.object({
  pipelineId: z.string().min(1).max(64),
  stageIds: z.array(z.string().min(1).max(64)).min(1).max(50).nullable(),
  slice: z.object({ dimension: z.string().min(1).max(64), value: z.string().max(200) }).nullable(),
})

const common = {
  scope: alarmScopeSchema,
  /** Below so many deals it says nothing. */
  minN: z.number().int().min(1).max(100_000).default(20),
  /** When it comes back within this time after it was resolved, it is the same alarm. */
  cooldownDays: days.default(7),
  /** Resolved by itself when the condition has ceased for so many days. */
  quietDays: days.default(3),
}

/** An alarm rule: the kind and its thresholds. Shares are 0–1, windows are days. */
export const alarmRuleSchema = z.discriminatedUnion('kind', [
  z.object({
    ...common, kind: z.literal('conversion_below_mean'),
    /** 0.15: 15 % under its own mean (`relative`), or 15 percentage points (`points`). */
    drop: part.default(0.15), by: z.enum(['relative', 'points']).default('relative'), windowDays: days.default(28), historyDays: days.default(182),
  }),
  z.object({ ...common, kind: z.literal('below_line'), line: z.number().min(0).max(1).default(0.3), days: days.default(3), windowDays: days.default(28) }),
  z.object({ ...common, kind: z.literal('stock_growth'), growth: part.default(0.5), againstDays: days.default(28) }),
  z.object({ ...common, kind: z.literal('dwell_over'), basis: z.enum(['mean', 'p75']).default('mean'), times: part.default(1.5), historyDays: days.default(182) }),
  z.object({ ...common, kind: z.literal('win_rate_swing'), swing: part.default(0.15), by: z.enum(['relative', 'points']).default('relative'), windowDays: days.default(30) }),
  z.object({
    ...common, kind: z.literal('stage_days'), days: days.default(7),
    /** Fires when this share of the stock has been there longer. */
    share: z.number().min(0).max(1).default(0.3),
  }),
  z.object({ ...common, kind: z.literal('inflow_drop'), drop: part.default(0.3), windowDays: days.default(7), historyDays: days.default(56) }),
])
export type AlarmRule = z.infer<typeof alarmRuleSchema>
export type AlarmKind = AlarmRule['kind']
