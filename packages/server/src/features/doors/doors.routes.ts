import * as contracts from '@sluice/core/doors/contract'
import { mapPayload } from '@sluice/core/doors/mapping'
import type { AnswerOf } from '@sluice/core/lib/contract'
import type { FastifyRequest } from 'fastify'
import { sql } from 'kysely'
import type { Api } from '../../platform/api.ts'
import type { Reader } from '../../platform/db.ts'
import { requireScope } from '../../platform/policy.ts'
import { refuse } from '../../platform/refusal.ts'
import { route } from '../../platform/route.ts'
import { takeEntries } from './capture-leads.ts'
import { callersOf, noteCall } from './log-call.ts'
import { dropDoor, editDoor, makeDoor, newDoorSecret, selectDoors } from './save-door.ts'
import { readBody } from './webhook-in.ts'

/** Webhooks and their log, calls, and what was noted at fairs. What other systems meet is webhook-in.ts. */
export function doorRoutes(api: Api): void {
  const base = (request: FastifyRequest) => `${new URL(api.env.SLUICE_URL ?? `${request.protocol}://${request.host}`).origin}/in/`
  const find = async (tx: Reader, orgId: string, id: string, request: FastifyRequest) => (await selectDoors(tx, orgId, base(request))).find((door) => door.id === id) ?? refuse('record.not_found')

  route(api, contracts.listDoors, async ({ tx, viewer, request }) => {
    requireScope(viewer, 'config', 'write')
    return { items: await selectDoors(tx, viewer.orgId, base(request)) }
  })
  route(api, contracts.createDoor, async ({ tx, act, viewer, body, request }) => {
    requireScope(viewer, 'config', 'write')
    const { id, secret } = await makeDoor(tx, act, viewer, api.secrets, body)
    return { door: await find(tx, viewer.orgId, id, request), secret }
  })
  route(api, contracts.changeDoor, async ({ tx, act, viewer, params, version, body, request }) => {
    requireScope(viewer, 'config', 'write')
    await editDoor(tx, act, params.id, version, body)
    return find(tx, viewer.orgId, params.id, request)
  })
  route(api, contracts.renewDoorSecret, async ({ tx, act, viewer, params, request }) => {
    requireScope(viewer, 'config', 'write')
    const secret = await newDoorSecret(tx, act, api.secrets, params.id)
    return { door: await find(tx, viewer.orgId, params.id, request), secret }
  })
  route(api, contracts.removeDoor, async ({ tx, act, viewer, params }) => {
    requireScope(viewer, 'config', 'write')
    await dropDoor(tx, act, params.id)
    return undefined
  })
  route(api, contracts.testDoor, async ({ viewer, body }) => {
    requireScope(viewer, 'config', 'write')
    const { fields, custom, problems } = mapPayload(body.mapping, readBody(body.body, /^\s*[[{]/.test(body.body) ? 'application/json' : 'application/x-www-form-urlencoded'))
    return { fields: fields, custom, problems }
  })
  route(api, contracts.listDoorDeliveries, async ({ tx, viewer, params, request }) => {
    requireScope(viewer, 'config', 'write')
    await find(tx, viewer.orgId, params.id, request)
    const { rows } = await sql<AnswerOf<typeof contracts.listDoorDeliveries>['items'][number]>`
      select id, at, verdict, code, lead_id as "leadId", delivery, body from door_delivery where org_id = ${viewer.orgId} and door_id = ${params.id} order by at desc, id desc limit 50`.execute(tx)
    return { items: rows }
  })

  route(api, contracts.findCaller, async ({ tx, viewer, query }) => ({ items: await callersOf(tx, viewer, query.phone) }))
  route(api, contracts.logCall, async ({ tx, act, viewer, body }) => noteCall(tx, act, viewer, body))
  route(api, contracts.captureLeads, async ({ tx, act, viewer, body }) => ({ items: await takeEntries(tx, act, viewer, body.items) }))
}
