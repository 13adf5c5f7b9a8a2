import * as contracts from '@sluice/core/cleaning/contract'
import { managesFunnel, type Viewer } from '@sluice/core/identity/policy'
import { likenessTo } from '@sluice/core/cleaning/likeness'
import { sql } from 'kysely'
import type { Api } from '../../platform/api.ts'
import type { Reader, Tx } from '../../platform/db.ts'
import { requireScope, requireWrite } from '../../platform/policy.ts'
import { refuse } from '../../platform/refusal.ts'
import { route } from '../../platform/route.ts'
import type { Session } from '../../platform/session.ts'
import { lockLeads, selectLead } from '../leads/leads.queries.ts'
import { checkEntry } from './check-entry.ts'
import { selectEffortRefusals, selectHeld, selectMerges, selectPairs } from './cleaning.queries.ts'
import { decideHeld } from './decide-held.ts'
import { duplicatesOf } from './duplicates.queries.ts'
import { saveEffortPolicy, showEffort, showEffortPolicy } from './effort-settings.ts'
import { selectLeadFaces } from './faces.queries.ts'
import { followUp } from './follow-up.ts'
import { mergeLeads } from './merge-leads.ts'
import { selectMergeRules, selectScreenRules } from './rules.queries.ts'
import { addMergeRule, addScreenRule, dropRule, editMergeRule, editScreenRule, orderRules, previewRule } from './save-rules.ts'
import { undoMerge } from './undo-merge.ts'

/** Duplicates and their merging, pre-screening, and what must be tried before a lead is given up. */
export function cleaningRoutes(api: Api): void {
  duplicateRoutes(api)
  screeningRoutes(api)
  effortRoutes(api)
}

const find = async (tx: Reader, viewer: Viewer, id: string) => (await selectLead(tx, viewer, id)) ?? refuse('record.not_found')

function duplicateRoutes(api: Api): void {
  route(api, contracts.checkLead, async ({ tx, viewer, body }) => {
    requireScope(viewer, 'lead', 'write')
    return checkEntry(tx, viewer, body)
  })
  route(api, contracts.listLeadDuplicates, async ({ tx, viewer, params }) => {
    const lead = await find(tx, viewer, params.id)
    const face = (await selectLeadFaces(tx, viewer.orgId, [lead.id], viewer.role)).get(lead.id) ?? refuse('record.not_found')
    const items = await duplicatesOf(tx, viewer, face, { id: lead.id, canWrite: lead.canWrite, isConverted: lead.status === 'converted' })
    const dismissed = await selectDismissed(tx, viewer.orgId, lead.id)
    // What it was converted into is no duplicate of it.
    const own = [lead.convertedAccountId, lead.convertedContactId]
    return { items: items.filter((one) => !dismissed.has(one.id) && !own.includes(one.id)) }
  })
  route(api, contracts.listLeadPairs, async ({ tx, viewer, query }) => {
    requireScope(viewer, 'lead', 'read')
    return selectPairs(tx, viewer, query)
  })
  route(api, contracts.dismissLeadPair, async ({ tx, act, viewer, body }) => {
    await markPair(tx, viewer, body, { by: viewer.userId, at: act.now })
    return undefined
  })
  route(api, contracts.restoreLeadPair, async ({ tx, viewer, body }) => {
    await markPair(tx, viewer, body, null)
    return undefined
  })

  route(api, contracts.mergeLeads, async ({ tx, act, viewer, params, version, body }) => {
    if (params.id === body.mergedId) refuse('merge.same_lead')
    const leads = await lockLeads(tx, viewer, [params.id, body.mergedId])
    const [kept, merged] = [params.id, body.mergedId].map((id) => leads.find((lead) => lead.id === id) ?? refuse('record.not_found'))
    for (const lead of leads) requireWrite(viewer, 'lead', lead)
    if (kept?.version !== version) refuse('conflict.stale_version')
    const faces = await selectLeadFaces(tx, viewer.orgId, [kept.id, merged?.id ?? ''], null)
    const [face, other] = [faces.get(kept.id), faces.get(body.mergedId)]
    const likeness = face === undefined || other === undefined ? { score: 0, reasons: [] } : likenessTo(face)(other)
    const mergeId = await mergeLeads(tx, act, kept.id, body.mergedId, body.choices, { ...likeness, rule: null })
    // Also when it belongs to somebody else from now on.
    return { mergeId, lead: await find(tx, { ...viewer, role: 'admin' }, kept.id) }
  })
  route(api, contracts.listLeadMerges, async ({ tx, viewer, query }) => {
    requireScope(viewer, 'lead', 'read')
    return selectMerges(tx, viewer, query)
  })
  route(api, contracts.undoLeadMerge, async ({ tx, act, viewer, params }) => undoMerge(tx, act, viewer, params.id))

  const findRule = async (tx: Reader, orgId: string, id: string) => (await selectMergeRules(tx, orgId)).find((rule) => rule.id === id) ?? refuse('record.not_found')
  route(api, contracts.listMergeRules, async ({ tx, viewer }) => ({ items: await selectMergeRules(tx, viewer.orgId) }))
  route(api, contracts.createMergeRule, async ({ tx, act, viewer, session, body }) => {
    requireScope(viewer, 'config', 'write')
    return findRule(tx, viewer.orgId, await addMergeRule(tx, act, asker(api, session, viewer), body))
  })
  route(api, contracts.changeMergeRule, async ({ tx, act, viewer, session, params, version, body }) => {
    requireScope(viewer, 'config', 'write')
    await editMergeRule(tx, act, asker(api, session, viewer), params.id, version, body)
    return findRule(tx, viewer.orgId, params.id)
  })
  route(api, contracts.removeMergeRule, async ({ tx, act, viewer, params }) => {
    requireScope(viewer, 'config', 'write')
    await dropRule(tx, act, 'merge_rule', params.id)
    return undefined
  })
}

const asker = (api: Api, session: Session, viewer: Viewer) => ({ viewer, timeZone: session.org.timeZone, now: api.clock.now() })

async function selectDismissed(tx: Reader, orgId: string, leadId: string): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`select case when low_id = ${leadId} then high_id else low_id end as id from lead_pair
    where org_id = ${orgId} and (low_id = ${leadId} or high_id = ${leadId}) and dismissed_at is not null`.execute(tx)
  return new Set(rows.map((row) => row.id))
}

/** Says of two leads that the viewer may both change whether they are two. A pair that has not been found yet is kept as such. */
async function markPair(tx: Tx, viewer: Viewer, { a, b }: { a: string; b: string }, dismissed: { by: string; at: string } | null): Promise<void> {
  if (a === b) refuse('merge.same_lead')
  const leads = await lockLeads(tx, viewer, [a, b])
  if (leads.length < 2) refuse('record.not_found')
  for (const lead of leads) requireWrite(viewer, 'lead', lead)
  const [low, high] = a < b ? [a, b] : [b, a]
  if (dismissed === null) {
    await sql`update lead_pair set dismissed_by = null, dismissed_at = null where org_id = ${viewer.orgId} and low_id = ${low} and high_id = ${high}`.execute(tx)
    return
  }
  await sql`insert into lead_pair (org_id, id, low_id, high_id, score, reasons, found_at, dismissed_by, dismissed_at)
    values (${viewer.orgId}, gen_random_uuid(), ${low}, ${high}, 0, '[]'::jsonb, ${dismissed.at}, ${dismissed.by}, ${dismissed.at})
    on conflict (org_id, low_id, high_id) do update set dismissed_by = excluded.dismissed_by, dismissed_at = excluded.dismissed_at`.execute(tx)
}

function screeningRoutes(api: Api): void {
  const findRule = async (tx: Reader, orgId: string, id: string) => (await selectScreenRules(tx, orgId)).find((rule) => rule.id === id) ?? refuse('record.not_found')
  route(api, contracts.listScreenRules, async ({ tx, viewer }) => ({ items: await selectScreenRules(tx, viewer.orgId) }))
  route(api, contracts.createScreenRule, async ({ tx, act, viewer, session, body }) => {
    requireScope(viewer, 'config', 'write')
    return findRule(tx, viewer.orgId, await addScreenRule(tx, act, asker(api, session, viewer), body))
  })
  route(api, contracts.changeScreenRule, async ({ tx, act, viewer, session, params, version, body }) => {
    requireScope(viewer, 'config', 'write')
    await editScreenRule(tx, act, asker(api, session, viewer), params.id, version, body)
    return findRule(tx, viewer.orgId, params.id)
  })
  route(api, contracts.removeScreenRule, async ({ tx, act, viewer, params }) => {
    requireScope(viewer, 'config', 'write')
    await dropRule(tx, act, 'screen_rule', params.id)
    return undefined
  })
  route(api, contracts.orderScreenRules, async ({ tx, act, viewer, body }) => {
    requireScope(viewer, 'config', 'write')
    await orderRules(tx, act, body.ids)
    return { items: await selectScreenRules(tx, viewer.orgId) }
  })
  route(api, contracts.previewScreenRule, async ({ tx, viewer, session, body }) => {
    requireScope(viewer, 'lead', 'read')
    return previewRule(tx, viewer, asker(api, session, viewer), body.condition)
  })
  route(api, contracts.listHeldLeads, async ({ tx, viewer, query }) => {
    requireScope(viewer, 'lead', 'read')
    return selectHeld(tx, viewer, query)
  })
  route(api, contracts.decideHeldLeads, async ({ tx, act, viewer, body }) => decideHeld(tx, act, viewer, body))
}

function effortRoutes(api: Api): void {
  route(api, contracts.getEffortPolicy, async ({ tx, viewer }) => showEffortPolicy(tx, viewer.orgId))
  route(api, contracts.changeEffortPolicy, async ({ tx, act, viewer, body }) => {
    requireScope(viewer, 'config', 'write')
    await saveEffortPolicy(tx, act, body)
    return showEffortPolicy(tx, viewer.orgId)
  })
  route(api, contracts.getLeadEffort, async ({ tx, viewer, session, params }) => {
    await find(tx, viewer, params.id)
    return showEffort(tx, viewer, session.org.timeZone, api.clock.now(), params.id)
  })
  route(api, contracts.listEffortRefusals, async ({ tx, viewer, query }) => {
    if (!managesFunnel(viewer)) refuse('permission.denied')
    return selectEffortRefusals(tx, viewer, query)
  })
  route(api, contracts.planFollowUp, async ({ tx, act, viewer, session, params, body }) => {
    const days = await followUp(tx, act, viewer, session.org.timeZone, params.id, body)
    return { days, lead: await find(tx, viewer, params.id) }
  })
}
