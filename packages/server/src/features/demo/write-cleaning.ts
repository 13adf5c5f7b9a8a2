import { sql } from 'kysely'
import type { Tx } from '../../platform/db.ts'
import type { Act } from '../../platform/event-log.ts'
import { newId } from '../../platform/ids.ts'
import { keepPairs } from '../cleaning/find-pairs.ts'
import { mergeLeads } from '../cleaning/merge-leads.ts'
import { screenLeads } from '../cleaning/screen-leads.ts'
import { loadLeads } from '../leads/load-leads.ts'

interface Row { id: string; name: string; company: string; phone: string; email: string | null; title: string | null; ownerId: string; teamId: string }

/** Leads to clean: some that came twice, one pair merged, a rule that holds students back, and a rep who gave up too early. */
export async function writeCleaning(tx: Tx, act: Act): Promise<void> {
  const { orgId, actorId, now } = act
  if (actorId === null) return
  const rule = (name: string, position: number, condition: object, action: 'hold' | 'nurture') => tx.insertInto('screen_rule').values({
    org_id: orgId, id: newId(), position, name, condition: JSON.stringify(condition), action, is_enabled: true, created_by: actorId, created_at: now,
  }).execute()
  await rule('院校与学生', 1, { or: [{ field: 'company', op: 'contains', value: '大学' }, { field: 'title', op: 'contains', value: '学生' }] }, 'hold')
  await rule('还在了解，先培育', 2, { and: [{ field: 'title', op: 'contains', value: '实习' }] }, 'nurture')
  await tx.insertInto('merge_rule').values({
    org_id: orgId, id: newId(), position: 1, name: '几乎一样的', condition: '', min_score: 95, keep: 'older', is_enabled: false, created_by: actorId, created_at: now,
  }).execute()
  const nobodys = { ownerId: null, teamId: null, createdAt: now }
  const held = [
    { id: newId(), name: '陈晓雨', company: '江南理工大学', title: '研究生', email: 'chenxiaoyu@jnlg.example', ...nobodys },
    { id: newId(), name: '周子墨', company: '华岭大学经济学院', title: '学生', phone: '15000004321', ...nobodys }, { id: newId(), name: '吴越', company: null, title: '在校学生', wechat: 'wuyue_2004', ...nobodys },
  ]
  await loadLeads(tx, act, held)
  await screenLeads(tx, act, held.map((lead) => lead.id))

  const { rows } = await sql<Row>`
    select id, name, company, phone, email, title, owner_id as "ownerId", team_id as "teamId" from lead
    where org_id = ${orgId} and owner_id is not null and status in ('new', 'working') and company is not null and phone_e164 is not null order by created_at desc limit 6`.execute(tx)
  const again = rows.map((lead, i) => ({
    id: newId(), ownerId: lead.ownerId, teamId: lead.teamId, createdAt: now, name: i % 3 === 1 ? `${lead.name.slice(0, 1)}总` : lead.name, company: lead.company.replace(/(?:股份)?有限公司$/, ''),
    phone: i % 2 === 0 ? `+86 ${lead.phone}` : null, email: i % 2 === 0 ? null : lead.email, note: '展会现场再次登记', sourceDetail: '秋季行业展',
  }))
  await loadLeads(tx, act, again)
  const pairs = await keepPairs(tx, orgId, again.map((lead) => lead.id), new Date(now))
  const [first, second] = rows
  const twin = pairs.find((pair) => [pair.lowId, pair.highId].includes(first?.id ?? '') && [pair.lowId, pair.highId].includes(again[0]?.id ?? ''))
  if (first !== undefined && again[0] !== undefined && twin !== undefined) await mergeLeads(tx, act, first.id, again[0].id, {}, { score: twin.score, reasons: twin.reasons, rule: null })
  if (second !== undefined) {
    await tx.insertInto('effort_refusal').values({ org_id: orgId, id: newId(), lead_id: second.id, user_id: second.ownerId, at: now, reason: '打不通', attempts: 1, over_days: 1 }).execute()
  }
}
