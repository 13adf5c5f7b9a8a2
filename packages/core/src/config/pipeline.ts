import { z } from 'zod'

/** Stable keys appear in URLs, mappings and exports: lower case, no spaces, never translated. */
export const configKeySchema = z.string().regex(/^[a-z][a-z0-9_]{0,47}$/)

export const forecastCategories = ['pipeline', 'best_case', 'commit', 'omitted'] as const
/** 培育 / 推进 / 签约: the three layers of a funnel that a team meets about. */
export const stageLayers = ['nurture', 'advance', 'sign'] as const

/** 0..1 with four decimals at most, so that it fits `numeric(5,4)` without rounding. */
export const probabilitySchema = z
  .number()
  .min(0)
  .max(1)
  .refine((p) => Math.abs(p * 10_000 - Math.round(p * 10_000)) < 1e-9, { error: 'probability.four_decimals' })
