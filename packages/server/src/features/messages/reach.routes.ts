import type { ChatAppGateway } from '@sluice/core/messages/chat-app'
import * as apps from '@sluice/core/messages/chat-app-contract'
import * as escalations from '@sluice/core/messages/escalation-contract'
import type { PushGateway } from '@sluice/core/messages/push'
import * as push from '@sluice/core/messages/push-contract'
import { scopeOf, type Viewer } from '@sluice/core/identity/policy'
import type { Api } from '../../platform/api.ts'
import type { Reader } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import { requireScope } from '../../platform/policy.ts'
import { refuse } from '../../platform/refusal.ts'
import { route, streamRoute } from '../../platform/route.ts'
import { externalIdOf, selectAccount, showChatApp, showChatApps } from './chat-apps.queries.ts'
import { tellPerson, type PersonalBody } from './deliver.ts'
import { dropChain, editChain, makeChain, selectEscalations, showChains } from './escalation-chains.ts'
import { addDevice, dropDevice, selectDevices } from './push-devices.ts'
import { editChatApp, saveMember } from './save-chat-app.ts'

/** Browsers, apps of chat platforms and escalation: devices are each one's own, the rest is the administrators'. */
export function reachRoutes(api: Api, gateways: { push: PushGateway; apps: ChatAppGateway }): void {
  const { secrets } = api
  const deviceOf = async (tx: Reader, viewer: Viewer, id: string) => (await selectDevices(tx, viewer)).find((one) => one.id === id) ?? refuse('record.not_found')
  const trial = ({ language }: Viewer, path: string): PersonalBody => (language === 'en'
    ? { title: 'Sluice reaches you here', text: 'Notices will arrive like this one.', path, language: 'en' }
    : { title: '漏斗引擎的消息会发到这里', text: '之后的通知会以同样的方式送达。', path, language: 'zh' })

  route(api, push.listPushDevices, async ({ tx, viewer }) => ({ publicKey: gateways.push.publicKey, items: await selectDevices(tx, viewer) }))
  route(api, push.addPushDevice, async ({ tx, act, viewer, body }) => deviceOf(tx, viewer, await addDevice(tx, act, viewer, { secrets, reach: api.env.SLUICE_TARGETS, publicKey: gateways.push.publicKey }, body)))
  route(api, push.removePushDevice, async ({ tx, viewer, params }) => {
    await dropDevice(tx, viewer, params.id)
    return undefined
  })
  route(api, push.testPushDevice, async ({ tx, act, viewer, params }) => {
    const { id } = await deviceOf(tx, viewer, params.id)
    return { deliveryId: await tellPerson(tx, act, { to: { deviceId: id }, key: `test:${newId()}`, body: trial(viewer, '/settings/notices'), notBefore: act.now }) }
  })

  route(api, apps.listChatApps, async ({ tx, viewer }) => {
    requireScope(viewer, 'config', 'write')
    return { items: await showChatApps(tx, secrets, viewer.orgId, gateways.apps.hosts) }
  })
  route(api, apps.changeChatApp, async ({ tx, act, viewer, params, version, body }) => {
    requireScope(viewer, 'config', 'write')
    await editChatApp(tx, act, secrets, params.kind, version, body)
    return showChatApp(tx, secrets, viewer.orgId, params.kind, gateways.apps.hosts)
  })
  streamRoute(api, apps.testChatApp, async ({ act, viewer, params: { kind } }) => {
    requireScope(viewer, 'config', 'write')
    const db = api.db.forRequests
    const account = (await db.read(viewer.orgId, (tx) => selectAccount(tx, secrets, viewer.orgId, kind))) ?? refuse('message.app_not_ready')
    const code = await gateways.apps.check(account)
    if (code !== null) return { code, deliveryId: null }
    return db.write(viewer.orgId, async (tx) => {
      const app = await tx.updateTable('chat_app').set({ problem: null, problem_code: null, paused_until: null }).where('org_id', '=', viewer.orgId).where('kind', '=', kind).returning(['id', 'is_on']).executeTakeFirst()
      if (app?.is_on !== true || (await externalIdOf(tx, viewer.orgId, kind, viewer.userId)) === null) return { code, deliveryId: null }
      return { code, deliveryId: await tellPerson(tx, act, { to: { appId: app.id, userId: viewer.userId }, key: `test:${newId()}`, body: trial(viewer, '/inbox'), notBefore: act.now }) }
    })
  })
  streamRoute(api, apps.setChatMember, async ({ act, viewer, params, body }) => {
    // Before an app is switched on, its administrators say who is who.
    if (body.userId !== viewer.userId) requireScope(viewer, 'config', 'write')
    const app = await api.db.forRequests.read(viewer.orgId, (tx) => tx.selectFrom('chat_app').select('is_on').where('org_id', '=', viewer.orgId).where('kind', '=', params.kind).executeTakeFirst())
    if (app?.is_on !== true && body.userId === viewer.userId && scopeOf(viewer, 'config', 'write') === 'none') refuse('message.app_off')
    return saveMember(api.db.forRequests, act, secrets, gateways.apps, params.kind, body)
  })

  route(api, escalations.listEscalationChains, async ({ tx, viewer }) => {
    requireScope(viewer, 'config', 'write')
    return { items: await showChains(tx, viewer) }
  })
  const chainOf = async (tx: Reader, viewer: Viewer, id: string) => (await showChains(tx, viewer)).find((one) => one.id === id) ?? refuse('record.not_found')
  route(api, escalations.createEscalationChain, async ({ tx, act, viewer, body }) => {
    requireScope(viewer, 'config', 'write')
    return chainOf(tx, viewer, await makeChain(tx, act, body))
  })
  route(api, escalations.changeEscalationChain, async ({ tx, act, viewer, params, version, body }) => {
    requireScope(viewer, 'config', 'write')
    await editChain(tx, act, params.id, version, body)
    return chainOf(tx, viewer, params.id)
  })
  route(api, escalations.removeEscalationChain, async ({ tx, act, viewer, params }) => {
    requireScope(viewer, 'config', 'write')
    await dropChain(tx, act, params.id)
    return undefined
  })
  route(api, escalations.listEscalations, async ({ tx, viewer }) => {
    requireScope(viewer, 'config', 'write')
    return { items: await selectEscalations(tx, viewer) }
  })
}
