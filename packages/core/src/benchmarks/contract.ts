import { z } from 'zod'
import { contract } from '../lib/contract.ts'
import { id, instantOut, params, prose, ref } from '../lib/wire.ts'

/** What a stage is held against besides its own history: a value that people entered, with where it comes from. Written by administrators and managers. */

export const benchmarkMeasure = z.enum(['conversion', 'dwell_median', 'win_rate'])
const entry = z.object({
  stageId: id, measure: benchmarkMeasure,
  /** Shares 0–1; dwell in days. */
  value: z.number().min(0).max(3650), source: prose(300).default(''),
}).refine(({ measure, value }) => measure === 'dwell_median' || value <= 1, { path: ['value'], message: 'too_big' })
export const benchmark = z.object({
  stageId: id, measure: benchmarkMeasure, value: z.number(), source: z.string(), setBy: ref.nullable(), setAt: instantOut,
})
export type Benchmark = z.infer<typeof benchmark>
const answer = z.object({ items: z.array(benchmark), canWrite: z.boolean() })
export const getBenchmarks = contract({ name: 'getBenchmarks', method: 'GET', path: '/pipelines/:id/benchmarks', tag: 'benchmark', params, summary: 'Benchmarks of the stages of a pipeline.', response: answer })
export const setBenchmarks = contract({
  name: 'setBenchmarks', method: 'PUT', path: '/pipelines/:id/benchmarks', tag: 'benchmark', params, summary: 'Replaces all benchmarks of a pipeline.',
  body: z.object({ items: z.array(entry).max(150) }), response: answer,
})
