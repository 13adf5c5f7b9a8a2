import * as contracts from '@sluice/core/wecom/contract'
import { WecomError, type WecomGateway } from '@sluice/core/wecom/gateway'
import type { FastifyRequest } from 'fastify'
import { sql } from 'kysely'
import type { Api } from '../../platform/api.ts'
import type { Reader } from '../../platform/db.ts'
import { requireScope } from '../../platform/policy.ts'
import { refuse } from '../../platform/refusal.ts'
import { route, streamRoute } from '../../platform/route.ts'
import { changeSettings, makeKeys } from './change-settings.ts'
import { dropWay, endWay, fillWay, refusedBy, requireCampaign, reserveWay } from './contact-ways.ts'
import { accountOf, selectMessages, selectSetting, selectWays, showSettings } from './wecom.queries.ts'

/** How WeCom is joined, what it told, and contact-me codes. What WeCom itself meets is callback.ts. */
export function wecomRoutes(api: Api, gateway: WecomGateway, wake: (orgId: string) => void): void {
  const show = (tx: Reader, orgId: string, request: FastifyRequest) =>
    showSettings(tx, api.secrets, orgId, { apiHost: gateway.host, origin: new URL(api.env.SLUICE_URL ?? `${request.protocol}://${request.host}`).origin })

  route(api, contracts.getWecomSettings, async ({ tx, viewer, request }) => {
    requireScope(viewer, 'config', 'write')
    return show(tx, viewer.orgId, request)
  })
  route(api, contracts.changeWecomSettings, async ({ tx, act, viewer, version, body, request }) => {
    requireScope(viewer, 'config', 'write')
    await changeSettings(tx, act, api.secrets, version, body)
    return show(tx, viewer.orgId, request)
  })
  route(api, contracts.makeWecomKeys, async ({ tx, act, viewer, request }) => {
    requireScope(viewer, 'config', 'write')
    const keys = await makeKeys(tx, act, api.secrets)
    return { ...keys, settings: await show(tx, viewer.orgId, request) }
  })
  streamRoute(api, contracts.testWecom, async ({ viewer }) => {
    requireScope(viewer, 'config', 'write')
    const account = accountOf(await api.db.forRequests.read(viewer.orgId, (tx) => selectSetting(tx, api.secrets, viewer.orgId))) ?? refuse('wecom.not_ready')
    const errcode = await gateway.check(account).then(() => null, (error: unknown) => {
      if (error instanceof WecomError) return error.errcode
      throw error
    })
    // What waited because the secret was wrong need not wait longer.
    if (errcode === null) {
      await api.db.write(viewer.orgId, (tx) => sql`update wecom_setting set problem_code = null, problem_at = null, paused_until = null where org_id = ${viewer.orgId} and problem_code is not null`.execute(tx))
      wake(viewer.orgId)
    }
    return { errcode }
  })
  route(api, contracts.listWecomMessages, async ({ tx, viewer }) => {
    requireScope(viewer, 'config', 'write')
    return { items: await selectMessages(tx, viewer.orgId) }
  })
  route(api, contracts.retryWecomMessages, async ({ tx, act, viewer }) => {
    requireScope(viewer, 'config', 'write')
    const { rows } = await sql`update wecom_inbox set state = 'waiting', attempts = 0, not_before = ${act.now}, settled_at = null where org_id = ${viewer.orgId} and state = 'failed' returning 1`.execute(tx)
    return { again: rows.length }
  })

  route(api, contracts.listContactWays, async ({ tx, viewer, params }) => {
    await requireCampaign(tx, viewer, params.id)
    const setting = await selectSetting(tx, api.secrets, viewer.orgId)
    const { rows: people } = await sql<{ id: string; name: string }>`
      select distinct u.id, u.name from wecom_member m join app_user u on u.org_id = m.org_id and u.id = m.user_id where m.org_id = ${viewer.orgId} and u.status = 'active' order by u.name, u.id`.execute(tx)
    return { isOn: setting?.isOn === true, items: await selectWays(tx, viewer.orgId, params.id), people }
  })
  streamRoute(api, contracts.makeContactWay, async ({ act, viewer, params, body }) => {
    const db = api.db.forRequests
    const { account, reserved } = await db.write(viewer.orgId, async (tx) => {
      const made = await reserveWay(tx, act, viewer, params.id, body.userIds)
      const setting = await selectSetting(tx, api.secrets, viewer.orgId)
      if (setting?.isOn !== true) refuse('wecom.off')
      return { account: accountOf(setting) ?? refuse('wecom.not_ready'), reserved: made }
    })
    const made = await gateway.addContactWay(account, reserved).catch(async (error: unknown) => {
      await db.write(viewer.orgId, (tx) => dropWay(tx, viewer.orgId, reserved.id))
      return error instanceof WecomError ? refusedBy(error) : Promise.reject(error)
    })
    const qrImage = await gateway.picture(made.qrUrl)
    return db.write(viewer.orgId, (tx) => fillWay(tx, act, reserved.id, { ...made, qrImage })).catch(async (error: unknown) => {
      // Nobody here would know of it any more.
      await gateway.removeContactWay(account, made.configId).catch(() => undefined)
      throw error
    })
  })
  route(api, contracts.removeContactWay, async ({ tx, act, viewer, params }) => {
    await endWay(tx, act, viewer, params.id)
    return undefined
  })
}
