import * as contracts from '@sluice/core/fields/contract'
import type { CustomField, FieldInUse, FieldSettings } from '@sluice/core/fields/contract'
import { maySee, mayWrite } from '@sluice/core/fields/read'
import { isComputed } from '@sluice/core/fields/value-type'
import { scopeOf, type Viewer } from '@sluice/core/identity/policy'
import type { Api } from '../../platform/api.ts'
import type { Reader } from '../../platform/db.ts'
import { requireScope } from '../../platform/policy.ts'
import { refuse } from '../../platform/refusal.ts'
import { route } from '../../platform/route.ts'
import { selectUsage } from './field-usage.queries.ts'
import { selectFields } from './fields.queries.ts'
import { changeField, createField, orderFields } from './save-field.ts'

/** Custom fields: read by everybody, but for those hidden from their role; changed by who may configure. */
export function fieldRoutes(api: Api): void {
  route(api, contracts.listFields, async ({ tx, viewer, query }) => ({ items: await shown(tx, viewer, query.object) }))
  route(api, contracts.createField, async ({ tx, act, viewer, body }) => {
    requireScope(viewer, 'config', 'write')
    return one(tx, viewer, await createField(tx, act, body))
  })
  route(api, contracts.changeField, async ({ tx, act, viewer, params, version, body, request }) => {
    requireScope(viewer, 'config', 'write')
    const { settings, ...rest } = body
    await changeField(tx, act, params.id, version, { ...rest, ...(settings !== undefined && { settings: sentOf(settings, request.body) }) })
    return one(tx, viewer, params.id)
  })
  route(api, contracts.orderFields, async ({ tx, act, viewer, body }) => {
    requireScope(viewer, 'config', 'write')
    await orderFields(tx, act, body)
    return { items: await shown(tx, viewer, body.object) }
  })
  route(api, contracts.getFieldUsage, async ({ tx, viewer, params }) => {
    requireScope(viewer, 'config', 'write')
    const field = (await selectFields(tx, viewer.orgId)).find((candidate) => candidate.id === params.id) ?? refuse('record.not_found')
    return selectUsage(tx, viewer, field)
  })
}

/** What was left out was filled in by the contract's defaults: only what was sent is a change. */
function sentOf(settings: Partial<FieldSettings>, body: unknown): Partial<FieldSettings> {
  const sent: unknown = typeof body === 'object' && body !== null && 'settings' in body ? body.settings : null
  const keys = new Set(Object.keys(Object(sent) as object))
  return Object.fromEntries(Object.entries(settings).filter(([key]) => keys.has(key)))
}

async function shown(tx: Reader, viewer: Viewer, object?: CustomField['object']): Promise<FieldInUse[]> {
  const mayConfigure = scopeOf(viewer, 'config', 'write') !== 'none'
  const fields = await selectFields(tx, viewer.orgId)
  return fields
    .filter((field) => (object === undefined || field.object === object) && (mayConfigure || maySee(field, viewer.role)))
    .map((field) => ({ ...field, mayRead: maySee(field, viewer.role), mayWrite: !isComputed(field) && mayWrite(field, viewer.role) }))
}

async function one(tx: Reader, viewer: Viewer, id: string): Promise<FieldInUse> {
  return (await shown(tx, viewer)).find((field) => field.id === id) ?? refuse('record.not_found')
}
