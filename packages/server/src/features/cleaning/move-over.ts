import { sql } from 'kysely'
import type { Tx } from '../../platform/db.ts'

/** What went from one lead to another: table → keys, so that exactly that can go back. */
export interface Moved {
  activity: string[]
  comment: string[]
  attachment: string[]
  /** Questionnaires that the other had not answered, by form. */
  form_answer: string[]
  touch: string[]
  visitor: string[]
  action_item: string[]
  /** Behaviour is added up: how much was added to which day. */
  behaviour: { day: string; kind: string; subject: string; n: number; last_at: string; kept_at: string | null }[]
}

const subjects = ['activity', 'comment', 'attachment'] as const
const links = ['touch', 'visitor', 'action_item'] as const

/** Gives everything that hangs on one lead to another. The log stays where it was: it is never rewritten, but read together. */
export async function moveOver(tx: Tx, orgId: string, from: string, to: string): Promise<Moved> {
  const ids = async (query: ReturnType<typeof sql<{ id: string }>>) => (await query.execute(tx)).rows.map((row) => row.id).sort()
  const moved: Moved = { activity: [], comment: [], attachment: [], form_answer: [], touch: [], visitor: [], action_item: [], behaviour: [] }
  for (const table of subjects) {
    moved[table] = await ids(sql`update ${sql.table(table)} set subject_id = ${to} where org_id = ${orgId} and subject_type = 'lead' and subject_id = ${from} returning id`)
  }
  for (const table of links) moved[table] = await ids(sql`update ${sql.table(table)} set lead_id = ${to} where org_id = ${orgId} and lead_id = ${from} returning id`)
  moved.form_answer = await ids(sql`
    update form_answer f set subject_id = ${to} where f.org_id = ${orgId} and f.subject_type = 'lead' and f.subject_id = ${from}
      and not exists (select from form_answer o where o.org_id = f.org_id and o.form_id = f.form_id and o.subject_id = ${to}) returning f.form_id as id`)
  const { rows } = await sql<Moved['behaviour'][number]>`
    select d.day, d.kind, d.subject, d.n, d.last_at, k.last_at as kept_at from lead_behaviour_day d
    left join lead_behaviour_day k on k.org_id = d.org_id and k.lead_id = ${to} and k.day = d.day and k.kind = d.kind and k.subject = d.subject
    where d.org_id = ${orgId} and d.lead_id = ${from} order by d.day, d.kind, d.subject`.execute(tx)
  moved.behaviour = rows
  await sql`
    insert into lead_behaviour_day (org_id, lead_id, day, kind, subject, n, last_at)
    select org_id, ${to}::uuid, day, kind, subject, n, last_at from lead_behaviour_day where org_id = ${orgId} and lead_id = ${from}
    on conflict (org_id, lead_id, day, kind, subject) do update set n = lead_behaviour_day.n + excluded.n, last_at = greatest(lead_behaviour_day.last_at, excluded.last_at)`.execute(tx)
  return moved
}

/** The way back of `moveOver`: what came since stays. */
export async function moveBack(tx: Tx, orgId: string, from: string, to: string, moved: Moved): Promise<void> {
  const listed = (ids: readonly string[]) => sql`any(${sql.val([...ids])}::uuid[])`
  for (const table of subjects) {
    await sql`update ${sql.table(table)} set subject_id = ${to} where org_id = ${orgId} and subject_type = 'lead' and subject_id = ${from} and id = ${listed(moved[table])}`.execute(tx)
  }
  for (const table of links) await sql`update ${sql.table(table)} set lead_id = ${to} where org_id = ${orgId} and lead_id = ${from} and id = ${listed(moved[table])}`.execute(tx)
  await sql`update form_answer set subject_id = ${to} where org_id = ${orgId} and subject_type = 'lead' and subject_id = ${from} and form_id = ${listed(moved.form_answer)}`.execute(tx)
  const days = sql`jsonb_to_recordset(${JSON.stringify(moved.behaviour)}::jsonb) as r(day date, kind text, subject text, n int, last_at timestamptz, kept_at timestamptz)`
  const same = sql`d.org_id = ${orgId} and d.lead_id = ${from} and d.day = r.day and d.kind = r.kind and d.subject = r.subject`
  await sql`delete from lead_behaviour_day d using ${days} where ${same} and d.n <= r.n`.execute(tx)
  await sql`update lead_behaviour_day d set n = d.n - r.n, last_at = case when r.kept_at is not null and d.last_at = greatest(r.last_at, r.kept_at) then r.kept_at else d.last_at end from ${days} where ${same} and d.n > r.n`.execute(tx)
}
