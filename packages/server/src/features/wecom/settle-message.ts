import { readCode } from '@sluice/core/campaigns/code'
import type { ExternalContact } from '@sluice/core/wecom/gateway'
import { leadOfContact } from '@sluice/core/wecom/external-contact'
import { sql } from 'kysely'
import type { Tx } from '../../platform/db.ts'
import type { Act } from '../../platform/event-log.ts'
import { newId } from '../../platform/ids.ts'
import { notify } from '../../platform/notify.ts'
import { loadActivities } from '../activities/load-activities.ts'
import { writeCustom } from '../fields/write-custom.ts'
import { loadLeads } from '../leads/load-leads.ts'
import { lockSamePerson } from '../public-forms/same-person.ts'
import { addTouches, joinTouches, readTouches, sourceOf, type Captured } from '../touches/capture.ts'

/** A message of the inbox that is being worked on. */
export interface Message {
  id: string
  change: string
  userid: string
  externalUserid: string
  stateKey: string | null
  happenedAt: string
  attempts: number
}

interface Lead { id: string; name: string; ownerId: string | null; teamId: string | null }

/** Somebody added an employee: their lead is found or made, with its source by the contact-me code, and its history says so. */
export async function settleAdded(tx: Tx, act: Act, message: Message, contact: ExternalContact): Promise<void> {
  const { orgId } = act
  if (!(await lockMessage(tx, orgId, message))) return
  const said = leadOfContact(contact, message.userid)
  const colleague = await selectColleague(tx, orgId, message.userid)
  const known = await selectKnown(tx, orgId, message.externalUserid, contact.unionid)
  const captured = await readSource(tx, act, message.stateKey ?? said.state, known?.id ?? null)
  const same = known ?? (await samePerson(tx, orgId, said.phone))
  const lead = same ?? (await makeLead(tx, act, { said, colleague, captured, at: message.happenedAt }))
  if (same === undefined) await joinTouches(tx, act, lead, captured)
  else await addTouches(tx, orgId, lead.id, captured)
  await sql`
    insert into wecom_contact (org_id, external_userid, unionid, lead_id, created_at) values (${orgId}, ${message.externalUserid}, ${contact.unionid}, ${lead.id}, ${act.now})
    on conflict (org_id, external_userid) do update set unionid = coalesce(excluded.unionid, wecom_contact.unionid), lead_id = excluded.lead_id, left_at = null`.execute(tx)
  const who = colleague?.name ?? message.userid
  const isHalf = message.change === 'add_half_external_contact'
  await tell(tx, act, lead, message, isHalf ? 'note' : 'wechat', isHalf ? words.half(who) : words.added(who))
  await settle(tx, act, message.id, { state: 'done', leadId: lead.id })
}

/** A customer deleted an employee, or an employee a customer. Of somebody we never knew there is nothing to say. */
export async function settleLeft(tx: Tx, act: Act, message: Message): Promise<void> {
  const { orgId } = act
  if (!(await lockMessage(tx, orgId, message))) return
  const lead = await selectKnown(tx, orgId, message.externalUserid, null)
  if (lead === undefined) return settle(tx, act, message.id, { state: 'ignored', leadId: null })
  await sql`update wecom_contact set left_at = ${message.happenedAt} where org_id = ${orgId} and external_userid = ${message.externalUserid}`.execute(tx)
  const colleague = await selectColleague(tx, orgId, message.userid)
  const who = colleague?.name ?? message.userid
  const byCustomer = message.change === 'del_follow_user'
  await tell(tx, act, lead, message, 'note', byCustomer ? words.leftUs(who) : words.dropped(who))
  if (byCustomer && lead.ownerId !== null) await notify(tx, act, [{ userId: lead.ownerId, kind: 'lead_wecom_left', data: { lead: lead.name, who }, subjectType: 'lead', subjectId: lead.id }])
  await settle(tx, act, message.id, { state: 'done', leadId: lead.id })
}

/** Words of the history, in the language of the organisation. */
const words = {
  added: (who: string) => ({ zh: `客户通过企业微信添加了 ${who}`, en: `The customer added ${who} on WeCom` }),
  half: (who: string) => ({ zh: `客户扫码添加了 ${who}，等待成员确认`, en: `The customer scanned the code of ${who}, who has yet to confirm` }),
  leftUs: (who: string) => ({ zh: `客户在企业微信里删除了 ${who}`, en: `The customer deleted ${who} on WeCom` }),
  dropped: (who: string) => ({ zh: `${who} 在企业微信里删除了该客户`, en: `${who} deleted the customer on WeCom` }),
}

async function tell(tx: Tx, act: Act, lead: Lead, message: Message, kind: 'wechat' | 'note', said: { zh: string; en: string }): Promise<void> {
  const { locale } = await tx.selectFrom('org').select('locale').where('org_id', '=', act.orgId).executeTakeFirstOrThrow()
  await loadActivities(tx, act, [{
    id: newId(), kind, subjectType: 'lead', subjectId: lead.id, at: message.happenedAt, authorId: null, teamId: null, subjectOwnerId: lead.ownerId, subjectTeamId: lead.teamId,
    body: locale.startsWith('en') ? said.en : said.zh, createdAt: act.now,
  }])
}

/** Whether it is still to be done. Whoever works on the same customer waits here: two messages never make two leads. */
async function lockMessage(tx: Tx, orgId: string, { id, externalUserid }: Message): Promise<boolean> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`wecom ${orgId} ${externalUserid}`}, 0))`.execute(tx)
  const row = await tx.selectFrom('wecom_inbox').select('state').where('org_id', '=', orgId).where('id', '=', id).forUpdate().executeTakeFirst()
  return row?.state === 'waiting'
}

export async function settle(tx: Tx, act: Act, id: string, { state, leadId, errcode = null }: { state: 'done' | 'ignored' | 'failed'; leadId: string | null; errcode?: number | null }): Promise<void> {
  await tx.updateTable('wecom_inbox').set({ state, lead_id: leadId, errcode, settled_at: act.now }).where('org_id', '=', act.orgId).where('id', '=', id).where('state', '=', 'waiting').execute()
}

/** Who of us the employee is; WeCom does not tell small letters from large ones. */
async function selectColleague(tx: Tx, orgId: string, userid: string): Promise<{ id: string; name: string; teamId: string; isActive: boolean } | undefined> {
  const { rows } = await sql<{ id: string; name: string; teamId: string; isActive: boolean }>`
    select u.id, u.name, u.team_id as "teamId", u.status = 'active' as "isActive" from wecom_member m join app_user u on u.org_id = m.org_id and u.id = m.user_id
    where m.org_id = ${orgId} and lower(m.userid) = lower(${userid}) order by m.userid limit 1`.execute(tx)
  return rows[0]
}

/** The lead of this external contact, or of the same person under another id; the one it was merged into, if it was. */
async function selectKnown(tx: Tx, orgId: string, externalUserid: string, unionid: string | null): Promise<Lead | undefined> {
  const { rows } = await sql<Lead>`
    with recursive known as (
      select lead_id as id, 0 as depth from (select lead_id from wecom_contact where org_id = ${orgId} and (external_userid = ${externalUserid} or unionid = ${unionid})
        order by external_userid = ${externalUserid} desc, created_at desc limit 1) one
      union all
      select m.kept_id, k.depth + 1 from known k join lead_merge m on m.org_id = ${orgId} and m.merged_id = k.id and m.undone_at is null where k.depth < 20)
    select l.id, l.name, l.owner_id as "ownerId", l.team_id as "teamId" from known k join lead l on l.org_id = ${orgId} and l.id = k.id order by k.depth desc limit 1`.execute(tx)
  return rows[0]
}

async function samePerson(tx: Tx, orgId: string, phone: string | null): Promise<Lead | undefined> {
  if (phone === null) return undefined
  const lead = await lockSamePerson(tx, orgId, { fields: { phone }, custom: {} })
  if (lead === undefined) return undefined
  const { name } = await tx.selectFrom('lead').select('name').where('org_id', '=', orgId).where('id', '=', lead.id).executeTakeFirstOrThrow()
  return { id: lead.id, name, ownerId: lead.ownerId, teamId: lead.teamId }
}

/** The touch that a contact-me code stands for; a state that is no code of ours says nothing. Scanned and confirmed within a day is one arrival. */
async function readSource(tx: Tx, act: Act, state: string | null, knownId: string | null): Promise<Captured | null> {
  const code = state === null ? null : readCode(state)
  if (code === null) return null
  const found = await tx.selectFrom('channel_code').select('id').where('org_id', '=', act.orgId).where('code', '=', code).executeTakeFirst()
  if (found === undefined) return null
  const since = new Date(Date.parse(act.now) - 86_400_000).toISOString()
  const same = knownId === null ? undefined : await tx.selectFrom('touch').select('id').where('org_id', '=', act.orgId).where('lead_id', '=', knownId).where('code_id', '=', found.id).where('at', '>', since).limit(1).executeTakeFirst()
  return same === undefined ? readTouches(tx, act, { code }) : null
}

interface NewLead { said: ReturnType<typeof leadOfContact>; colleague: { id: string; teamId: string; isActive: boolean } | undefined; captured: Captured | null; at: string }

async function makeLead(tx: Tx, act: Act, { said, colleague, captured, at }: NewLead): Promise<Lead> {
  const id = newId()
  const owned = colleague?.isActive === true ? { ownerId: colleague.id, teamId: colleague.teamId } : { ownerId: null, teamId: null }
  const { name, company, title, phone } = said
  const setting = await tx.selectFrom('wecom_setting').select('channel_id as channelId').where('org_id', '=', act.orgId).executeTakeFirst()
  await loadLeads(tx, act, [{ id, name, company, title, phone, ...owned, sourceId: sourceOf(captured) ?? setting?.channelId ?? null, sourceDetail: '企业微信', createdAt: at }])
  await writeCustom(tx, act, null, { object: 'lead', id, isNew: true, record: { name, company, status: 'new', createdAt: at } }, {})
  return { id, name, ...owned }
}
