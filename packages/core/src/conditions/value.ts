import { z } from 'zod'
import { CONDITION_LIMITS } from './limits.ts'

/** Spans of days named relative to today. Weeks start on Monday; days are those of the organisation's zone. */
export const PERIODS = [
  'today',
  'yesterday',
  'tomorrow',
  'this_week',
  'last_week',
  'next_week',
  'this_month',
  'last_month',
  'next_month',
  'this_quarter',
  'last_quarter',
  'next_quarter',
  'this_year',
  'last_year',
  'next_year',
] as const
export type PeriodName = (typeof PERIODS)[number]

export const relativeValue = z.strictObject({ relative: z.enum(['now', ...PERIODS]) })
/** The day that many days from today: `{days: -7}` is a week ago. */
export const daysValue = z.strictObject({ days: z.int().min(-CONDITION_LIMITS.days).max(CONDITION_LIMITS.days) })
/** The current user. */
export const meValue = z.strictObject({ me: z.literal(true) })
/** The current user's team and every team below it. */
export const myTeamsValue = z.strictObject({ myTeams: z.literal(true) })

/** NUL and lone surrogates cannot be stored by PostgreSQL, so no record can hold them. */
export const textValue = z
  .string()
  .min(1)
  .max(CONDITION_LIMITS.text)
  .refine((text) => !text.includes('\u0000') && text.isWellFormed())

const scalarValue = z.union([
  z.string().max(CONDITION_LIMITS.text),
  z.number(),
  z.boolean(),
  relativeValue,
  daysValue,
  meValue,
  myTeamsValue,
])

/** Any value of a field condition; which one a field and operator take is said by the operator table. */
export const conditionValue = z.union([scalarValue, z.array(scalarValue).max(CONDITION_LIMITS.list)])

export type ScalarValue = z.infer<typeof scalarValue>
export type ConditionValue = z.infer<typeof conditionValue>
export type RelativeValue = z.infer<typeof relativeValue>
export type DaysValue = z.infer<typeof daysValue>
