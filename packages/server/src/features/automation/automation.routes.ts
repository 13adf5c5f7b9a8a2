import * as contracts from '@sluice/core/automation/contract'
import { automationDefinition, objectOf } from '@sluice/core/automation/definition'
import type { Viewer } from '@sluice/core/identity/policy'
import { sql } from 'kysely'
import type { Api } from '../../platform/api.ts'
import type { Reader, Tx } from '../../platform/db.ts'
import { append } from '../../platform/event-log.ts'
import { newId } from '../../platform/ids.ts'
import { scopeFilter } from '../../platform/policy.ts'
import { refuse } from '../../platform/refusal.ts'
import { route, streamRoute } from '../../platform/route.ts'
import type { AutomationWorld } from './actions.ts'
import { changeAutomation, createAutomation, orderAutomations, publishAutomation, renewSecret } from './automations.ts'
import { mayWrite, requireReader, selectAutomation, selectAutomations, selectNames, unavailableOf } from './automations.queries.ts'
import { backTest } from './back-test.ts'
import { dryRun } from './dry-run.ts'
import { selectRun, selectRuns } from './runs.queries.ts'
import { setOff } from './set-off.ts'
import { selectActive } from './versions.ts'

/** Automations, their runs, and what they would do. The public side is hook-door.ts. */
export function automationRoutes(api: Api, world: AutomationWorld): void {
  const show = async (tx: Reader, viewer: Viewer, id: string) => (await selectAutomation(tx, viewer, id, world, api.clock.now())) ?? refuse('record.not_found')
  route(api, contracts.listAutomations, async ({ tx, viewer, query }) => {
    requireReader(viewer)
    const items = await selectAutomations(tx, viewer, query, api.clock.now())
    return { items, canCreate: mayWrite(viewer, viewer.userId), names: await selectNames(tx, viewer.orgId, items.map((one) => one.definition), world) }
  })
  route(api, contracts.getAutomation, async ({ tx, viewer, params }) => {
    requireReader(viewer)
    return show(tx, viewer, params.id)
  })
  route(api, contracts.createAutomation, async ({ tx, act, viewer, body }) => show(tx, viewer, await createAutomation(tx, act, viewer, body)))
  route(api, contracts.changeAutomation, async ({ tx, act, viewer, params, version, body }) => {
    await changeAutomation(tx, act, viewer, params.id, version, body, api.jobs)
    return show(tx, viewer, params.id)
  })
  route(api, contracts.publishAutomation, async ({ tx, act, viewer, params, version, body }) => {
    await publishAutomation(tx, act, viewer, params.id, version, body.note, world, api.jobs)
    return show(tx, viewer, params.id)
  })
  route(api, contracts.orderAutomations, async ({ tx, act, viewer, body }) => ({ ids: await orderAutomations(tx, act, viewer, body.ids) }))
  route(api, contracts.renewWebhookSecret, async ({ tx, act, viewer, params }) => ({ secret: await renewSecret(tx, act, viewer, params.id, api.secrets) }))
  route(api, contracts.getAutomationChoices, async ({ tx, viewer }) => {
    requireReader(viewer)
    const named = async (table: 'sequence' | 'approval_flow' | 'public_form') => (await sql<{ id: string; name: string }>`
      select id, name from ${sql.table(table)} where org_id = ${viewer.orgId} and archived_at is null ${table === 'sequence' ? sql`and published_number is not null` : sql``} order by name, id limit 500`.execute(tx)).rows
    return {
      sequences: await named('sequence'), flows: await named('approval_flow'), forms: await named('public_form'), robots: await world.robots(tx, viewer.orgId), webhooks: await world.webhooks(tx, viewer.orgId), projectTemplates: await world.projectTemplates(tx, viewer.orgId),
      unavailable: unavailableOf(world), canMail: await world.canMail(tx, viewer.orgId), canRunAsOthers: viewer.role === 'admin',
    }
  })
  runRoutes(api, world)
  trialRoutes(api, world)
  buttonRoutes(api)
}

function runRoutes(api: Api, world: AutomationWorld): void {
  route(api, contracts.listAutomationRuns, async ({ tx, viewer, session, query }) => {
    requireReader(viewer)
    return selectRuns(tx, viewer, query, session.org.timeZone)
  })
  route(api, contracts.getAutomationRun, async ({ tx, viewer, params }) => {
    requireReader(viewer)
    return (await selectRun(tx, viewer, params.id, world)) ?? refuse('record.not_found')
  })
  route(api, contracts.replayAutomationRuns, async ({ tx, act, viewer, body }) => {
    requireReader(viewer)
    const { rows } = await sql<{ id: string; state: string; ownerId: string }>`
      select r.id, r.state, a.owner_id as "ownerId" from automation_run r join automation a on a.org_id = r.org_id and a.id = r.automation_id where r.org_id = ${viewer.orgId} and r.id = any(${sql.val(body.ids)}::uuid[]) order by r.id for update of r`.execute(tx)
    const whyNot = (id: string) => {
      const row = rows.find((one) => one.id === id)
      return row === undefined ? 'record.not_found' : !mayWrite(viewer, row.ownerId) ? 'permission.denied' : row.state === 'failed' ? null : 'automation.cannot_replay'
    }
    const replayed = body.ids.filter((id) => whyNot(id) === null)
    await sql`update automation_run r set state = case when step_id is null then 'queued' else 'waiting' end, reason = 'retry', due_at = ${act.now}::timestamptz, ended_at = null, attempts = 0,
      is_held = exists (select from automation a where a.org_id = r.org_id and a.id = r.automation_id and a.paused_at is not null) where org_id = ${viewer.orgId} and id = any(${sql.val(replayed)}::uuid[])`.execute(tx)
    const first = rows[0]
    // Wakes whoever works runs, and the lists that show them.
    if (first !== undefined && replayed.length > 0) await append(tx, act, [{ type: 'config.changed', payload: { what: 'automation_run', name: '' }, subjectType: 'config', subjectId: first.id, ownerId: null, teamId: null }])
    return { replayed, refused: body.ids.flatMap((id) => {
      const code = whyNot(id)
      return code === null ? [] : [{ id, code }]
    }) }
  })
}

function trialRoutes(api: Api, world: AutomationWorld): void {
  const find = async (tx: Reader, viewer: Viewer, id: string) => {
    requireReader(viewer)
    const row = await tx.selectFrom('automation').select(['id', 'name', 'draft', 'owner_id']).where('org_id', '=', viewer.orgId).where('id', '=', id).executeTakeFirst()
    return row === undefined ? refuse('record.not_found') : row
  }
  route(api, contracts.backTestAutomation, async ({ tx, viewer, params, body }) => {
    const row = await find(tx, viewer, params.id)
    return backTest(tx, viewer, body.draft ?? automationDefinition.parse(row.draft), body.days, api.clock.now())
  })
  streamRoute(api, contracts.dryRunAutomation, async ({ viewer, params, body }) => {
    const row = await api.db.forRequests.read(viewer.orgId, (tx) => find(tx, viewer, params.id))
    if (!mayWrite(viewer, row.owner_id)) refuse('permission.denied')
    return dryRun(api.db, viewer, row, body.draft ?? automationDefinition.parse(row.draft), body.recordId, api.clock.now(), world)
  })
}

function buttonRoutes(api: Api): void {
  const requireSeen = async (tx: Reader, viewer: Viewer, object: 'deal' | 'lead' | 'account' | 'contact', id: string) => {
    const { rows } = await sql`select from ${sql.table(object)} r where r.org_id = ${viewer.orgId} and r.id = ${id} and ${scopeFilter(viewer, object, 'write', 'r')}`.execute(tx)
    return rows.length > 0
  }
  route(api, contracts.listAutomationButtons, async ({ tx, viewer, query }) => {
    const buttons = (await selectActive(tx, viewer.orgId)).flatMap(({ id, name, definition: { trigger } }) => (trigger.kind === 'button' && trigger.object === query.object ? [{ automationId: id, name, label: trigger.label }] : []))
    return { items: buttons.length > 0 && (await requireSeen(tx, viewer, query.object, query.id)) ? buttons : [] }
  })
  route(api, contracts.pressAutomationButton, async ({ tx, act, viewer, params, body }) => {
    const automation = (await selectActive(tx, viewer.orgId)).find((one) => one.id === params.id) ?? (await whyNotActive(tx, viewer, params.id))
    const { trigger } = automation.definition
    if (trigger.kind !== 'button') refuse('automation.wrong_record')
    if (!(await requireSeen(tx, viewer, trigger.object, body.recordId))) refuse('record.not_found')
    const key = `button:${newId()}`
    const [runId] = await setOff(tx, act, [{ automation, key, recordType: objectOf(trigger), recordId: body.recordId, causeSeq: null, depth: 0, actorId: viewer.userId, occasion: key, inputs: {}, at: act.now }])
    return { runId: runId ?? refuse('automation.not_active') }
  })
}

async function whyNotActive(tx: Tx, viewer: Viewer, id: string): Promise<never> {
  const row = await tx.selectFrom('automation').select('id').where('org_id', '=', viewer.orgId).where('id', '=', id).executeTakeFirst()
  return refuse(row === undefined ? 'record.not_found' : 'automation.not_active')
}
