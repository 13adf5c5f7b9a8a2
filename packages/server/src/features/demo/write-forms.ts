import { firstDraft } from '@sluice/core/public-forms/first-draft'
import { formDefinition, type FormDefinition } from '@sluice/core/public-forms/definition'
import { sql } from 'kysely'
import type { Tx } from '../../platform/db.ts'
import { append, type Act } from '../../platform/event-log.ts'
import { newId } from '../../platform/ids.ts'

interface SomeLead {
  id: string
  name: string
  company: string | null
  phone: string
  note: string
  createdAt: string
  ownerId: string | null
  teamId: string | null
}

/** Public forms of the demo company: one that has brought leads of the last weeks, and one that is still a draft. */
export async function writeForms(tx: Tx, act: Act): Promise<void> {
  const { orgId, now } = act
  const maker = await tx.selectFrom('app_user').select(['id', 'team_id as teamId']).where('org_id', '=', orgId).orderBy(sql`role <> 'marketing'`).orderBy('id').limit(1).executeTakeFirstOrThrow()
  const since = new Date(Date.parse(now) - 30 * 86_400_000).toISOString()
  const { rows: leads } = await sql<SomeLead>`
    select id, name, company, phone, note, created_at as "createdAt", owner_id as "ownerId", team_id as "teamId" from lead
    where org_id = ${orgId} and phone is not null and created_at >= ${since} order by md5(id::text) limit 48`.execute(tx)
  const formOf = async (key: string, name: string, draft: FormDefinition, publishedNo: number | null) => {
    const id = newId()
    await tx.insertInto('public_form').values({
      org_id: orgId, id, key, name, draft: JSON.stringify(draft), owner_id: maker.id, team_id: maker.teamId, created_by: maker.id, created_at: since,
    }).execute()
    if (publishedNo === null) return id
    await tx.insertInto('public_form_version').values({ org_id: orgId, form_id: id, no: publishedNo, definition: JSON.stringify(draft), consent_version: 1, published_by: maker.id, published_at: since }).execute()
    await tx.updateTable('public_form').set({ published_no: publishedNo }).where('org_id', '=', orgId).where('id', '=', id).execute()
    return id
  }
  await formOf('baipishu', '白皮书下载', firstDraft('白皮书下载'), null)
  const draft = demoForm()
  const formId = await formOf('yuyue', '预约产品演示', draft, 1)

  const at = { org_id: orgId, form_id: formId, form_version: 1, language: 'zh', content_hash: Buffer.alloc(32), reasons: [] as string[] }
  const consent = { consent_version: 1, consent_text: draft.consent?.text.zh ?? null }
  const sizes = ['small', 'middle', 'large'] as const
  const sent = leads.map((lead, i) => ({ lead, id: newId(Date.parse(lead.createdAt)), answers: { name: lead.name, company: lead.company ?? '', phone: lead.phone, size: sizes[i % 3], note: i % 3 === 0 ? '想看库存和排产部分的演示' : '' } }))
  if (sent.length > 0) {
    await tx.insertInto('form_submission').values(sent.map(({ lead, id, answers }) => ({ ...at, ...consent, id, at: lead.createdAt, verdict: 'accepted', answers: JSON.stringify(answers), lead_id: lead.id, proof: id, page: 'https://www.example.cn/demo' }))).execute()
    await append(tx, act, sent.map(({ lead, id }) => ({
      type: 'lead.form_submitted' as const, subjectType: 'lead' as const, subjectId: lead.id, ownerId: lead.ownerId, teamId: lead.teamId, at: lead.createdAt, imported: true, actorId: null,
      payload: { submissionId: id, formId, formName: '预约产品演示', formVersion: 1, verdict: 'accepted' as const, consentVersion: 1 },
    })))
  }
  const bot = newId()
  await tx.insertInto('form_submission').values({
    ...at, id: bot, at: now, verdict: 'suspected_bot', reasons: ['honeypot', 'many_links'], answers: JSON.stringify({ name: 'SEO Team', phone: '138 0000 0000', company: 'Top ranking', note: 'http://spam.example http://spam.example/2 http://spam.example/3 http://spam.example/4' }), proof: bot,
  }).execute()
  // Seen and begun more often than sent, each day of the last 30.
  await sql`
    insert into form_day (org_id, form_id, day, views, starts)
    select ${orgId}, ${formId}, d.day, d.starts * 3 + 4 + extract(day from d.day)::int % 5, d.starts
    from (select g.day::date as day, 2 * count(s.id) + extract(day from g.day)::int % 3 as starts
      from org o
        cross join generate_series((${now}::timestamptz at time zone o.time_zone)::date - 29, (${now}::timestamptz at time zone o.time_zone)::date, interval '1 day') as g(day)
        left join form_submission s on s.org_id = ${orgId} and s.form_id = ${formId} and (s.at at time zone o.time_zone)::date = g.day::date
      where o.org_id = ${orgId} group by g.day) d`.execute(tx)
}

function demoForm(): FormDefinition {
  const first = firstDraft('预约产品演示')
  const size = (value: string, zh: string, en: string) => ({ value, label: { zh, en } })
  return formDefinition.parse({
    ...first, languages: ['zh', 'en'], title: { zh: '预约产品演示', en: 'Book a demo' },
    intro: { zh: '30 分钟线上演示，按您的行业准备案例。\n\n工作日 2 小时内与您联系。', en: 'Thirty minutes online, with cases of your industry.\n\nWe call back within two working hours.' },
    submit: { zh: '立即预约', en: 'Book now' },
    fields: [
      ...first.fields.slice(0, 3),
      { key: 'size', type: 'select', label: { zh: '公司规模', en: 'Size of your company' }, options: [size('small', '50 人以下', 'Below 50'), size('middle', '50–500 人', '50 to 500'), size('large', '500 人以上', 'Above 500')] },
      ...first.fields.slice(3),
      { key: 'ad', type: 'hidden', param: 'ad' },
    ],
  })
}
