import { Counter, Gauge, type Registry } from 'prom-client'
import type { PoolConfig } from 'pg'
import type { Clock } from '../../platform/clock.ts'
import { openDb } from '../../platform/db.ts'
import type { Secrets } from '../../platform/secrets.ts'
import { EventRing } from './event-ring.ts'
import { writeBatches, type Received } from './write-batches.ts'

/** What became of events: `kept`, or why not. */
export const outcomes = ['kept', 'malformed', 'unknown_site', 'site_off', 'no_consent', 'robot', 'too_many', 'repeated', 'daily_limit', 'ring_full', 'failed'] as const
export type Outcome = (typeof outcomes)[number]

/** Takes what pages report, and writes it beside everything else. */
export interface Tracker {
  push(orgId: string, received: Received): void
  count(outcome: Outcome, events: number): void
  /** Writes what waits, and what is being written; for tests and the end of the process. */
  flush(): Promise<void>
  close(): Promise<void>
}

const beatMs = 250
const ringEvents = 20_000
/** So many events of one organisation in one transaction. */
const chunkEvents = 2000

/**
 * A ring in memory and a writer with two connections of its own: however many events come, people's requests wait for none of them.
 * What a crash loses is a quarter of a second of page views. Several processes each have their own.
 */
export function openTracker(login: PoolConfig, { clock, secrets, registry, onError }: { clock: Clock; secrets: Secrets; registry: Registry; onError: (error: Error) => void }): Tracker {
  const db = openDb(login, { max: 2, onError })
  const sizeOf = ({ received }: { received: Received }) => Math.max(1, received.events.length)
  const ring = new EventRing<{ orgId: string; received: Received }>(ringEvents, sizeOf)
  const events = new Counter({ name: 'sluice_tracking_events_total', help: 'Events that pages reported, by what became of them', labelNames: ['outcome'], registers: [registry] })
  for (const outcome of outcomes) events.inc({ outcome }, 0)
  new Gauge({ name: 'sluice_tracking_waiting', help: 'Events that wait to be written', registers: [registry], collect() { this.set(ring.size) } })
  const count: Tracker['count'] = (outcome, n) => events.inc({ outcome }, n)

  const writeOrg = async (orgId: string, received: readonly Received[]) => {
    for (let from = 0; from < received.length;) {
      const chunk: Received[] = []
      for (let n = 0; from < received.length && n < chunkEvents; from++) {
        const one = received[from]
        if (one === undefined) break
        chunk.push(one)
        n += Math.max(1, one.events.length)
      }
      await writeChunk(orgId, chunk)
    }
  }
  const writeChunk = async (orgId: string, chunk: readonly Received[]) => {
    const size = chunk.reduce((sum, one) => sum + one.events.length, 0)
    for (let attempt = 1; ; attempt++) {
      try {
        const told = await db.forRequests.write(orgId, (tx) => writeBatches(tx, orgId, chunk, { now: clock.now().toISOString(), secrets }))
        for (const [outcome, n] of Object.entries(told)) count(outcome as Outcome, n)
        return
      } catch (error) {
        // Two processes may have met at a lead's rows: once more.
        const again = ['40001', '40P01', '55P03'].includes(String((error as { code?: unknown }).code)) && attempt < 3
        if (again) continue
        count('failed', size)
        onError(error as Error)
        return
      }
    }
  }

  let writing: Promise<void> = Promise.resolve()
  const write = async () => {
    const byOrg = Map.groupBy(ring.take(), ({ orgId }) => orgId)
    const orgs = [...byOrg]
    // Two connections: two organisations at a time.
    const lane = async () => {
      for (let next = orgs.shift(); next !== undefined; next = orgs.shift()) await writeOrg(next[0], next[1].map(({ received }) => received))
    }
    await Promise.all([lane(), lane()])
  }
  const flush = () => (writing = writing.then(write))
  let busy = false
  const beat = setInterval(() => {
    if (busy || ring.size === 0) return
    busy = true
    void flush().finally(() => (busy = false))
  }, beatMs).unref()
  return {
    push(orgId, received) {
      if (!ring.push({ orgId, received })) count('ring_full', received.events.length)
    },
    count,
    flush,
    async close() {
      clearInterval(beat)
      await flush()
      await db.close()
    },
  }
}
