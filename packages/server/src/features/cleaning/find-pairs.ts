import { likenessTo, SHOWN_FROM } from '@sluice/core/cleaning/likeness'
import { likenessBlocks } from '@sluice/core/lib/company-likeness'
import { sql } from 'kysely'
import { advance, type Consumer } from '../../platform/consumers.ts'
import type { Reader, Tx } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import type { PeriodicTask } from '../../platform/schedule.ts'
import { autoMerge } from './auto-merge.ts'
import { codeFields, selectLeadFaces } from './faces.queries.ts'
import type { FoundPair } from './found-pair.ts'

/** Of one lead, so many others by each sign: a switchboard that a thousand share says nothing. */
const BY_SIGN = 30
/** Leads compared in one round, some seconds of work: other periodic work waits meanwhile. */
const A_ROUND = 3000
const watched: Consumer['follows'] = new Set(['lead.created', 'lead.changed', 'lead.converted', 'lead.merged', 'lead.unmerged'])

/** Follows what happens to leads, keeps the pairs that may be one, and merges those that a rule says to. */
const followPairs = (now: Date, compared: (leads: number) => void): Consumer => ({
  name: 'lead-pairs',
  follows: watched,
  async handle(tx, orgId, events) {
    const ids = [...new Set(events.map((event) => event.subject_id))]
    compared(ids.length)
    for (let from = 0; from < ids.length; from += 200) {
      const found = await keepPairs(tx, orgId, ids.slice(from, from + 200), now)
      await autoMerge(tx, { orgId, actorId: null, now: now.toISOString(), isAutomatic: true }, found)
    }
  },
})

/**
 * Each minute what was changed since is compared. Not beside the other consumers of the log: after an import of many leads it takes its time,
 * and what people wait for comes first. Whoever makes a lead by hand is told at once (duplicates.queries.ts).
 */
export const pairTask: PeriodicTask = {
  name: 'lead-pairs',
  everyMinutes: 1,
  async run(db, orgId, now) {
    let leads = 0
    const consumer = followPairs(now, (more) => (leads += more))
    while (leads < A_ROUND && (await advance(db, consumer, orgId, 1000)) > 0);
  },
}

/** Finds the pairs of these leads anew; those that no longer hold go, those that were dismissed stay so. Answers the open ones. */
export async function keepPairs(tx: Tx, orgId: string, ids: readonly string[], now: Date): Promise<FoundPair[]> {
  const candidates = await selectCandidates(tx, orgId, ids)
  const faces = await selectLeadFaces(tx, orgId, [...new Set(candidates.flatMap((pair) => [pair.a, pair.b]))])
  const found = new Map<string, FoundPair>()
  for (const [a, pairs] of Map.groupBy(candidates, (pair) => pair.a)) {
    const face = faces.get(a)
    if (face === undefined) continue
    const likeness = likenessTo(face)
    for (const { b } of pairs) {
      const other = faces.get(b)
      if (other === undefined || (face.status === 'converted' && other.status === 'converted')) continue
      const [lowId, highId] = a < b ? [a, b] : [b, a]
      if (found.has(`${lowId} ${highId}`)) continue
      const { score, reasons } = likeness(other)
      if (score >= SHOWN_FROM) found.set(`${lowId} ${highId}`, { lowId, highId, score, reasons: lowId === a ? reasons : reasons.map((one) => ({ ...one, a: one.b, b: one.a })) })
    }
  }
  const rows = [...found.values()].map((pair) => ({ id: newId(), ...pair }))
  await sql`
    delete from lead_pair p where p.org_id = ${orgId} and (p.low_id = any(${sql.val([...ids])}::uuid[]) or p.high_id = any(${sql.val([...ids])}::uuid[]))
      and not exists (select from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r("lowId" uuid, "highId" uuid) where r."lowId" = p.low_id and r."highId" = p.high_id)`.execute(tx)
  if (rows.length === 0) return []
  const kept = await sql<{ lowId: string; highId: string }>`
    insert into lead_pair (org_id, id, low_id, high_id, score, reasons, found_at)
    select ${orgId}::uuid, id, "lowId", "highId", score, reasons, ${now.toISOString()}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, "lowId" uuid, "highId" uuid, score int, reasons jsonb)
    on conflict (org_id, low_id, high_id) do update set score = excluded.score, reasons = excluded.reasons
    returning low_id as "lowId", high_id as "highId", dismissed_at`.execute(tx)
  const open = new Set(kept.rows.filter((row) => (row as { dismissed_at?: string | null }).dismissed_at === null).map((row) => `${row.lowId} ${row.highId}`))
  return [...found.values()].filter((pair) => open.has(`${pair.lowId} ${pair.highId}`))
}

/** Leads that share a number, an address, a WeChat, a code or most of a company's name with one of these. */
async function selectCandidates(tx: Reader, orgId: string, ids: readonly string[]): Promise<{ a: string; b: string }[]> {
  const own = await selectLeadFaces(tx, orgId, ids)
  const blocks = [...own.values()].flatMap((face) => (face.company === null ? [] : likenessBlocks(face.company).map((terms) => ({ id: face.id, terms }))))
  const fields = (await codeFields(tx, orgId, 'lead', null)).map((field) => field.id)
  const { rows } = await sql<{ a: string; b: string }>`
    with me as (select id, phone_e164, email_key, wechat from lead where org_id = ${orgId} and id = any(${sql.val([...ids])}::uuid[]))
    select me.id as a, o.id as b from me cross join lateral (select l.id from lead l where l.org_id = ${orgId} and l.phone_e164 = me.phone_e164 and l.id <> me.id limit ${BY_SIGN}) o
    union select me.id, o.id from me cross join lateral (select l.id from lead l where l.org_id = ${orgId} and l.email_key = me.email_key and l.id <> me.id limit ${BY_SIGN}) o
    union select me.id, o.id from me cross join lateral (select l.id from lead l where l.org_id = ${orgId} and l.wechat = me.wechat and l.id <> me.id limit ${BY_SIGN}) o
    union select me.id, o.id from me join custom_value v on v.org_id = ${orgId} and v.record_id = me.id and v.field_id = any(${sql.val(fields)}::uuid[])
      cross join lateral (select w.record_id as id from custom_value w where w.org_id = v.org_id and w.field_id = v.field_id and w.text_value = v.text_value and w.record_id <> me.id limit ${BY_SIGN}) o
    union select b.id, o.id from jsonb_to_recordset(${JSON.stringify(blocks)}::jsonb) as b(id uuid, terms text[])
      cross join lateral (select f.id from lead_found(b.terms) as f(id) where f.id <> b.id limit ${BY_SIGN * 2}) o`.execute(tx)
  return rows
}
