import * as contracts from '@sluice/core/messages/contract'
import type { Delivery } from '@sluice/core/messages/contract'
import { sql } from 'kysely'
import type { Api } from '../../platform/api.ts'
import type { Reader } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import { cutPage, keysetAfter, keysetOrder, keyText, type Keyset } from '../../platform/keyset.ts'
import { requireScope } from '../../platform/policy.ts'
import { refuse } from '../../platform/refusal.ts'
import { route } from '../../platform/route.ts'
import { changePreferences } from './change-preferences.ts'
import { callWebhook, postToRobot, wakeSenders } from './deliver.ts'
import { showPreferences } from './preferences.queries.ts'
import { dropRobot, editRobot, makeRobot, selectRobots } from './save-robot.ts'
import { dropWebhook, editWebhook, makeWebhook, newSecret, selectWebhooks } from './save-webhook.ts'

const newest: Keyset = { name: 'created', alias: 'd', key: sql`d.created_at`, type: 'instant', nullable: false, direction: 'desc' }

/** Robots, webhooks and what went to them: administrators' alone, for they say where data go. Preferences are each one's own. */
export function messageRoutes(api: Api): void {
  const { secrets } = api
  const reach = api.env.SLUICE_TARGETS
  const robotOf = async (tx: Reader, orgId: string, id: string) => (await selectRobots(tx, orgId)).find((one) => one.id === id) ?? refuse('record.not_found')
  const webhookOf = async (tx: Reader, orgId: string, id: string) => (await selectWebhooks(tx, orgId)).find((one) => one.id === id) ?? refuse('record.not_found')

  route(api, contracts.listRobots, async ({ tx, viewer }) => {
    requireScope(viewer, 'config', 'write')
    return { items: await selectRobots(tx, viewer.orgId) }
  })
  route(api, contracts.createRobot, async ({ tx, act, viewer, body }) => {
    requireScope(viewer, 'config', 'write')
    return robotOf(tx, viewer.orgId, await makeRobot(tx, act, viewer, secrets, reach, body))
  })
  route(api, contracts.changeRobot, async ({ tx, act, viewer, params, version, body }) => {
    requireScope(viewer, 'config', 'write')
    await editRobot(tx, act, secrets, reach, params.id, version, body)
    return robotOf(tx, viewer.orgId, params.id)
  })
  route(api, contracts.removeRobot, async ({ tx, act, viewer, params }) => {
    requireScope(viewer, 'config', 'write')
    await dropRobot(tx, act, params.id)
    return undefined
  })
  route(api, contracts.testRobot, async ({ tx, act, viewer, params }) => {
    requireScope(viewer, 'config', 'write')
    const { name } = await robotOf(tx, viewer.orgId, params.id)
    const text = viewer.language === 'en' ? `### Sluice\nThe robot **${name}** is joined. Messages will arrive like this one.` : `### 漏斗引擎\n机器人 **${name}** 已接通，之后的消息会以同样的方式发到这里。`
    return { deliveryId: await postToRobot(tx, act, { robotId: params.id, key: `test:${newId()}`, text, url: '/inbox' }) }
  })

  route(api, contracts.listWebhooks, async ({ tx, viewer }) => {
    requireScope(viewer, 'config', 'write')
    return { items: await selectWebhooks(tx, viewer.orgId) }
  })
  route(api, contracts.createWebhook, async ({ tx, act, viewer, body }) => {
    requireScope(viewer, 'config', 'write')
    const { id, secret } = await makeWebhook(tx, act, viewer, secrets, reach, body)
    return { webhook: await webhookOf(tx, viewer.orgId, id), secret }
  })
  route(api, contracts.changeWebhook, async ({ tx, act, viewer, params, version, body }) => {
    requireScope(viewer, 'config', 'write')
    await editWebhook(tx, act, viewer, reach, params.id, version, body)
    return webhookOf(tx, viewer.orgId, params.id)
  })
  route(api, contracts.renewWebhookSecret, async ({ tx, act, viewer, params }) => {
    requireScope(viewer, 'config', 'write')
    const secret = await newSecret(tx, act, secrets, params.id)
    return { webhook: await webhookOf(tx, viewer.orgId, params.id), secret }
  })
  route(api, contracts.removeWebhook, async ({ tx, act, viewer, params }) => {
    requireScope(viewer, 'config', 'write')
    await dropWebhook(tx, act, params.id)
    return undefined
  })
  route(api, contracts.testWebhook, async ({ tx, act, viewer, params }) => {
    requireScope(viewer, 'config', 'write')
    await webhookOf(tx, viewer.orgId, params.id)
    return { deliveryId: await callWebhook(tx, act, { webhookId: params.id, key: `test:${newId()}`, type: 'ping', data: { userId: viewer.userId } }) }
  })

  route(api, contracts.listDeliveries, async ({ tx, viewer, query }) => {
    requireScope(viewer, 'config', 'write')
    const { rows } = await sql<Delivery & { cursorKey: string }>`
      select d.id, d.type, d.state, d.attempts, d.created_at as "createdAt", d.not_before as "notBefore", d.sent_at as "sentAt", d.settled_at as "settledAt", d.status, d.said,
        case when d.app_id is null then d.body end as body, d.replay_of as "replayOf",
        ${keyText(newest)} as "cursorKey"
      from delivery d where d.org_id = ${viewer.orgId} and d.device_id is null and ${query.appId === undefined ? sql`true` : sql`d.app_id = ${query.appId}`} and ${query.robotId === undefined ? sql`true` : sql`d.robot_id = ${query.robotId}`} and ${query.webhookId === undefined ? sql`true` : sql`d.webhook_id = ${query.webhookId}`}
        and ${query.state === undefined ? sql`true` : sql`d.state = ${query.state}`} and ${keysetAfter(newest, query.cursor)}
      order by ${keysetOrder(newest)} limit ${query.limit + 1}`.execute(tx)
    const page = cutPage(newest, rows, query.limit)
    return { items: page.rows, nextCursor: page.nextCursor }
  })
  route(api, contracts.replayDelivery, async ({ tx, act, viewer, params }) => {
    requireScope(viewer, 'config', 'write')
    const was = (await tx.selectFrom('delivery').select('state').where('org_id', '=', viewer.orgId).where('id', '=', params.id).where('device_id', 'is', null).executeTakeFirst()) ?? refuse('record.not_found')
    if (was.state === 'queued' || was.state === 'claimed') refuse('message.not_again')
    const id = newId()
    await sql`
      insert into delivery (org_id, id, robot_id, webhook_id, app_id, user_id, key, type, body, created_at, not_before, replay_of)
      select org_id, ${id}, robot_id, webhook_id, app_id, user_id, 'replay:' || ${id}::text, type, body, ${act.now}::timestamptz, ${act.now}::timestamptz, coalesce(replay_of, id) from delivery where org_id = ${viewer.orgId} and id = ${params.id}`.execute(tx)
    await wakeSenders(tx, viewer.orgId)
    return { deliveryId: id }
  })

  route(api, contracts.getMessagePreferences, ({ tx, viewer }) => showPreferences(tx, viewer))
  route(api, contracts.changeMessagePreferences, async ({ tx, viewer, version, body }) => {
    await changePreferences(tx, viewer, version, body)
    return showPreferences(tx, viewer)
  })
}
