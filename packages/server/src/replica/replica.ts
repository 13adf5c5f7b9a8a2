import type { PoolConfig } from 'pg'
import { Worker } from 'node:worker_threads'
import { Refusal } from '../platform/refusal.ts'
import type { EngineStats, Request } from './engine.ts'
import type { AnswerTo, QuestionName } from './questions.ts'
import { type FromWorker, fromWire, type ToWorker, type WorkerSetup } from './wire.ts'

/** Answers questions about pipelines from memory, beside the event loop that serves requests. */
export interface Replica {
  /**
   * The answer as of when it is asked, or later: all that was committed by then is in it.
   * @throws Refusal what the question refuses, and `server.unavailable` when its thread ended; RangeError as the measure does.
   */
  ask<N extends QuestionName>(request: Request<N>): Promise<AnswerTo<N>>
  stats(): Promise<EngineStats>
  /** Keeps what is worth it on disk and ends the thread. */
  close(): Promise<void>
}

export interface ReplicaOptions {
  /** Memory for columns, in MiB. */
  limitMb: number
  /** Where copies of large pipelines are kept over restarts; null = nowhere. */
  folder: string | null
  onError: (error: Error) => void
  /** Begins the thread, for tests in which it dies. */
  start?: (setup: WorkerSetup, begin: () => Worker) => Worker
}

/** At the end, so long for copies to be written. */
const patience = 15_000
const idle: EngineStats = { pipelines: [], loads: 0, restored: 0, evicted: 0 }

/**
 * A replica in a thread of its own, which begins with the first question. A thread that dies is begun anew by the next one;
 * what was being asked is refused. It keeps no process alive that has nothing to ask.
 */
export function openReplica(login: PoolConfig, { limitMb, folder, onError, start }: ReplicaOptions): Replica {
  const pending = new Map<number, { resolve: (value: never) => void; reject: (error: Error) => void }>()
  let worker: Worker | null = null
  let lastId = 0
  let closed = false

  const begin = (): Worker => {
    const setup: WorkerSetup = { login, limitBytes: limitMb * 1024 * 1024, folder }
    const thread = () => new Worker(new URL('./worker.ts', import.meta.url), { workerData: setup, name: 'replica' })
    const begun = start === undefined ? thread() : start(setup, thread)
    begun.on('message', (message: FromWorker) => {
      if ('fault' in message) return onError(fromWire(message.fault))
      const asked = pending.get(message.id)
      pending.delete(message.id)
      if (pending.size === 0) begun.unref()
      if ('error' in message) asked?.reject(fromWire(message.error))
      else asked?.resolve(('stats' in message ? message.stats : message.answer) as never)
    })
    begun.on('error', onError)
    begun.on('exit', () => {
      if (worker !== begun) return
      worker = null
      for (const { reject } of pending.values()) reject(new Refusal('server.unavailable'))
      pending.clear()
    })
    return begun
  }
  const send = <T>(message: { ask: Request } | { stats: true } | { stop: true }): Promise<T> => {
    const own = (worker ??= begin())
    return new Promise<T>((resolve, reject) => {
      const id = ++lastId
      pending.set(id, { resolve, reject })
      own.ref()
      own.postMessage({ id, ...message } satisfies ToWorker)
    })
  }
  return {
    ask: (request) => (closed ? Promise.reject(new Refusal('server.unavailable')) : send({ ask: request })),
    stats: () => (worker === null ? Promise.resolve(idle) : send({ stats: true })),
    async close() {
      closed = true
      const own = worker
      if (own === null) return
      const gone = new Promise((resolve) => own.once('exit', resolve))
      const timer = setTimeout(() => void own.terminate(), patience)
      void send({ stop: true }).catch(() => undefined)
      await gone
      clearTimeout(timer)
    },
  }
}
