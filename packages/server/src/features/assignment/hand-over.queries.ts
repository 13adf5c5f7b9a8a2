import type { HandOver, listHandOvers } from '@sluice/core/assignment/contract'
import type { HandBackReason } from '@sluice/core/assignment/hand-over'
import type { Viewer } from '@sluice/core/identity/policy'
import type { AnswerOf, QueryOf } from '@sluice/core/lib/contract'
import { sql, type RawBuilder } from 'kysely'
import type { Reader, Tx } from '../../platform/db.ts'
import type { Keyset } from '../../platform/keyset.ts'
import { listRows } from '../../platform/list-rows.ts'
import { scopeFilter } from '../../platform/policy.ts'
import { refuse } from '../../platform/refusal.ts'

/** Who hands leads over to sales, and sees what came back. */
export const mayHandOver = (viewer: Viewer) => viewer.role === 'marketing' || viewer.role === 'manager' || viewer.role === 'admin'

const person = (id: string, alias: string) => sql`case when ${sql.ref(`${alias}.id`)} is null then null else jsonb_build_object('id', ${sql.ref(`h.${id}`)}, 'name', ${sql.ref(`${alias}.name`)}) end`
const columns = sql`h.id, h.at, ${person('by_id', 'b')} as by, ${person('to_id', 't')} as to, h.status, h.decided_at as "decidedAt", ${person('decided_by', 'd')} as "decidedBy", h.reason, h.note, h.seen_at as "seenAt",
  jsonb_build_object('id', l.id, 'name', l.name, 'company', l.company, 'score', l.score, 'status', l.status, 'sourceId', l.source_id) as lead`
const from = sql`hand_over h join lead l on l.org_id = h.org_id and l.id = h.lead_id left join app_user b on b.org_id = h.org_id and b.id = h.by_id
  left join app_user t on t.org_id = h.org_id and t.id = h.to_id left join app_user d on d.org_id = h.org_id and d.id = h.decided_by`

const newest: Keyset = { name: 'at', alias: 'h', key: sql`h.at`, type: 'instant', nullable: false, direction: 'desc' }
const decidedLast: Keyset = { name: 'decided', alias: 'h', key: sql`h.decided_at`, type: 'instant', nullable: false, direction: 'desc' }

/** Hand-overs of leads that the viewer may see, or that were handed to the viewer. */
export async function selectHandOvers(tx: Reader, viewer: Viewer, query: QueryOf<typeof listHandOvers>): Promise<AnswerOf<typeof listHandOvers>> {
  const seen = visible(viewer)
  const where = [
    seen, sql<boolean>`h.status <> 'withdrawn'`,
    ...(query.status === undefined ? [] : [sql<boolean>`h.status = ${query.status}`]),
    ...(query.reason === undefined ? [] : [sql<boolean>`h.reason = ${query.reason}`]),
    ...(query.unseen === true ? [sql<boolean>`(h.status = 'rejected' and h.seen_at is null)`] : []),
  ]
  const keyset = query.status === 'rejected' || query.unseen === true ? decidedLast : newest
  const page = await listRows<HandOver>(tx, { columns, from, countFrom: sql`hand_over h join lead l on l.org_id = h.org_id and l.id = h.lead_id`, where, keyset, cursor: query.cursor, limit: query.limit })
  const reasons = await sql<{ reason: HandBackReason; n: number }>`
    select h.reason, count(*) as n from hand_over h join lead l on l.org_id = h.org_id and l.id = h.lead_id where ${seen} and h.status = 'rejected' and h.reason is not null group by 1 order by 2 desc, 1`.execute(tx)
  return { ...page, unseen: await countUnseen(tx, viewer), reasons: reasons.rows }
}

export async function selectHandOversOf(tx: Reader, orgId: string, leadId: string): Promise<HandOver[]> {
  return (await sql<HandOver>`select ${columns} from ${from} where h.org_id = ${orgId} and h.lead_id = ${leadId} order by h.at desc, h.id desc limit 20`.execute(tx)).rows
}

/** Marks rejections as seen to; answers how many are left. */
export async function seeRejections(tx: Tx, viewer: Viewer, now: string, ids: readonly string[] | undefined): Promise<number> {
  if (!mayHandOver(viewer)) refuse('permission.denied')
  const which = ids === undefined ? sql`true` : sql`h.id = any(${sql.val([...ids])}::uuid[])`
  await sql`
    update hand_over h set seen_at = ${now}, seen_by = ${viewer.userId} from lead l
    where l.org_id = h.org_id and l.id = h.lead_id and ${visible(viewer)} and h.status = 'rejected' and h.seen_at is null and ${which}`.execute(tx)
  return countUnseen(tx, viewer)
}

const visible = (viewer: Viewer): RawBuilder<boolean> => sql<boolean>`(h.org_id = ${viewer.orgId} and (${scopeFilter(viewer, 'lead', 'read', 'l')} or (h.to_id = ${viewer.userId} and l.owner_id = ${viewer.userId})))`

async function countUnseen(tx: Reader, viewer: Viewer): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from hand_over h join lead l on l.org_id = h.org_id and l.id = h.lead_id where ${visible(viewer)} and h.status = 'rejected' and h.seen_at is null`.execute(tx)
  return rows[0]?.n ?? 0
}
