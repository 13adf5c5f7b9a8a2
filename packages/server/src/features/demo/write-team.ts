import { dayOf } from '@sluice/core/lib/dates'
import { sql } from 'kysely'
import { Temporal } from 'temporal-polyfill'
import type { Tx } from '../../platform/db.ts'
import type { Act } from '../../platform/event-log.ts'
import { viewerOf } from '../identity/viewer-of.ts'
import { startTakeOver } from '../take-overs/take-over.ts'

const zone = 'Asia/Shanghai'
/** Why, and by which day from now on it is to go back; the first was taken eight days ago and is late. */
const taken = [
  { reason: '客户要求和我们管理层谈一次付款条件', days: -1, since: 8 },
  { reason: '负责人休假两周，竞品已经在报价', days: 6, since: 1 },
]

/** What the demo company's manager holds for reps: two large open deals that stand still, by the use case of people. */
export async function writeTeam(tx: Tx, act: Act): Promise<void> {
  const { orgId, actorId } = act
  if (actorId === null) return
  const viewer = await viewerOf(tx, orgId, actorId)
  const { rows } = await sql<{ id: string; version: number }>`
    select distinct on (d.owner_id) d.id, d.version from deal d join stage s on s.org_id = d.org_id and s.id = d.stage_id join app_user u on u.org_id = d.org_id and u.id = d.owner_id and u.role = 'rep'
    where d.org_id = ${orgId} and d.status = 'open' and d.dormant_at is null and d.stage_entered_at < ${act.now}::timestamptz - make_interval(days => s.dwell_days)
      and not exists (select from approval a where a.org_id = d.org_id and a.deal_id = d.id and a.status = 'waiting')
    order by d.owner_id, d.amount_minor desc nulls last, d.id limit ${taken.length}`.execute(tx)
  const today = Temporal.PlainDate.from(dayOf(act.now, zone))
  for (const [i, { id, version }] of rows.entries()) {
    const { reason, days, since } = taken[i] ?? { reason: '', days: 1, since: 0 }
    const takeOver = await startTakeOver(tx, act, viewer, id, version, today.toString(), { reason, untilOn: today.add({ days: Math.max(1, days) }).toString() })
    await tx.updateTable('take_over').set({ until_on: today.add({ days }).toString(), taken_at: new Date(Date.parse(act.now) - since * 86_400_000).toISOString() }).where('org_id', '=', orgId).where('id', '=', takeOver).execute()
  }
}
