import { chooseVariant } from '@sluice/core/nurture/variants'
import type { SequenceDefinition } from '@sluice/core/nurture/sequence'
import { sql } from 'kysely'
import type { Tx } from '../../platform/db.ts'
import { append, type Act, type NewEvent } from '../../platform/event-log.ts'
import { newId } from '../../platform/ids.ts'
import { givePoints } from '../nurture/give-points.ts'
import { noteBehaviours } from '../tracking/note-behaviour.ts'

const day = 86_400_000
const leadsAtMost = 90

const texts = [
  { name: '首封：行业案例', subject: '{{ lead.name }}，看看同行怎么做', body: '您好 {{ lead.name }}：\n\n感谢关注 {{ org.name }}。这是一家和 {{ lead.company }} 相似的企业的做法：[客户案例](content:CASE)。\n\n如果想聊聊，直接回复这封邮件就好。\n\n{{ owner.name }}' },
  { name: '首封：一分钟演示', subject: '一分钟看懂：{{ org.name }} 能帮 {{ lead.company }} 做什么', body: '您好 {{ lead.name }}：\n\n我们准备了一段一分钟的演示：[点击观看](content:VIDEO)。\n\n{{ owner.name }}' },
  { name: '第二封：选型白皮书', subject: '选型前值得看的一份白皮书', body: '您好 {{ lead.name }}：\n\n- 选型时最常见的五个坑\n- 投入产出怎么算\n- 上线要多久\n\n[下载白皮书](content:PAPER)\n\n{{ owner.name }}' },
] as const
const contents = [
  { key: 'CASE', title: '汽车零部件企业：交付周期缩短 32%', kind: 'case', url: 'https://www.example.com/cases/auto-parts', industries: ['汽车', '制造'], stages: ['consider'], summary: '从 45 天到 31 天，三个月见效。' },
  { key: 'VIDEO', title: '一分钟产品演示', kind: 'video', url: 'https://www.example.com/demo', industries: [], stages: ['aware'], summary: '' },
  { key: 'PAPER', title: '选型白皮书（2026）', kind: 'material', url: 'https://www.example.com/whitepaper', industries: ['制造', '医药', '零售'], stages: ['consider', 'decide'], summary: '28 页，含投入产出测算表。' },
  { key: 'ROI', title: '投入产出测算工具', kind: 'tool', url: 'https://www.example.com/roi', industries: [], stages: ['decide'], summary: '填五个数字，得出回收期。' },
] as const

/**
 * Nurturing of the demo company: a published sequence with leads at each of its steps, one that is still being drafted, templates and a
 * library. Its mails were "sent" on paper only: the demo company reaches no mail server, and what is written now waits.
 */
export async function writeNurture(tx: Tx, act: Act): Promise<void> {
  const now = Date.parse(act.now)
  const iso = (at: number) => new Date(at).toISOString()
  const userId = act.actorId ?? ''
  const made = { org_id: act.orgId, created_by: userId, created_at: iso(now - 70 * day), updated_at: iso(now - 40 * day) }
  const contentIds = new Map(contents.map((one) => [one.key as string, newId()]))
  await tx.insertInto('content_item').values(contents.map(({ key, ...one }) => ({ ...made, ...one, id: contentIds.get(key) ?? '', industries: [...one.industries], stages: [...one.stages] }))).execute()
  const templates = texts.map((one) => ({ ...one, id: newId(), preheader: '', format: 'simple' as const, body: one.body.replaceAll(/content:([A-Z]+)/g, (_, key: string) => `content:${contentIds.get(key) ?? ''}`) }))
  await tx.insertInto('mail_template').values(templates.map((one) => ({ ...made, ...one }))).execute()
  await tx.insertInto('mail_setting').values({ org_id: act.orgId, senders: JSON.stringify([{ id: 'market', name: '市场部', address: 'marketing@example.com', replyTo: null }]), footer: '云帆科技 · 上海市浦东新区' }).execute()

  const [first, second, third] = templates
  if (first === undefined || second === undefined || third === undefined) throw new Error('templates')
  const exits = { replied: true, ready: true, where: null }
  const definition: SequenceDefinition = {
    trigger: { kind: 'status', statuses: ['nurturing'] }, where: { field: 'email', op: 'not_empty' }, againAfterDays: 180, exits,
    steps: [
      { id: 'firstmail', type: 'mail', senderId: null, variants: [{ id: 'vara', templateId: first.id, weight: 50 }, { id: 'varb', templateId: second.id, weight: 50 }] },
      { id: 'waitone', type: 'wait', amount: 3, unit: 'work_days', at: '10:00' },
      {
        id: 'clicked', type: 'branch', test: { kind: 'behaviour', behaviour: 'clicked', stepId: 'firstmail', atLeast: 1 },
        yes: [{ id: 'warm', type: 'score', points: 15, reason: '点击培育邮件' }, { id: 'tellowner', type: 'notify', userId: null, text: '客户看了资料，请在一个工作日内联系' }, { id: 'callthem', type: 'task', text: '电话跟进：看过资料', workDays: 1 }],
        no: [{ id: 'waittwo', type: 'wait', amount: 5, unit: 'work_days', at: '10:00' }, { id: 'papermail', type: 'mail', senderId: null, variants: [{ id: 'varc', templateId: third.id, weight: 50 }] }],
      },
      { id: 'waitend', type: 'wait', amount: 10, unit: 'days', at: null },
      { id: 'theend', type: 'end' },
    ],
  }
  const sequenceId = newId()
  const name = '冷线索唤醒'
  await tx.insertInto('sequence').values([
    { org_id: act.orgId, id: sequenceId, name, draft: JSON.stringify(definition), has_unpublished: false, published_number: 1, owner_id: userId, created_at: iso(now - 70 * day), updated_at: iso(now - 60 * day) },
    {
      org_id: act.orgId, id: newId(), name: '展会后跟进', owner_id: userId, created_at: iso(now - 3 * day), updated_at: iso(now - day),
      draft: JSON.stringify({ trigger: { kind: 'campaign', campaignIds: [] }, where: null, againAfterDays: null, exits, steps: [{ id: 'thankyou', type: 'mail', senderId: null, variants: [{ id: 'vara', templateId: null, weight: 50 }] }, { id: 'waitone', type: 'wait', amount: 2, unit: 'work_days', at: null }] }),
    },
  ]).execute()
  await tx
    .insertInto('sequence_version')
    .values({ org_id: act.orgId, sequence_id: sequenceId, number: 1, definition: JSON.stringify(definition), templates: JSON.stringify(Object.fromEntries(templates.map(({ id, ...words }) => [id, words]))), note: '首版', published_by: userId, published_at: iso(now - 60 * day) })
    .execute()

  const { rows: leads } = await sql<{ id: string; name: string; company: string | null; email: string; ownerId: string | null; teamId: string | null; createdAt: string; owner: string | null }>`
    select l.id, l.name, l.company, l.email, l.owner_id as "ownerId", l.team_id as "teamId", l.created_at as "createdAt", u.name as owner from lead l left join app_user u on u.org_id = l.org_id and u.id = l.owner_id
    where l.org_id = ${act.orgId} and l.email is not null and l.status in ('new', 'working', 'nurturing') order by l.status <> 'nurturing', l.created_at desc, l.id limit ${leadsAtMost}`.execute(tx)
  const enrolments: object[] = []
  const steps: object[] = []
  const mails: object[] = []
  const links: object[] = []
  const events: NewEvent[] = []
  const given: string[] = []
  const behaviours: { leadId: string; kind: 'mail_open' | 'mail_click'; subject: string; at: string }[] = []
  leads.forEach((lead, i) => {
    const enrolmentId = newId()
    // The last few entered just now: their mail is written and waits for a server.
    const isNew = i % 18 === 4
    const entered = Math.max(Date.parse(lead.createdAt) + 3_600_000, now - (isNew ? 2 * 3_600_000 : (1 + (i * 37) % 45) * day))
    const variant = chooseVariant(definition.steps[0]?.type === 'mail' ? definition.steps[0].variants : [], enrolmentId, 'firstmail')
    const about = { subjectType: 'lead' as const, subjectId: lead.id, ownerId: lead.ownerId, teamId: lead.teamId, imported: true }
    events.push({ ...about, type: 'lead.enrolled', at: iso(entered), payload: { sequenceId, sequence: name, enrolmentId, version: 1, source: 'demo' } })
    let n = 0
    const log = (stepId: string, at: number, outcome: string) => void steps.push({ enrolment_id: enrolmentId, step_id: stepId, n: ++n, at: iso(at), outcome })
    const mail = (stepId: string, words: (typeof templates)[number], at: number, isSent: boolean, clicks: boolean) => {
      const id = newId()
      const subject = words.subject.replace('{{ lead.name }}', lead.name).replace('{{ org.name }}', '我们').replace('{{ lead.company }}', lead.company ?? '')
      const opens = clicks || (i * 7 + n) % 3 === 0
      const body = `您好 ${lead.name}：`
      mails.push({
        id, enrolment_id: enrolmentId, step_id: stepId, variant_id: stepId === 'papermail' ? 'varc' : (variant?.id ?? 'vara'), lead_id: lead.id, message_id: `<${id}@example.com>`, to_address: lead.email, address_key: lead.email.toLowerCase(),
        subject, html: `<p>${body}</p>`, body_text: body, state: isSent ? 'sent' : 'queued', queued_at: iso(at), not_before: iso(at), sent_at: isSent ? iso(at) : null, settled_at: isSent ? iso(at) : null,
        opened_at: isSent && opens ? iso(at + 5 * 3_600_000) : null, opens: isSent && opens ? 1 : 0, clicked_at: isSent && clicks ? iso(at + 5 * 3_600_000) : null, clicks: isSent && clicks ? 1 : 0,
      })
      if (!isSent) return
      links.push({ id: newId(), content_id: contentIds.get(stepId === 'papermail' ? 'PAPER' : variant?.id === 'varb' ? 'VIDEO' : 'CASE'), mail_id: id, lead_id: lead.id, at: iso(at), clicks: clicks ? 1 : 0, clicked: clicks ? iso(at + 5 * 3_600_000) : null })
      events.push({ ...about, type: 'lead.mailed', at: iso(at), payload: { mailId: id, subject, sequenceId, sequence: name } })
      if (opens && at + 5 * 3_600_000 < now) behaviours.push({ leadId: lead.id, kind: clicks ? 'mail_click' : 'mail_open', subject, at: iso(at + 5 * 3_600_000) })
    }
    const enrolment = { id: enrolmentId, lead_id: lead.id, state: 'active', step_id: 'firstmail' as string | null, due_at: null as string | null, waits_for: 'mail', entered_at: iso(entered), ended_at: null as string | null, exit_reason: null as string | null }
    enrolments.push(enrolment)
    const words = variant?.id === 'varb' ? second : first
    log('firstmail', entered, 'mailed')
    if (isNew) return mail('firstmail', words, entered, false, false)
    const clicks = variant?.id === 'varb' ? i % 3 === 0 : i % 5 === 0
    mail('firstmail', words, entered, true, clicks)
    log('waitone', entered, 'waited')
    const wait = (stepId: string, until: number) => Object.assign(enrolment, { step_id: stepId, due_at: iso(until), waits_for: 'time' })
    const branched = entered + 4 * day
    if (branched > now) return wait('clicked', branched)
    if (i % 11 === 7) return Object.assign(enrolment, { state: 'left', step_id: 'clicked', ended_at: iso(entered + 2 * day), exit_reason: i % 2 === 0 ? 'replied' : 'unsubscribed', waits_for: 'time' })
    log('clicked', branched, clicks ? 'yes' : 'no')
    let at = branched
    if (clicks) {
      for (const stepId of ['warm', 'tellowner', 'callthem']) log(stepId, branched, 'done')
      events.push({ ...about, type: 'lead.points_given', at: iso(branched), payload: { sequenceId, sequence: name, points: 15, reason: '点击培育邮件' } })
      given.push(lead.id)
    } else {
      log('waittwo', branched, 'waited')
      at = branched + 7 * day
      if (at > now) return wait('papermail', at)
      log('papermail', at, 'mailed')
      mail('papermail', third, at, true, i % 4 === 1)
    }
    log('waitend', at, 'waited')
    at += 10 * day
    if (at > now) return wait('theend', at)
    log('theend', at, 'ended')
    Object.assign(enrolment, { state: 'done', step_id: null, ended_at: iso(at), waits_for: 'time' })
    events.push({ ...about, type: 'lead.left_sequence', at: iso(at), payload: { sequenceId, sequence: name, enrolmentId, state: 'done', reason: null } })
  })
  await sql`
    insert into enrolment (org_id, id, sequence_id, version_number, lead_id, state, step_id, due_at, waits_for, entered_at, ended_at, exit_reason, source)
    select ${act.orgId}::uuid, id, ${sequenceId}::uuid, 1, lead_id, state, step_id, due_at, waits_for, entered_at, ended_at, exit_reason, 'demo'
    from jsonb_to_recordset(${JSON.stringify(enrolments)}::jsonb) as r(id uuid, lead_id uuid, state text, step_id text, due_at timestamptz, waits_for text, entered_at timestamptz, ended_at timestamptz, exit_reason text)`.execute(tx)
  await sql`
    insert into enrolment_step (org_id, enrolment_id, step_id, sequence_id, version_number, n, at, outcome)
    select ${act.orgId}::uuid, enrolment_id, step_id, ${sequenceId}::uuid, 1, n, at, outcome from jsonb_to_recordset(${JSON.stringify(steps)}::jsonb) as r(enrolment_id uuid, step_id text, n int, at timestamptz, outcome text)`.execute(tx)
  await sql`
    insert into outbox (org_id, id, enrolment_id, step_id, variant_id, sequence_id, version_number, lead_id, message_id, to_address, address_key, sender_id, subject, html, body_text, state, queued_at, not_before, sent_at, settled_at,
      opened_at, opens, clicked_at, clicks)
    select ${act.orgId}::uuid, id, enrolment_id, step_id, variant_id, ${sequenceId}::uuid, 1, lead_id, message_id, to_address, address_key, 'market', subject, html, body_text, state, queued_at, not_before, sent_at, settled_at, opened_at, opens, clicked_at, clicks
    from jsonb_to_recordset(${JSON.stringify(mails)}::jsonb) as r(id uuid, enrolment_id uuid, step_id text, variant_id text, lead_id uuid, message_id text, to_address text, address_key text, subject text, html text, body_text text, state text,
      queued_at timestamptz, not_before timestamptz, sent_at timestamptz, settled_at timestamptz, opened_at timestamptz, opens int, clicked_at timestamptz, clicks int)`.execute(tx)
  await sql`
    insert into tracked_link (org_id, id, content_id, mail_id, lead_id, created_at, clicks, first_click_at, last_click_at)
    select ${act.orgId}::uuid, id, content_id, mail_id, lead_id, at, clicks, clicked, clicked from jsonb_to_recordset(${JSON.stringify(links)}::jsonb) as r(id uuid, content_id uuid, mail_id uuid, lead_id uuid, at timestamptz, clicks int, clicked timestamptz)`.execute(tx)
  for (const id of given) await givePoints(tx, act.orgId, id, 15)
  await append(tx, act, events)
  await noteBehaviours(tx, act.orgId, behaviours)
}
