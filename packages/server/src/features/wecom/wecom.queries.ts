import type { ContactWay, WecomMessage, WecomSettings } from '@sluice/core/wecom/contract'
import type { WecomAccount } from '@sluice/core/wecom/gateway'
import { sql } from 'kysely'
import type { Reader } from '../../platform/db.ts'
import type { Secrets } from '../../platform/secrets.ts'
import type { CallbackKeys } from './callback-crypto.ts'

/** How one organisation is joined to WeCom, its secrets opened. Never to be shown as it is. */
export interface WecomSetting {
  corpId: string | null
  secret: string | null
  token: string | null
  aesKey: string | null
  channelId: string | null
  isOn: boolean
  problem: { errcode: number; at: string; pausedUntil: string | null } | null
  verifiedAt: string | null
  toldAt: string | null
  version: number
}

/** What seals each secret: none can be used for another organisation, or in another's place. */
export const sealContext = (orgId: string, what: 'secret' | 'token' | 'aesKey'): string => `${orgId} wecom ${what}`

/** As entered; null before anybody entered anything. A secret that was sealed with another key counts as not entered. */
export async function selectSetting(tx: Reader, secrets: Secrets, orgId: string, { lock = false } = {}): Promise<WecomSetting | null> {
  const query = tx.selectFrom('wecom_setting').selectAll().where('org_id', '=', orgId)
  const row = await (lock ? query.forUpdate() : query).executeTakeFirst()
  if (row === undefined) return null
  const open = (sealed: string | null, what: 'secret' | 'token' | 'aesKey') => (sealed === null ? null : secrets.open(sealed, sealContext(orgId, what)))
  return {
    corpId: row.corp_id, secret: open(row.secret_sealed, 'secret'), token: open(row.token_sealed, 'token'), aesKey: open(row.aes_key_sealed, 'aesKey'), channelId: row.channel_id, isOn: row.is_on,
    problem: row.problem_code === null || row.problem_at === null ? null : { errcode: row.problem_code, at: row.problem_at, pausedUntil: row.paused_until },
    verifiedAt: row.verified_at, toldAt: row.told_at, version: row.version,
  }
}

/** What callbacks are opened with; null until all of it is entered. */
export function keysOf(setting: WecomSetting | null): CallbackKeys | null {
  const { corpId, token, aesKey } = setting ?? {}
  return corpId && token && aesKey ? { corpId, token, aesKey } : null
}

/** Whom WeCom knows us as; null until it is entered. */
export function accountOf(setting: WecomSetting | null): WecomAccount | null {
  const { corpId, secret } = setting ?? {}
  return corpId && secret ? { corpId, secret } : null
}

/** As administrators see it: whether there are secrets, never which. */
export async function showSettings(tx: Reader, secrets: Secrets, orgId: string, { apiHost, origin }: { apiHost: string; origin: string }): Promise<WecomSettings> {
  const setting = await selectSetting(tx, secrets, orgId)
  const { slug } = await tx.selectFrom('org').select('slug').where('org_id', '=', orgId).executeTakeFirstOrThrow()
  const { rows: members } = await sql<WecomSettings['members'][number]>`
    select m.userid, jsonb_build_object('id', u.id, 'name', u.name) as "user" from wecom_member m join app_user u on u.org_id = m.org_id and u.id = m.user_id
    where m.org_id = ${orgId} order by m.userid`.execute(tx)
  const { rows: counts } = await sql<{ waiting: number; failed: number }>`
    select count(*) filter (where state = 'waiting')::integer as waiting, count(*) filter (where state = 'failed')::integer as failed from wecom_inbox
    where org_id = ${orgId} and state in ('waiting', 'failed')`.execute(tx)
  return {
    corpId: setting?.corpId ?? null, hasSecret: !!setting?.secret, hasToken: !!setting?.token, hasAesKey: !!setting?.aesKey, isOn: setting?.isOn ?? false, isReady: keysOf(setting) !== null && accountOf(setting) !== null,
    channelId: setting?.channelId ?? null, callbackUrl: `${origin}/wecom/${slug}`, apiHost, members, problem: setting?.problem ?? null, verifiedAt: setting?.verifiedAt ?? null, toldAt: setting?.toldAt ?? null,
    waiting: counts[0]?.waiting ?? 0, failed: counts[0]?.failed ?? 0, version: setting?.version ?? 0,
  }
}

export async function selectMessages(tx: Reader, orgId: string): Promise<WecomMessage[]> {
  const { rows } = await sql<WecomMessage>`
    select id, at, change, userid, external_userid as "externalUserid", state_key as "stateKey", state, attempts, errcode, lead_id as "leadId"
    from wecom_inbox where org_id = ${orgId} order by at desc, id desc limit 50`.execute(tx)
  return rows
}

/** The contact-me codes of a campaign that are in use. */
export async function selectWays(tx: Reader, orgId: string, campaignId: string): Promise<ContactWay[]> {
  const { rows } = await sql<ContactWay>`
    select w.id, w.code_id as "codeId", w.qr_url as "qrUrl", w.qr_image as "qrImage", w.userids, w.created_at as "createdAt"
    from wecom_contact_way w join channel_code k on k.org_id = w.org_id and k.id = w.code_id
    where w.org_id = ${orgId} and k.campaign_id = ${campaignId} and k.ended_at is null and w.ended_at is null and w.config_id is not null order by w.created_at, w.id limit 500`.execute(tx)
  return rows
}
