import type { ChatAppGateway } from '@sluice/core/messages/chat-app'
import type { changeChatApp, setChatMember } from '@sluice/core/messages/chat-app-contract'
import type { RobotKind } from '@sluice/core/messages/robot'
import type { BodyOf } from '@sluice/core/lib/contract'
import { sql } from 'kysely'
import type { OrgDb, Tx } from '../../platform/db.ts'
import type { Act } from '../../platform/event-log.ts'
import { newId } from '../../platform/ids.ts'
import { refuse } from '../../platform/refusal.ts'
import type { Secrets } from '../../platform/secrets.ts'
import { externalIdOf, selectAccount } from './chat-apps.queries.ts'
import { sealContext } from './seal-context.ts'
import { tellConfig } from './tell-config.ts'

/** Joins or changes an app. What waited because of a wrong setting need not wait longer. */
export async function editChatApp(tx: Tx, act: Act, secrets: Secrets, kind: RobotKind, version: number, { clientId, agentId, secret, isOn }: BodyOf<typeof changeChatApp>): Promise<void> {
  const { orgId, now } = act
  await tx.insertInto('chat_app').values({ org_id: orgId, id: newId(), kind, version: 0 }).onConflict((conflict) => conflict.columns(['org_id', 'kind']).doNothing()).execute()
  const before = await tx.selectFrom('chat_app').select(['id', 'version', 'is_on']).where('org_id', '=', orgId).where('kind', '=', kind).forUpdate().executeTakeFirstOrThrow()
  if (before.version !== version) refuse('conflict.stale_version')
  await tx.updateTable('chat_app').set({
    ...(clientId !== undefined && { client_id: clientId }), ...(agentId !== undefined && { agent_id: agentId }), ...(isOn !== undefined && { is_on: isOn }),
    ...(secret !== undefined && { secret_sealed: secret === null ? null : secrets.seal(secret, sealContext(orgId, `chat app ${kind}`)) }), problem: null, problem_code: null, paused_until: null, version: version + 1,
  }).where('org_id', '=', orgId).where('kind', '=', kind).execute()
  if ((isOn ?? before.is_on) && (await selectAccount(tx, secrets, orgId, kind)) === null) refuse('message.app_not_ready')
  await sql`update delivery set not_before = ${now}::timestamptz where org_id = ${orgId} and app_id = ${before.id} and state = 'queued' and attempts > 0`.execute(tx)
  await tellConfig(tx, act, 'chat_app', before.id, kind)
}

/** Says who somebody is on a platform. A number is looked up there, outside of any transaction. */
export async function saveMember(db: OrgDb, act: Act, secrets: Secrets, gateway: ChatAppGateway, kind: RobotKind, { userId, by }: BodyOf<typeof setChatMember>): Promise<{ externalId: string | null; code: number | null }> {
  const { orgId } = act
  const account = await db.read(orgId, async (tx) => {
    const user = await tx.selectFrom('app_user').select('id').where('org_id', '=', orgId).where('id', '=', userId).where('status', '=', 'active').executeTakeFirst()
    if (user === undefined) refuse('message.unknown_user', {}, [{ path: 'userId', code: 'message.unknown_user' }])
    return selectAccount(tx, secrets, orgId, kind)
  })
  const found = by === null ? null : 'externalId' in by ? by : await gateway.findByMobile(account ?? refuse('message.app_not_ready'), by.mobile)
  if (found !== null && 'code' in found) return { externalId: await db.read(orgId, (tx) => externalIdOf(tx, orgId, kind, userId)), code: found.code }
  return db.write(orgId, async (tx) => {
    if (found === null) await tx.deleteFrom('chat_member').where('org_id', '=', orgId).where('kind', '=', kind).where('user_id', '=', userId).execute()
    else {
      await tx.insertInto('chat_member').values({ org_id: orgId, kind, user_id: userId, external_id: found.externalId })
        .onConflict((conflict) => conflict.columns(['org_id', 'kind', 'user_id']).doUpdateSet({ external_id: found.externalId })).execute()
    }
    await tellConfig(tx, act, 'chat_app', userId, kind)
    return { externalId: await externalIdOf(tx, orgId, kind, userId), code: null }
  })
}
