import { z } from 'zod'
import { alarmKinds } from '../diagnosis/alarms/rule.ts'
import { said } from '../diagnosis/contract.ts'
import { causeCodes } from '../diagnosis/said.ts'
import { id } from '../lib/wire.ts'

export const alarmKind = z.enum(alarmKinds)

/** The wire form of `AlarmVerdict` (core/diagnosis/alarms). */
export const alarmVerdict = z.object({
  kind: alarmKind, pipelineId: id, stageId: id.nullable(), slice: z.object({ dimension: z.string(), value: z.string() }).nullable(), day: z.string(),
  value: z.number(), baseline: z.number().nullable(), threshold: z.number(),
  /** 1 is exactly at the threshold, 2 twice the tolerated deviation. */
  severity: z.number(), n: z.number().int(), evidence: z.record(z.string(), z.number().nullable()), causes: z.array(z.enum(causeCodes)), said,
  /** The sentence, with the names of today. */
  text: z.object({ zh: z.string(), en: z.string() }),
}).meta({ id: 'AlarmVerdict' })
export type AlarmVerdictOut = z.infer<typeof alarmVerdict>

export const alarmSeverities = ['info', 'warn', 'critical'] as const
export const alarmSeverity = z.enum(alarmSeverities)
export type AlarmSeverity = z.infer<typeof alarmSeverity>

/** "Useful" of all that was judged: the measured precision, with Wilson's interval; null while nothing was judged. */
export const alarmPrecision = z.object({
  useful: z.number().int(), judged: z.number().int(), value: z.number().nullable(), low: z.number().nullable(), high: z.number().nullable(),
}).meta({ id: 'AlarmPrecision' })
