import type { findCaller, logCall } from '@sluice/core/doors/contract'
import { scopeOf, type Viewer } from '@sluice/core/identity/policy'
import type { AnswerOf, BodyOf } from '@sluice/core/lib/contract'
import { e164Of } from '@sluice/core/lib/e164'
import { sql } from 'kysely'
import { assignOwner } from '../../platform/assign-owner.ts'
import type { Reader, Tx } from '../../platform/db.ts'
import type { Act } from '../../platform/event-log.ts'
import { newId } from '../../platform/ids.ts'
import { requireScope, scopeFilter } from '../../platform/policy.ts'
import { requireKnown } from '../../platform/record-change.ts'
import { refuse } from '../../platform/refusal.ts'
import { logActivity } from '../activities/log-activity.ts'
import { writeCustom } from '../fields/write-custom.ts'
import { loadLeads } from '../leads/load-leads.ts'
import { joinTouches, readTouches, sourceOf } from '../touches/capture.ts'

/** Leads and contacts in sight with this number, the latest first; converted leads are their contacts. */
export async function callersOf(tx: Reader, viewer: Viewer, phone: string): Promise<AnswerOf<typeof findCaller>['items']> {
  const e164 = e164Of(phone)
  if (e164 === null) return []
  const { orgId } = viewer
  const owner = (alias: string) => sql`(select jsonb_build_object('id', u.id, 'name', u.name) from app_user u where u.org_id = ${orgId} and u.id = ${sql.ref(`${alias}.owner_id`)})`
  const { rows } = await sql<AnswerOf<typeof findCaller>['items'][number]>`
    (select 'lead' as "subjectType", l.id, l.name, l.company, ${owner('l')} as owner, ${scopeFilter(viewer, 'lead', 'write', 'l')} as "canWrite" from lead l
      where l.org_id = ${orgId} and l.phone_e164 = ${e164} and l.status <> 'converted' and ${scopeFilter(viewer, 'lead', 'read', 'l')} order by l.created_at desc limit 5)
    union all
    (select 'contact', c.id, c.name, a.name, ${owner('c')}, ${scopeFilter(viewer, 'contact', 'write', 'c')} from contact c left join account a on a.org_id = c.org_id and a.id = c.account_id and ${scopeFilter(viewer, 'account', 'read', 'a')}
      where c.org_id = ${orgId} and c.phone_e164 = ${e164} and ${scopeFilter(viewer, 'contact', 'read', 'c')} order by c.created_at desc limit 5)`.execute(tx)
  return rows
}

/** Notes a call with somebody known, or makes the lead first whose first activity it is; all in one transaction. */
export async function noteCall(tx: Tx, act: Act, viewer: Viewer, body: BodyOf<typeof logCall>): Promise<AnswerOf<typeof logCall>> {
  const subject = body.subject ?? { type: 'lead' as const, id: await callersLead(tx, act, viewer, body) }
  const activityId = await logActivity(tx, act, viewer, {
    kind: 'call', subjectType: subject.type, subjectId: subject.id, outcome: body.outcome, minutes: body.minutes, body: body.note, ...(subject.type === 'contact' && { contactId: subject.id }),
  })
  return { subjectType: subject.type, id: subject.id, activityId, isNew: body.subject === null }
}

async function callersLead(tx: Tx, act: Act, viewer: Viewer, body: BodyOf<typeof logCall>): Promise<string> {
  requireScope(viewer, 'lead', 'write')
  const name = body.name ?? body.company ?? refuse('call.name_required', {}, [{ path: 'name', code: 'call.name_required' }])
  const owned = await assignOwner(tx, viewer, 'lead', undefined)
  if (owned.ownerId === null && scopeOf(viewer, 'lead', 'write') === 'own') refuse('permission.denied')
  await requireKnown(tx, act.orgId, { sourceId: body.sourceId })
  const captured = await readTouches(tx, act, body.arrival)
  const id = newId()
  await loadLeads(tx, act, [{ id, name: [...name].slice(0, 100).join(''), company: body.company, phone: body.phone, ...owned, sourceId: body.sourceId ?? sourceOf(captured), createdAt: act.now }])
  await joinTouches(tx, act, { id, ...owned }, captured)
  await writeCustom(tx, act, viewer, { object: 'lead', id, isNew: true, record: { name, company: body.company, phone: body.phone, ...owned, status: 'new', createdAt: act.now } }, {})
  return id
}
