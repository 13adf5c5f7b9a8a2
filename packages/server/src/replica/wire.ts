import { refusals, type RefusalCode } from '@sluice/core/refusals'
import type { PoolConfig } from 'pg'
import { Refusal } from '../platform/refusal.ts'
import type { EngineStats, Request } from './engine.ts'

/** What the worker is started with. */
export interface WorkerSetup {
  login: PoolConfig
  limitBytes: number
  folder: string | null
}

/** To the worker, each with a number that its answer bears. */
export type ToWorker = { id: number; ask: Request } | { id: number; stats: true } | { id: number; stop: true }
/** From it. `fault` is something to be logged that no question was answered with. */
export type FromWorker = { id: number; answer: unknown } | { id: number; error: WireError } | { id: number; stats: EngineStats } | { fault: WireError }

/** An error as it crosses threads: a refusal stays a refusal and a RangeError one; others keep their words and their driver's code. */
export type WireError =
  | { kind: 'refusal'; code: RefusalCode; data: Readonly<Record<string, unknown>>; errors: Refusal['errors'] }
  | { kind: 'range' | 'fault'; message: string; stack: string | undefined; code: string | undefined }

export function toWire(error: unknown): WireError {
  if (error instanceof Refusal) return { kind: 'refusal', code: error.code, data: error.data, errors: error.errors }
  const { message, stack } = error instanceof Error ? error : new Error(String(error))
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined
  return { kind: error instanceof RangeError ? 'range' : 'fault', message, stack, code }
}

export function fromWire(error: WireError): Error {
  if (error.kind === 'refusal') return new Refusal(error.code in refusals ? error.code : 'server.failed', error.data, error.errors)
  const made = error.kind === 'range' ? new RangeError(error.message) : new Error(error.message)
  if (error.stack !== undefined) made.stack = error.stack
  return error.code === undefined ? made : Object.assign(made, { code: error.code })
}
