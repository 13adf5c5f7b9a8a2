import type { AnswerOf, BodyOf } from '@sluice/core/lib/contract'
import type { bulkChangeLeads as bulkContract } from '@sluice/core/leads/contract'
import { allows, type Viewer } from '@sluice/core/identity/policy'
import type { RefusalCode } from '@sluice/core/refusals'
import { sql } from 'kysely'
import { assignOwner } from '../../platform/assign-owner.ts'
import type { Tx } from '../../platform/db.ts'
import { append, type Act } from '../../platform/event-log.ts'
import { changesOf, requireKnown } from '../../platform/record-change.ts'
import { lockLeads, type LeadRow } from './leads.queries.ts'

/**
 * Changes many leads in one transaction and two statements. One that cannot be changed is told with its code and does
 * not stop the others. A wrong owner or tag refuses the whole.
 */
export async function bulkChangeLeads(tx: Tx, act: Act, viewer: Viewer, body: BodyOf<typeof bulkContract>): Promise<AnswerOf<typeof bulkContract>> {
  const owned = body.ownerId === undefined ? {} : await assignOwner(tx, viewer, 'lead', body.ownerId)
  await requireKnown(tx, viewer.orgId, { tagIds: body.addTagIds })
  const found = new Map((await lockLeads(tx, viewer, body.ids)).map((lead) => [lead.id, lead]))
  const changed: string[] = []
  const refused: { id: string; code: RefusalCode }[] = []
  const edits: { before: LeadRow; after: LeadRow; changes: ReturnType<typeof changesOf> }[] = []
  for (const id of new Set(body.ids)) {
    const before = found.get(id)
    const code = before === undefined ? 'record.not_found' : refusalOf(viewer, before, body)
    if (before === undefined || code !== null) {
      refused.push({ id, code: code ?? 'record.not_found' })
      continue
    }
    const tagIds = [...new Set([...before.tagIds, ...(body.addTagIds ?? [])])].filter((tag) => body.removeTagIds?.includes(tag) !== true)
    const status = body.status ?? before.status
    const patch = { ...owned, tagIds, status, ...(status !== 'invalid' && { invalidReason: null }) }
    const changes = changesOf(before, patch)
    changed.push(id)
    if (Object.keys(changes).length > 0) edits.push({ before, after: { ...before, ...patch }, changes })
  }
  await writeLeads(tx, act, edits)
  await append(tx, act, edits.map(({ after, changes }) => ({
    type: 'lead.changed', payload: { changes }, subjectType: 'lead', subjectId: after.id, ownerId: after.ownerId, teamId: after.teamId,
  })))
  return { changed, refused }
}

function refusalOf(viewer: Viewer, lead: LeadRow, body: BodyOf<typeof bulkContract>): RefusalCode | null {
  if (!allows(viewer, 'lead', 'write', lead)) return 'permission.denied'
  return body.status !== undefined && lead.status === 'converted' ? 'lead.already_converted' : null
}

async function writeLeads(tx: Tx, act: Act, edits: readonly { after: LeadRow; changes: object }[]): Promise<void> {
  if (edits.length === 0) return
  const rows = edits.map(({ after, changes }) => ({ ...after, moved: 'status' in changes }))
  await sql`
    update lead l set owner_id = r."ownerId", team_id = r."teamId", status = r.status, invalid_reason = r."invalidReason", tag_ids = r."tagIds",
      status_at = case when r.moved then ${act.now}::timestamptz else l.status_at end, version = l.version + 1
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, "ownerId" uuid, "teamId" uuid, status text, "invalidReason" text,
      "tagIds" uuid[], moved boolean)
    where l.org_id = ${act.orgId} and l.id = r.id`.execute(tx)
}
