import { z } from 'zod'
import { figure, funnelQuery } from './contract.ts'
import type { Measured } from './measured.ts'
import type { Difference } from './measures/difference.ts'
import { dimensionName } from './slice.ts'

/** What the answers of the reports are made of. */

/** A number that may be missing, and lists of numbers. */
export const number = z.number().nullable()
export const numbers = z.array(z.number())
export const text = z.string().nullable()
export const count = z.number().int()

/** One number with everything that says how it was made. */
export const measured = figure.omit({ metric: true, stageId: true, reasonId: true, exit: true, window: true }).meta({ id: 'Measured' }) satisfies z.ZodType<Measured>

/** Two shares side by side: b − a, with interval and significance. */
export const difference = z.object({
  a: measured, b: measured, difference: number, relative: number, low: number, high: number, p: number, q: number, enough: z.boolean(),
}).meta({ id: 'Difference' }) satisfies z.ZodType<Difference>

/**
 * What every answer has besides: the zone of its days, and names: of stages, loss reasons and people by id, of the values of a
 * dimension by `dimension:value`. Names of the dimensions themselves: `listDimensions`.
 */
export const named = { zone: z.string(), names: z.record(z.string(), z.string()) }

/** Sections of the funnel's question that a report without cohorts ignores are left out of it. */
export const sliceableQuery = funnelQuery.omit({ cohort: true, fill: true, matureDays: true, skipImported: true })

/** Dimensions to group by, comma-separated. */
export const dimensionList = z
  .string()
  .max(500)
  .transform((list) => list.split(',').filter((part) => part !== ''))
  .pipe(z.array(dimensionName).max(6))
