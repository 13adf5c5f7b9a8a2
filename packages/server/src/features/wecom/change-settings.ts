import type { changeWecomSettings } from '@sluice/core/wecom/contract'
import type { BodyOf } from '@sluice/core/lib/contract'
import { randomInt } from 'node:crypto'
import type { Tx } from '../../platform/db.ts'
import { append, type Act } from '../../platform/event-log.ts'
import { requireKnown } from '../../platform/record-change.ts'
import { refuse } from '../../platform/refusal.ts'
import type { Secrets } from '../../platform/secrets.ts'
import { accountOf, keysOf, sealContext, selectSetting } from './wecom.queries.ts'

/** Changes how WeCom is joined. What was put off for want of the right setting is tried anew at once. */
export async function changeSettings(tx: Tx, act: Act, secrets: Secrets, version: number, body: BodyOf<typeof changeWecomSettings>): Promise<void> {
  const { orgId } = act
  await tx.insertInto('wecom_setting').values({ org_id: orgId, version: 0 }).onConflict((conflict) => conflict.doNothing()).execute()
  const before = (await selectSetting(tx, secrets, orgId, { lock: true })) ?? refuse('record.not_found')
  if (before.version !== version) refuse('conflict.stale_version')
  const { corpId, secret, token, aesKey, isOn, channelId, members } = body
  const after = { ...before, ...(corpId !== undefined && { corpId }), secret: secret ?? before.secret, token: token ?? before.token, aesKey: aesKey ?? before.aesKey, isOn: isOn ?? before.isOn }
  if (after.isOn && (keysOf(after) === null || accountOf(after) === null)) refuse('wecom.not_ready')
  if (channelId !== undefined) await requireKnown(tx, orgId, { sourceId: channelId })
  const seal = (text: string, what: 'secret' | 'token' | 'aesKey') => secrets.seal(text, sealContext(orgId, what))
  await tx
    .updateTable('wecom_setting')
    .set({
      corp_id: after.corpId, is_on: after.isOn, ...(channelId !== undefined && { channel_id: channelId }), ...(secret !== undefined && { secret_sealed: seal(secret, 'secret') }),
      ...(token !== undefined && { token_sealed: seal(token, 'token') }), ...(aesKey !== undefined && { aes_key_sealed: seal(aesKey, 'aesKey') }),
      problem_code: null, problem_at: null, paused_until: null, version: version + 1,
    })
    .where('org_id', '=', orgId)
    .execute()
  if (members !== undefined) await setMembers(tx, orgId, members)
  await tellConfig(tx, act)
}

/** New keys of the callback; WeCom has to be told them. */
export async function makeKeys(tx: Tx, act: Act, secrets: Secrets): Promise<{ token: string; aesKey: string }> {
  const { orgId } = act
  const keys = { token: letters(32), aesKey: letters(43) }
  await tx.insertInto('wecom_setting').values({ org_id: orgId, version: 0 }).onConflict((conflict) => conflict.doNothing()).execute()
  await tx
    .updateTable('wecom_setting')
    .set((row) => ({
      token_sealed: secrets.seal(keys.token, sealContext(orgId, 'token')), aes_key_sealed: secrets.seal(keys.aesKey, sealContext(orgId, 'aesKey')), verified_at: null, version: row('version', '+', 1),
    }))
    .where('org_id', '=', orgId)
    .execute()
  await tellConfig(tx, act)
  return keys
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'
const letters = (n: number) => Array.from({ length: n }, () => alphabet[randomInt(alphabet.length)]).join('')

/** All of them anew: the list is short, and changed as a whole. */
async function setMembers(tx: Tx, orgId: string, members: readonly { userid: string; userId: string }[]): Promise<void> {
  const twice = members.findIndex((one, i) => members.some((other, k) => k < i && other.userid.toLowerCase() === one.userid.toLowerCase()))
  if (twice >= 0) refuse('wecom.member_twice', {}, [{ path: `members.${twice}.userid`, code: 'wecom.member_twice' }])
  const ids = [...new Set(members.map((one) => one.userId))]
  if (ids.length > 0) {
    const found = await tx.selectFrom('app_user').select('id').where('org_id', '=', orgId).where('id', 'in', ids).execute()
    if (found.length < ids.length) refuse('wecom.unknown_user', {}, [{ path: 'members', code: 'wecom.unknown_user' }])
  }
  await tx.deleteFrom('wecom_member').where('org_id', '=', orgId).execute()
  if (members.length > 0) await tx.insertInto('wecom_member').values(members.map(({ userid, userId }) => ({ org_id: orgId, userid, user_id: userId }))).execute()
}

const tellConfig = (tx: Tx, act: Act) => append(tx, act, [{ type: 'config.changed', payload: { what: 'wecom', name: '' }, subjectType: 'config', subjectId: act.orgId, ownerId: null, teamId: null }])
