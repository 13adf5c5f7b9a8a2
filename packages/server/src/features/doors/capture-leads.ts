import { captureEntry, type captureLeads } from '@sluice/core/doors/contract'
import { scopeOf, type Viewer } from '@sluice/core/identity/policy'
import type { AnswerOf } from '@sluice/core/lib/contract'
import { sql } from 'kysely'
import type { z } from 'zod'
import { assignOwner } from '../../platform/assign-owner.ts'
import { attempt } from '../../platform/attempt.ts'
import type { Tx } from '../../platform/db.ts'
import type { Act } from '../../platform/event-log.ts'
import { newId } from '../../platform/ids.ts'
import { requireScope } from '../../platform/policy.ts'
import { refuse } from '../../platform/refusal.ts'
import { writeCustom } from '../fields/write-custom.ts'
import { loadLeads } from '../leads/load-leads.ts'
import { joinTouches, readTouches, sourceOf } from '../touches/capture.ts'

/** Clocks of phones run ahead, and a fair may be weeks past before somebody has a network again. */
const earliestDays = 90

/**
 * Takes entries that were noted at a fair: each is made once, by the id that the device gave it, and each for itself, so that one that is refused
 * stops none of the others. The lead is as old as its entry.
 */
export async function takeEntries(tx: Tx, act: Act, viewer: Viewer, items: readonly unknown[]): Promise<AnswerOf<typeof captureLeads>['items']> {
  requireScope(viewer, 'lead', 'write')
  const answers: AnswerOf<typeof captureLeads>['items'] = []
  for (const item of items) {
    const said = Object(item) as { id?: unknown }
    const id = typeof said.id === 'string' ? said.id.slice(0, 64) : ''
    const read = captureEntry.safeParse(item)
    if (!read.success) {
      answers.push({ id, leadId: null, isNew: false, code: 'request.invalid' })
      continue
    }
    let made: { leadId: string; isNew: boolean } | null = null
    const refused = await attempt(tx, async () => {
      made = await takeEntry(tx, act, viewer, read.data)
    })
    const { leadId = null, isNew = false } = (made as { leadId: string; isNew: boolean } | null) ?? {}
    answers.push({ id, leadId, isNew, code: refused?.code ?? null })
  }
  return answers
}

async function takeEntry(tx: Tx, act: Act, viewer: Viewer, entry: z.output<typeof captureEntry>): Promise<{ leadId: string; isNew: boolean }> {
  const { orgId } = act
  // The same entry sent twice at once: the second waits here for the first.
  await sql`select pg_advisory_xact_lock(hashtextextended(${`entry ${orgId} ${entry.id}`}, 0))`.execute(tx)
  const before = await tx.selectFrom('captured_entry').select(['lead_id as leadId', 'user_id as userId']).where('org_id', '=', orgId).where('id', '=', entry.id).executeTakeFirst()
  if (before !== undefined) {
    // Ids are random: whose it is not has guessed or copied it.
    if (before.userId !== viewer.userId) refuse('record.not_found')
    return { leadId: before.leadId, isNew: false }
  }
  const owned = await assignOwner(tx, viewer, 'lead', undefined)
  if (owned.ownerId === null && scopeOf(viewer, 'lead', 'write') === 'own') refuse('permission.denied')
  const now = Date.parse(act.now)
  const createdAt = new Date(Math.min(now, Math.max(Date.parse(entry.at), now - earliestDays * 86_400_000))).toISOString()
  const arrival = { ...(entry.code !== null && { code: entry.code }), ...(entry.campaignId !== null && { campaignId: entry.campaignId }) }
  const captured = await readTouches(tx, act, Object.keys(arrival).length === 0 ? undefined : arrival)
  const leadId = newId()
  const { name, company, title, phone, email, wechat, note } = entry
  await loadLeads(tx, act, [{ id: leadId, name, company, title, phone, email, wechat, note, ...owned, sourceId: sourceOf(captured), createdAt }])
  await joinTouches(tx, act, { id: leadId, ...owned }, captured)
  // What the organisation asks of a lead is asked when it is completed: a fair's stand is no desk.
  await writeCustom(tx, act, null, { object: 'lead', id: leadId, isNew: true, record: { name, company, status: 'new', createdAt } }, {})
  await tx.insertInto('captured_entry').values({ org_id: orgId, id: entry.id, user_id: viewer.userId, lead_id: leadId, at: act.now }).execute()
  return { leadId, isNew: true }
}
