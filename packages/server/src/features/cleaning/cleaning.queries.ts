import type { EffortRefusal, HeldLead, LeadMerge, LeadPair, listEffortRefusals, listHeldLeads, listLeadMerges, listLeadPairs } from '@sluice/core/cleaning/contract'
import { scopeOf, type Viewer } from '@sluice/core/identity/policy'
import type { AnswerOf, QueryOf } from '@sluice/core/lib/contract'
import { sql } from 'kysely'
import type { Reader } from '../../platform/db.ts'
import { listRows } from '../../platform/list-rows.ts'
import { scopeFilter } from '../../platform/policy.ts'
import { textFilter } from '../../platform/text-filter.ts'
import { changesFor, type MovedOver } from './merge-leads.ts'

/** Lists of cleaning: of each, what concerns leads in the viewer's sight. */

const face = (alias: string) => {
  const of = (column: string) => sql.ref(`${alias}.${column}`)
  return sql`jsonb_build_object('id', ${of('id')}, 'number', ${of('number')}, 'name', ${of('name')}, 'company', ${of('company')}, 'phone', ${of('phone')}, 'email', ${of('email')}, 'status', ${of('status')},
    'owner', (select jsonb_build_object('id', u.id, 'name', u.name) from app_user u where u.org_id = ${of('org_id')} and u.id = ${of('owner_id')}),
    'createdAt', to_char(${of('created_at')} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))`
}

export async function selectPairs(tx: Reader, viewer: Viewer, query: QueryOf<typeof listLeadPairs>): Promise<AnswerOf<typeof listLeadPairs>> {
  const from = sql`lead_pair p join lead a on a.org_id = p.org_id and a.id = p.low_id join lead b on b.org_id = p.org_id and b.id = p.high_id`
  const { items, ...page } = await listRows<Omit<LeadPair, 'older' | 'newer'> & { low: LeadPair['older']; high: LeadPair['older'] }>(tx, {
    columns: sql`p.id, ${face('a')} as low, ${face('b')} as high, p.score, p.reasons, ${scopeFilter(viewer, 'lead', 'write', 'a')} and ${scopeFilter(viewer, 'lead', 'write', 'b')} as "canMerge"`,
    from, countFrom: from,
    where: [
      sql<boolean>`p.org_id = ${viewer.orgId} and p.dismissed_at is null and p.score >= ${query.minScore}`, scopeFilter(viewer, 'lead', 'read', 'a'), scopeFilter(viewer, 'lead', 'read', 'b'),
      ...(query.q === undefined || query.q === '' ? [] : [sql<boolean>`(${textFilter('lead', 'a', query.q)} or ${textFilter('lead', 'b', query.q)})`]),
    ],
    keyset: { name: 'score', direction: 'desc', key: sql`p.score`, alias: 'p', type: 'number', nullable: false }, cursor: query.cursor, limit: query.limit,
  })
  return {
    ...page,
    items: items.map(({ low, high, reasons, ...pair }) => {
      const lowIsOlder = low.createdAt < high.createdAt || (low.createdAt === high.createdAt && low.id < high.id)
      // The sides of the reasons are older and newer, as they are shown.
      return lowIsOlder ? { ...pair, older: low, newer: high, reasons } : { ...pair, older: high, newer: low, reasons: reasons.map((one) => ({ ...one, a: one.b, b: one.a })) }
    }),
  }
}

interface MergeRow extends Omit<LeadMerge, 'changes' | 'moved'> {
  written: Record<string, [unknown, unknown]>
  moved: MovedOver
}

export async function selectMerges(tx: Reader, viewer: Viewer, query: QueryOf<typeof listLeadMerges>): Promise<AnswerOf<typeof listLeadMerges>> {
  const from = sql`lead_merge m join lead k on k.org_id = m.org_id and k.id = m.kept_id`
  const short = (row: string) => sql`jsonb_build_object('id', ${sql.raw(row)} -> 'id', 'number', ${sql.raw(row)} -> 'number', 'name', ${sql.raw(row)} -> 'name', 'company', ${sql.raw(row)} -> 'company')`
  const { items, nextCursor } = await listRows<MergeRow>(tx, {
    columns: sql`m.id, jsonb_build_object('id', k.id, 'number', k.number, 'name', k.name, 'company', k.company) as kept, ${short('m.merged_row')} as merged, m.at,
      (select jsonb_build_object('id', u.id, 'name', u.name) from app_user u where u.org_id = m.org_id and u.id = m.merged_by) as by, m.rule_name as "ruleName", m.score, m.reasons, m.written, m.moved,
      m.undone_at as "undoneAt", m.undone_at is null and ${scopeFilter(viewer, 'lead', 'write', 'k')}
        and not exists (select from lead_merge o where o.org_id = m.org_id and o.kept_id = m.kept_id and o.undone_at is null and (o.at, o.id) > (m.at, m.id)) as "canUndo"`,
    from, countFrom: from,
    where: [
      sql<boolean>`m.org_id = ${viewer.orgId}`, scopeFilter(viewer, 'lead', 'read', 'k'), ...(query.lead === undefined ? [] : [sql<boolean>`(m.kept_id = ${query.lead} or m.merged_id = ${query.lead})`]),
    ],
    keyset: { name: 'at', direction: 'desc', key: sql`m.at`, alias: 'm', type: 'instant', nullable: false }, cursor: query.cursor, limit: query.limit,
  })
  return {
    nextCursor,
    items: items.map(({ written, moved, ...merge }) => ({
      ...merge, changes: builtIn(changesFor(written)), moved: { activities: moved.activity.length, comments: moved.comment.length, files: moved.attachment.length, touches: moved.touch.length },
    })),
  }
}
/** Custom fields are told by the lead itself, to whom may see them. */
const builtIn = (changes: LeadMerge['changes']) => Object.fromEntries(Object.entries(changes).filter(([field]) => !field.startsWith('c_')))

export async function selectHeld(tx: Reader, viewer: Viewer, query: QueryOf<typeof listHeldLeads>): Promise<AnswerOf<typeof listHeldLeads>> {
  const from = sql`screened_lead s join lead l on l.org_id = s.org_id and l.id = s.lead_id`
  const held = [sql<boolean>`s.org_id = ${viewer.orgId} and s.verdict = 'hold'`, scopeFilter(viewer, 'lead', 'read', 'l')]
  const mayDecide = sql`${!['own', 'none'].includes(scopeOf(viewer, 'lead', 'write'))}::boolean and ${scopeFilter(viewer, 'lead', 'write', 'l')}`
  const { items, nextCursor } = await listRows<HeldLead & { id: string }>(tx, {
    columns: sql`s.lead_id as id, ${face('l')} as lead, s.rule_name as "ruleName", s.at, s.decision, s.decided_at as "decidedAt", ${mayDecide} as "canDecide",
      (select jsonb_build_object('id', u.id, 'name', u.name) from app_user u where u.org_id = s.org_id and u.id = s.decided_by) as "decidedBy"`,
    from, countFrom: from,
    where: [
      ...held, query.state === 'held' ? sql<boolean>`s.decision is null` : sql<boolean>`s.decision = ${query.state}`, textFilter('lead', 'l', query.q),
      ...(query.rule === undefined ? [] : [sql<boolean>`s.rule_id = any(${sql.val(query.rule)}::uuid[])`]),
    ],
    keyset: { name: 'at', direction: 'desc', key: sql`s.at`, alias: 's', type: 'instant', nullable: false, id: sql`s.lead_id` }, cursor: query.cursor, limit: query.limit,
  })
  const { rows } = await sql<AnswerOf<typeof listHeldLeads>['counts']>`
    select count(*) filter (where s.decision is null) as held, count(*) filter (where s.decision = 'released') as released, count(*) filter (where s.decision = 'refused') as refused
    from ${from} where ${sql.join(held, sql` and `)}`.execute(tx)
  return { items: items.map(({ id: _, ...item }) => item), nextCursor, counts: rows[0] ?? { held: 0, released: 0, refused: 0 } }
}

/** Refusals on leads in sight; a lead that is gone is told without its name. */
export async function selectEffortRefusals(tx: Reader, viewer: Viewer, query: QueryOf<typeof listEffortRefusals>): Promise<AnswerOf<typeof listEffortRefusals>> {
  const from = sql`effort_refusal r join app_user u on u.org_id = r.org_id and u.id = r.user_id join lead l on l.org_id = r.org_id and l.id = r.lead_id`
  const { items, nextCursor } = await listRows<EffortRefusal>(tx, {
    columns: sql`r.id, jsonb_build_object('id', l.id, 'name', l.name, 'company', l.company) as lead, jsonb_build_object('id', u.id, 'name', u.name) as user, r.at, r.reason, r.attempts, r.over_days as "overDays"`,
    from, countFrom: from, where: [sql<boolean>`r.org_id = ${viewer.orgId}`, scopeFilter(viewer, 'lead', 'read', 'l')],
    keyset: { name: 'at', direction: 'desc', key: sql`r.at`, alias: 'r', type: 'instant', nullable: false }, cursor: query.cursor, limit: query.limit,
  })
  return { items, nextCursor }
}
