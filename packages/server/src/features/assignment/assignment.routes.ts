import * as contracts from '@sluice/core/assignment/contract'
import type { AfterHours } from '@sluice/core/assignment/model'
import { readsWholeFunnel } from '@sluice/core/identity/policy'
import type { Api } from '../../platform/api.ts'
import { append } from '../../platform/event-log.ts'
import { readerLanguage } from '../../platform/reader-language.ts'
import { requireScope } from '../../platform/policy.ts'
import { refuse } from '../../platform/refusal.ts'
import { route } from '../../platform/route.ts'
import { lockAssigning } from './assign-lead.ts'
import { saveAssignee, selectAssignees } from './assignees.ts'
import { changeRule, createRule, orderRules, removeRule, requireAdmin } from './change-rules.ts'
import { acceptHandOver, rejectHandOver } from './decide-hand-over.ts'
import { handOverLead } from './hand-over-lead.ts'
import { seeRejections, selectHandOvers } from './hand-over.queries.ts'
import { selectLeadAssignment } from './lead-assignment.query.ts'
import { selectRules, shownRule } from './rules.queries.ts'
import { simulate } from './simulate.ts'

/** Rules by which leads are assigned, who can be given leads, and the hand-over to sales. */
export function assignmentRoutes(api: Api): void {
  route(api, contracts.listAssignRules, async ({ tx, viewer }) => {
    requireScope(viewer, 'lead', 'read')
    const setting = await tx.selectFrom('assign_setting').select('after_hours').where('org_id', '=', viewer.orgId).executeTakeFirst()
    const { waiting } = await tx.selectFrom('assign_wait').select((eb) => eb.fn.countAll<number>().as('waiting')).where('org_id', '=', viewer.orgId).executeTakeFirstOrThrow()
    const afterHours: AfterHours = setting?.after_hours === 'assign' ? 'assign' : 'hold'
    return { items: (await selectRules(tx, viewer.orgId)).map(shownRule), afterHours, waiting }
  })
  route(api, contracts.createAssignRule, ({ tx, act, viewer, body }) => createRule(tx, act, viewer, body))
  route(api, contracts.changeAssignRule, ({ tx, act, viewer, params, version, body }) => changeRule(tx, act, viewer, params.id, version, body))
  route(api, contracts.removeAssignRule, async ({ tx, act, viewer, params }) => {
    await removeRule(tx, act, viewer, params.id)
    return undefined
  })
  route(api, contracts.orderAssignRules, async ({ tx, act, viewer, body }) => {
    await orderRules(tx, act, viewer, body.ids)
    return { ids: body.ids }
  })
  route(api, contracts.changeAssignSetting, async ({ tx, act, viewer, body }) => {
    requireAdmin(viewer)
    await lockAssigning(tx, viewer.orgId)
    await tx.updateTable('assign_setting').set({ after_hours: body.afterHours }).where('org_id', '=', viewer.orgId).execute()
    await append(tx, act, [{ type: 'config.changed', payload: { what: 'assign_setting', name: '' }, subjectType: 'config', subjectId: viewer.orgId, ownerId: null, teamId: null }])
    return body
  })
  route(api, contracts.simulateAssignment, async ({ tx, viewer, body }) => {
    if (viewer.role !== 'admin' && viewer.role !== 'manager') refuse('permission.denied')
    return simulate(tx, viewer.orgId, api.clock.now(), body)
  })
  route(api, contracts.listAssignees, async ({ tx, viewer, session }) => {
    requireScope(viewer, 'lead', 'read')
    // Whoever reads only their own leads is told of themselves.
    return { items: await selectAssignees(tx, viewer.orgId, session.org.timeZone, api.clock.now(), readsWholeFunnel(viewer) ? undefined : viewer.userId) }
  })
  route(api, contracts.changeAssignee, async ({ tx, act, viewer, session, params, body }) => {
    await saveAssignee(tx, act, viewer, params.id, body)
    return (await selectAssignees(tx, viewer.orgId, session.org.timeZone, api.clock.now(), params.id))[0] ?? refuse('record.not_found')
  })

  route(api, contracts.getLeadAssignment, ({ tx, viewer, request, params }) => selectLeadAssignment(tx, viewer, readerLanguage(request) === 'en' ? 'en' : 'zh', api.clock.now(), params.id))
  route(api, contracts.handOverLead, ({ tx, act, viewer, params, body }) => handOverLead(tx, act, viewer, params.id, body.ownerId))
  route(api, contracts.acceptLead, async ({ tx, act, viewer, params }) => {
    await acceptHandOver(tx, act, viewer, params.id)
    return undefined
  })
  route(api, contracts.rejectLead, async ({ tx, act, viewer, params, body }) => {
    await rejectHandOver(tx, act, viewer, params.id, body.reason, body.note ?? '')
    return undefined
  })
  route(api, contracts.listHandOvers, ({ tx, viewer, query }) => selectHandOvers(tx, viewer, query))
  route(api, contracts.seeHandOvers, async ({ tx, act, viewer, body }) => ({ unseen: await seeRejections(tx, viewer, act.now, body.ids) }))
}
