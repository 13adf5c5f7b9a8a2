import { sql } from 'kysely'
import type { Clock } from './clock.ts'
import type { Db } from './db.ts'

/** Something to be done for every organisation again and again: deadlines, dormancy, values that go stale. */
export interface PeriodicTask {
  name: string
  /** At most so often in one process; several processes each keep their own beat, so a round that finds nothing to do must be cheap. */
  everyMinutes: number
  /**
   * Does what is due at `now`; opens its own transactions. It may break off at any point and run again, so it must leave
   * nothing half done and do nothing twice.
   */
  run(db: Db, orgId: string, now: Date): Promise<void>
}

export interface Schedule {
  /** Begins the beat; the first round comes half a minute later. */
  start(): void
  /** Runs what is due now, whatever the beat; named tasks run although they are not due. Waits until it is done. */
  round(names?: readonly string[]): Promise<void>
  /** Ends the beat and waits for the organisation under way. */
  stop(): Promise<void>
}

const beatMs = 30_000

/**
 * Periodic work inside the process, one organisation after the other. Only one process at a time runs a task for an
 * organisation: another finds its lock taken and passes on. An error in one organisation stops neither the others nor
 * the next round.
 */
export function schedule(db: Db, clock: Clock, tasks: readonly PeriodicTask[], onError: (error: Error) => void): Schedule {
  /** By task: when it began last, in milliseconds. */
  const lastRuns = new Map<string, number>()
  let beat: NodeJS.Timeout | undefined
  let tail: Promise<void> = Promise.resolve()
  let stopped = false

  const runRound = async (names?: readonly string[]) => {
    const now = clock.now()
    const due = tasks.filter((task) => {
      if (names !== undefined) return names.includes(task.name)
      const last = lastRuns.get(task.name)
      return last === undefined || now.getTime() - last >= task.everyMinutes * 60_000
    })
    if (due.length === 0) return
    const { rows } = await sql<{ org_id: string }>`select org_id from all_orgs()`.execute(db.outside)
    for (const task of due) {
      lastRuns.set(task.name, now.getTime())
      for (const { org_id } of rows) {
        if (stopped) return
        try {
          await alone(db, `${task.name} ${org_id}`, () => task.run(db, org_id, now))
        } catch (error) {
          onError(error as Error)
        }
      }
    }
  }
  // Rounds of one process queue up behind each other, so that a slow one is not joined by the next.
  const round = (names?: readonly string[]) => {
    const mine = tail.then(() => (stopped ? undefined : runRound(names)))
    tail = mine.catch(() => undefined)
    return mine
  }
  return {
    round,
    start() {
      let busy = false
      beat ??= setInterval(() => {
        if (busy) return
        busy = true
        round().catch(onError).finally(() => (busy = false))
      }, beatMs).unref()
    },
    async stop() {
      stopped = true
      clearInterval(beat)
      await tail
    },
  }
}

/** Does the work unless another process is at it. The lock is the session's: it ends with the process, however that ends. */
async function alone(db: Db, key: string, work: () => Promise<void>): Promise<void> {
  const client = await db.pool.connect()
  let broken = true
  try {
    const { rows } = await client.query<{ got: boolean }>('select pg_try_advisory_lock(hashtextextended($1, 7583245)) as got', [key])
    if (rows[0]?.got === true) {
      await work()
      await client.query('select pg_advisory_unlock(hashtextextended($1, 7583245))', [key])
    }
    broken = false
  } finally {
    // After a fault the connection is thrown away, and the lock with it.
    client.release(broken)
  }
}
