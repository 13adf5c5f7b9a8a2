import { allows, scopeOf, type Viewer } from '@sluice/core/identity/policy'
import { errcodeKind, errcodeWords, unreachable } from '@sluice/core/wecom/errcodes'
import type { ContactWay } from '@sluice/core/wecom/contract'
import { WecomError, type WecomAccount, type WecomGateway } from '@sluice/core/wecom/gateway'
import { sql } from 'kysely'
import type { Db, Reader, Tx } from '../../platform/db.ts'
import { append, type Act } from '../../platform/event-log.ts'
import { newId } from '../../platform/ids.ts'
import { refuse } from '../../platform/refusal.ts'

/** What is being made is given up after so long: its process ended. */
const makingMs = 10 * 60_000
/** For so long WeCom is asked to take one away. */
const patienceMs = 86_400_000
/** WeCom takes no longer note. */
const remarkLength = 30

interface Code { id: string; code: string; campaignId: string; campaignName: string; ownerId: string; teamId: string | null; promoterId: string | null; isEnded: boolean }

/** The campaign, if the viewer may see it: all do, or those who own it or have a code of it. */
export async function requireCampaign(tx: Reader, viewer: Viewer, id: string): Promise<void> {
  const scope = scopeOf(viewer, 'campaign', 'read')
  const { rows } = await sql`select 1 from campaign c where c.org_id = ${viewer.orgId} and c.id = ${id}
    and (${scope === 'all'} or (${scope !== 'none'} and (c.owner_id = ${viewer.userId} or exists (select from channel_code k where k.org_id = c.org_id and k.campaign_id = c.id and k.promoter_id = ${viewer.userId}))))`.execute(tx)
  if (rows.length === 0) refuse('record.not_found')
}

/** A code that the viewer may change, by the campaign that it belongs to. What cannot be seen is not found. */
async function requireCode(tx: Tx, viewer: Viewer, id: string): Promise<Code> {
  const { rows } = await sql<Code>`
    select k.id, k.code, c.id as "campaignId", c.name as "campaignName", c.owner_id as "ownerId", c.team_id as "teamId", k.promoter_id as "promoterId",
      k.ended_at is not null or c.archived_at is not null as "isEnded"
    from channel_code k join campaign c on c.org_id = k.org_id and c.id = k.campaign_id where k.org_id = ${viewer.orgId} and k.id = ${id} for update of k`.execute(tx)
  const code = rows[0] ?? refuse('record.not_found')
  const scope = scopeOf(viewer, 'campaign', 'read')
  if (scope === 'none' || (scope !== 'all' && code.ownerId !== viewer.userId && code.promoterId !== viewer.userId)) refuse('record.not_found')
  if (!allows(viewer, 'campaign', 'write', code)) refuse('permission.denied')
  return code
}

interface Reserved { id: string; userids: string[]; state: string; remark: string }

/** Makes room for a contact-me code, so that two who ask at once make one; `fillWay` puts what WeCom answers in, `dropWay` gives it up. */
export async function reserveWay(tx: Tx, act: Act, viewer: Viewer, codeId: string, userIds: readonly string[]): Promise<Reserved> {
  const code = await requireCode(tx, viewer, codeId)
  if (code.isEnded) refuse('campaign.archived')
  const { rows: members } = await sql<{ userid: string }>`
    select m.userid from wecom_member m join app_user u on u.org_id = m.org_id and u.id = m.user_id
    where m.org_id = ${act.orgId} and u.status = 'active' and m.user_id = any(${sql.val([...new Set(userIds)])}::uuid[]) order by m.userid limit 100`.execute(tx)
  const userids = members.map((one) => one.userid)
  if (userids.length === 0) refuse('wecom.no_members', {}, [{ path: 'userIds', code: 'wecom.no_members' }])
  const stale = new Date(Date.parse(act.now) - makingMs).toISOString()
  await sql`update wecom_contact_way set ended_at = ${act.now} where org_id = ${act.orgId} and code_id = ${codeId} and ended_at is null and config_id is null and created_at < ${stale}`.execute(tx)
  const id = newId()
  const { rows } = await sql`insert into wecom_contact_way (org_id, id, code_id, userids, created_by, created_at) values (${act.orgId}, ${id}, ${codeId}, ${sql.val(userids)}::text[], ${viewer.userId}, ${act.now})
    on conflict (org_id, code_id) where ended_at is null do nothing returning 1`.execute(tx)
  if (rows.length === 0) refuse('wecom.way_exists')
  return { id, userids, state: code.code, remark: [...code.campaignName].slice(0, remarkLength).join('') }
}

export async function fillWay(tx: Tx, act: Act, id: string, made: { configId: string; qrUrl: string; qrImage: string | null }): Promise<ContactWay> {
  const { rows } = await sql<ContactWay & { campaignId: string; campaignName: string; code: string; ownerId: string; teamId: string | null }>`
    update wecom_contact_way w set config_id = ${made.configId}, qr_url = ${made.qrUrl}, qr_image = ${made.qrImage}
    from channel_code k join campaign c on c.org_id = k.org_id and c.id = k.campaign_id
    where w.org_id = ${act.orgId} and w.id = ${id} and k.org_id = w.org_id and k.id = w.code_id
    returning w.id, w.code_id as "codeId", w.qr_url as "qrUrl", w.qr_image as "qrImage", w.userids, w.created_at as "createdAt", c.id as "campaignId", c.name as "campaignName", k.code,
      c.owner_id as "ownerId", c.team_id as "teamId"`.execute(tx)
  const { campaignId, campaignName, code, ownerId, teamId, ...way } = rows[0] ?? refuse('record.not_found')
  await append(tx, act, [{ type: 'campaign.changed', payload: { what: 'code_changed', name: campaignName, changes: { code: [code, code], contactWay: [null, made.configId] } }, subjectType: 'campaign', subjectId: campaignId, ownerId, teamId }])
  return way
}

export const dropWay = (tx: Tx, orgId: string, id: string) => tx.deleteFrom('wecom_contact_way').where('org_id', '=', orgId).where('id', '=', id).execute()

/** Withdraws one here; the work tells WeCom. */
export async function endWay(tx: Tx, act: Act, viewer: Viewer, id: string): Promise<void> {
  const row = (await tx.selectFrom('wecom_contact_way').select(['code_id as codeId', 'config_id as configId']).where('org_id', '=', act.orgId).where('id', '=', id).where('ended_at', 'is', null).executeTakeFirst()) ?? refuse('record.not_found')
  const code = await requireCode(tx, viewer, row.codeId)
  await tx.updateTable('wecom_contact_way').set({ ended_at: act.now }).where('org_id', '=', act.orgId).where('id', '=', id).execute()
  await append(tx, act, [{
    type: 'campaign.changed', payload: { what: 'code_changed', name: code.campaignName, changes: { code: [code.code, code.code], contactWay: [row.configId, null] } }, subjectType: 'campaign', subjectId: code.campaignId, ownerId: code.ownerId, teamId: code.teamId,
  }])
}

/** What WeCom did not do, in its words. */
export function refusedBy(error: WecomError): never {
  return refuse('wecom.refused', { errcode: error.errcode, said: errcodeWords(error.errcode) })
}

/**
 * Tells WeCom of contact-me codes that were withdrawn, or whose channel code was, or whose campaign was archived. Answers the errcode when WeCom asks
 * everybody to wait, else null.
 */
export async function withdrawWays(db: Db, orgId: string, gateway: WecomGateway, account: WecomAccount, now: Date): Promise<number | null> {
  const at = now.toISOString()
  const { rows } = await db.write(orgId, async (tx) => {
    await sql`update wecom_contact_way w set ended_at = ${at} from channel_code k join campaign c on c.org_id = k.org_id and c.id = k.campaign_id
      where w.org_id = ${orgId} and w.ended_at is null and k.org_id = w.org_id and k.id = w.code_id
        and (k.ended_at is not null or c.archived_at is not null or (w.config_id is null and w.created_at < ${new Date(now.getTime() - makingMs).toISOString()}))`.execute(tx)
    await sql`update wecom_contact_way set deleted_at = ${at} where org_id = ${orgId} and ended_at is not null and deleted_at is null and config_id is null`.execute(tx)
    return sql<{ id: string; configId: string; isOld: boolean }>`select id, config_id as "configId", ended_at < ${new Date(now.getTime() - patienceMs).toISOString()} as "isOld" from wecom_contact_way where org_id = ${orgId} and ended_at is not null and deleted_at is null order by id limit 100`.execute(tx)
  })
  for (const { id, configId, isOld } of rows) {
    try {
      await gateway.removeContactWay(account, configId)
    } catch (error) {
      if (!(error instanceof WecomError)) throw error
      const kind = errcodeKind(error.errcode)
      if (kind === 'rate' || kind === 'setting' || error.errcode === unreachable) return error.errcode
      // What is final was gone already; what may pass is asked again on the next beat, for a day.
      if (kind !== 'final' && !isOld) continue
    }
    await db.write(orgId, (tx) => tx.updateTable('wecom_contact_way').set({ deleted_at: at }).where('org_id', '=', orgId).where('id', '=', id).execute())
  }
  return null
}
