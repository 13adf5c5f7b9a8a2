import { dayOf } from '@sluice/core/lib/dates'
import { sql } from 'kysely'
import type { Api } from '../../platform/api.ts'

export interface Tally {
  add(orgId: string, formId: string, what: 'views' | 'starts'): void
  /** Writes what was counted, and waits for what is being written; whoever shows the counts asks it first. */
  flush(): Promise<void>
}

const everyMs = 2000

/**
 * Counts views and starts in memory and writes them every two seconds, one row a form and day: a page that many open at once must not
 * have them wait for one row. A crash loses two seconds of counts.
 */
export function openTally({ db, clock, fastify }: Api): Tally {
  let counted = new Map<string, { orgId: string; formId: string; at: string; views: number; starts: number }>()
  const write = async () => {
    const rows = [...counted.values()]
    counted = new Map()
    for (const { orgId, formId, at, views, starts } of rows) {
      const { rows: zones } = await db.read(orgId, (tx) => sql<{ zone: string }>`select time_zone as zone from org where org_id = ${orgId}`.execute(tx))
      const day = dayOf(at, zones[0]?.zone ?? 'UTC')
      await db.write(orgId, (tx) => sql`
        insert into form_day as d (org_id, form_id, day, views, starts) values (${orgId}, ${formId}, ${day}, ${views}, ${starts})
        on conflict (org_id, form_id, day) do update set views = d.views + excluded.views, starts = d.starts + excluded.starts`.execute(tx))
    }
  }
  let writing: Promise<void> = Promise.resolve()
  const flush = () => (writing = writing.catch(() => undefined).then(write))
  const told = () => flush().catch((error: unknown) => fastify.log.warn({ err: error }, 'form views not counted'))
  const timer = setInterval(() => void told(), everyMs)
  timer.unref()
  fastify.addHook('onClose', async () => {
    clearInterval(timer)
    await told()
  })
  return {
    add(orgId, formId, what) {
      const row = counted.get(formId) ?? { orgId, formId, at: clock.now().toISOString(), views: 0, starts: 0 }
      row[what]++
      counted.set(formId, row)
    },
    flush,
  }
}
