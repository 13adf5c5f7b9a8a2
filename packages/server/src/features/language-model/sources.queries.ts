import type { LanguageQuestion } from '@sluice/core/language-model/contract'
import type { Source } from '@sluice/core/language-model/question'
import type { Viewer } from '@sluice/core/identity/policy'
import { dayOf } from '@sluice/core/lib/dates'
import { sql } from 'kysely'
import type { Reader } from '../../platform/db.ts'
import { scopeFilter } from '../../platform/policy.ts'
import { refuse } from '../../platform/refusal.ts'

/** What a question draws on, and the people whose names do not leave. */
export interface Material {
  sources: Source[]
  people: string[]
}

/** At most so much of one text, and so many activities: enough for a paragraph. */
const [textAtMost, activitiesAtMost] = [1500, 12]

/** Reads what is sent, as far as the viewer may see it; a record out of sight is `record.not_found`. */
export async function readMaterial(tx: Reader, viewer: Viewer, question: LanguageQuestion, timeZone: string): Promise<Material> {
  const zh = viewer.language !== 'en'
  switch (question.kind) {
    case 'summary':
      return { sources: [{ label: zh ? '沟通笔记' : 'Notes', path: null, text: question.notes }], people: question.about ? (await readRecord(tx, viewer, question.about, zh)).people : [] }
    case 'diagnosis':
      return { sources: [{ label: zh ? '诊断结论' : 'Findings', path: question.path, text: question.statements.join('\n') }], people: [] }
    case 'mail': {
      const { subjectType: type, subjectId: id } = question
      const fields = await readRecord(tx, viewer, question, zh)
      const activities = await readActivities(tx, viewer.orgId, type, id, timeZone, zh)
      return { sources: [fields.source, ...activities], people: fields.people }
    }
  }
}

const readRecord = (tx: Reader, viewer: Viewer, { subjectType, subjectId }: { subjectType: 'deal' | 'lead'; subjectId: string }, zh: boolean) =>
  subjectType === 'deal' ? readDeal(tx, viewer, subjectId, zh) : readLead(tx, viewer, subjectId, zh)
const lines = (pairs: readonly (readonly [string, string | null])[]) => pairs.flatMap(([label, text]) => (text === null || text === '' ? [] : [`${label}: ${text}`])).join('\n')
/** In yuan and the like, with two places only where they say something. */
const money = (minor: number | null, currency: string) => (minor === null ? null : `${minor % 100 === 0 ? minor / 100 : (minor / 100).toFixed(2)} ${currency}`)

/** Whom the activities were with: their names need not be seen by the viewer to be hidden. */
const namedByActivities = (orgId: string, type: 'deal' | 'lead', id: string) => sql`
  select c.name from activity x join contact c on c.org_id = x.org_id and c.id = x.contact_id where x.org_id = ${orgId} and x.subject_type = ${type} and x.subject_id = ${id} and x.deleted_at is null`

async function readDeal(tx: Reader, viewer: Viewer, id: string, zh: boolean): Promise<{ source: Source; people: string[] }> {
  const { rows } = await sql<{ title: string; account: string | null; stage: string; amountMinor: number | null; currency: string; closeOn: string | null; nextStep: string | null; nextDue: string | null; contacts: string[]; people: string[] }>`
    select d.title, a.name as account, s.name as stage, d.amount_minor as "amountMinor", d.currency, d.expected_close_on::text as "closeOn", d.next_step as "nextStep", d.next_step_due::text as "nextDue",
      array(select c.name from deal_contact dc join contact c on c.org_id = dc.org_id and c.id = dc.contact_id where dc.org_id = d.org_id and dc.deal_id = d.id) as contacts,
      array(select c.name from contact c where c.org_id = d.org_id and c.account_id = d.account_id union ${namedByActivities(viewer.orgId, 'deal', id)}) as people
    from deal d join stage s on s.org_id = d.org_id and s.id = d.stage_id left join account a on a.org_id = d.org_id and a.id = d.account_id
    where d.org_id = ${viewer.orgId} and d.id = ${id} and ${scopeFilter(viewer, 'deal', 'read', 'd')}`.execute(tx)
  const deal = rows[0] ?? refuse('record.not_found')
  const text = lines([
    [zh ? '商机' : 'Deal', deal.title], [zh ? '客户' : 'Account', deal.account], [zh ? '阶段' : 'Stage', deal.stage], [zh ? '金额' : 'Amount', money(deal.amountMinor, deal.currency)],
    [zh ? '预计成交日' : 'Expected close', deal.closeOn], [zh ? '下一步' : 'Next step', deal.nextStep], [zh ? '下一步日期' : 'Next step due', deal.nextDue], [zh ? '联系人' : 'Contacts', deal.contacts.join('、')],
  ])
  return { source: { label: zh ? '商机' : 'Deal', path: `/deals/${id}`, text }, people: [...deal.contacts, ...deal.people] }
}

async function readLead(tx: Reader, viewer: Viewer, id: string, zh: boolean): Promise<{ source: Source; people: string[] }> {
  const { rows } = await sql<{ name: string; company: string | null; title: string | null; nextStep: string | null; nextDue: string | null; people: string[] }>`
    select l.name, l.company, l.title, l.next_step as "nextStep", l.next_step_due::text as "nextDue", array(${namedByActivities(viewer.orgId, 'lead', id)}) as people from lead l
    where l.org_id = ${viewer.orgId} and l.id = ${id} and ${scopeFilter(viewer, 'lead', 'read', 'l')}`.execute(tx)
  const lead = rows[0] ?? refuse('record.not_found')
  const text = lines([
    [zh ? '联系人' : 'Contact', lead.name], [zh ? '公司' : 'Company', lead.company], [zh ? '职位' : 'Title', lead.title], [zh ? '下一步' : 'Next step', lead.nextStep], [zh ? '下一步日期' : 'Next step due', lead.nextDue],
  ])
  return { source: { label: zh ? '线索' : 'Lead', path: `/leads/${id}`, text }, people: [lead.name, ...lead.people] }
}

async function readActivities(tx: Reader, orgId: string, type: 'deal' | 'lead', id: string, timeZone: string, zh: boolean): Promise<Source[]> {
  const { rows } = await sql<{ at: string; kind: string; body: string }>`
    select a.at, a.kind, a.body from activity a where a.org_id = ${orgId} and a.subject_type = ${type} and a.subject_id = ${id} and a.deleted_at is null and a.body <> ''
    order by a.at desc, a.id limit ${activitiesAtMost}`.execute(tx)
  return rows.toReversed().map(({ at, body }) => ({ label: `${zh ? '跟进' : 'Activity'} ${dayOf(Date.parse(at), timeZone)}`, path: `/${type}s/${id}`, text: body.slice(0, textAtMost) }))
}
