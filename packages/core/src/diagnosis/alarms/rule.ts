import { z } from 'zod'
import { line, prose } from '../../lib/wire.ts'

const days = z.number().int().min(1).max(730)
const part = z.number().positive().max(10)
const id = line(64)

/** Where a rule looks: `stageIds` null is every stage; `slice` null is all deals. */
export const alarmScopeSchema = z.object({
  pipelineId: id,
  stageIds: z.array(id).min(1).max(50).nullable().default(null),
  slice: z.object({ dimension: id, value: prose(200) }).nullable().default(null),
})

const common = {
  scope: alarmScopeSchema,
  /** Below so many deals (of the window, of the stock, or expected entries) it says nothing. */
  minN: z.number().int().min(1).max(100_000).default(20),
  /** When it comes back within this time after it was resolved, it is the same alarm. */
  cooldownDays: days.default(7),
  /** Resolved by itself when the condition has ceased for so many days. */
  quietDays: days.default(3),
}

/**
 * The deviation must also be so many standard errors of chance; 0 judges by the threshold alone. A rule is asked every day at
 * every stage: with 2.5 it would be wrong some five times a year in the quietest company.
 */
const minZ = z.number().min(0).max(6).default(3)

/** An alarm rule: the kind and its thresholds (METRICS 12). Shares are 0–1, windows are days. */
export const alarmRuleSchema = z.discriminatedUnion('kind', [
  z.object({
    ...common, kind: z.literal('conversion_below_mean'), minZ,
    /** 0.15: 15 % under its own mean (`relative`), or 15 percentage points (`points`). */
    drop: part.default(0.15), by: z.enum(['relative', 'points']).default('relative'), windowDays: days.default(28), historyDays: days.default(182),
  }),
  z.object({
    ...common, kind: z.literal('below_line'),
    /** The warning line; null: four fifths of its own mean over `historyDays`, and then `minZ` holds too. */
    minZ, line: z.number().min(0).max(1).nullable().default(null), days: days.default(3), windowDays: days.default(28), historyDays: days.default(182),
  }),
  /** The stock against its mean in the week that ended `againstDays` ago. */
  z.object({ ...common, kind: z.literal('stock_growth'), minZ, growth: part.default(0.5), againstDays: days.default(28) }),
  /** Mean dwell over `times` × its own mean, or median dwell over its own P75. */
  z.object({ ...common, kind: z.literal('dwell_over'), basis: z.enum(['mean', 'p75']).default('mean'), times: part.default(1.5), historyDays: days.default(182) }),
  /** Closed win rate of the pipeline against the window before. */
  z.object({ ...common, kind: z.literal('win_rate_swing'), minZ, swing: part.default(0.15), by: z.enum(['relative', 'points']).default('relative'), windowDays: days.default(30) }),
  /** A `share` of the stock has been in the stage for longer than `days`. */
  z.object({ ...common, kind: z.literal('stage_days'), days: days.default(7), share: z.number().min(0).max(1).default(0.3) }),
  z.object({ ...common, kind: z.literal('inflow_drop'), minZ, drop: z.number().positive().max(1).default(0.3), windowDays: days.default(14), historyDays: days.default(56) }),
])
export type AlarmRule = z.infer<typeof alarmRuleSchema>
export type AlarmKind = AlarmRule['kind']

export const alarmKinds = ['conversion_below_mean', 'below_line', 'stock_growth', 'dwell_over', 'win_rate_swing', 'stage_days', 'inflow_drop'] as const satisfies readonly AlarmKind[]

/** A rule of each kind with the defaults, for a pipeline. */
export function defaultRules(pipelineId: string): AlarmRule[] {
  return alarmKinds.map((kind) => alarmRuleSchema.parse({ kind, scope: { pipelineId } }))
}

/** How many days before the judged one a rule needs points for; `horizonDays` is the longest of its stages, `dwellDays` that of the series. */
export function daysNeeded(rule: AlarmRule, horizonDays: number, dwellDays: number): number {
  switch (rule.kind) {
    case 'conversion_below_mean':
      return horizonDays + rule.windowDays + rule.historyDays
    case 'below_line':
      return horizonDays + rule.days + rule.windowDays + rule.historyDays
    case 'stock_growth':
      return rule.againstDays + 14
    case 'dwell_over':
      return dwellDays + rule.historyDays
    case 'win_rate_swing':
      return 2 * rule.windowDays
    case 'stage_days':
      return 14
    case 'inflow_drop':
      return rule.windowDays + rule.historyDays
  }
}
