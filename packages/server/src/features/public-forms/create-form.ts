import type { createPublicForm } from '@sluice/core/public-forms/contract'
import { firstDraft } from '@sluice/core/public-forms/first-draft'
import { formKeyOf } from '@sluice/core/public-forms/form-key'
import type { Viewer } from '@sluice/core/identity/policy'
import type { BodyOf } from '@sluice/core/lib/contract'
import { sql } from 'kysely'
import { assignOwner } from '../../platform/assign-owner.ts'
import type { Tx } from '../../platform/db.ts'
import type { Act } from '../../platform/event-log.ts'
import { newId } from '../../platform/ids.ts'
import { requireScope } from '../../platform/policy.ts'
import { refuse } from '../../platform/refusal.ts'
import { tellForm } from './lock-form.ts'

/** Makes a form, with a short draft unless one is given, and answers its id. */
export async function createForm(tx: Tx, act: Act, viewer: Viewer, body: BodyOf<typeof createPublicForm>): Promise<string> {
  requireScope(viewer, 'campaign', 'write')
  const { ownerId, teamId } = await assignOwner(tx, viewer, 'campaign', body.ownerId ?? viewer.userId)
  if (ownerId === null) refuse('record.unknown_owner')
  const id = newId()
  const key = body.key === undefined ? await takeKey(tx, viewer.orgId, formKeyOf(body.name), 'next free') : await takeKey(tx, viewer.orgId, body.key, 'this one')
  await tx
    .insertInto('public_form')
    .values({
      org_id: viewer.orgId, id, key, name: body.name, draft: JSON.stringify(body.draft ?? firstDraft(body.name)), owner_id: ownerId, team_id: teamId,
      created_by: viewer.userId, created_at: act.now,
    })
    .execute()
  await tellForm(tx, act, { id, name: body.name, ownerId, teamId })
  return id
}

/** An address that no other form has; two that are made of one name at once wait for each other. */
export async function takeKey(tx: Tx, orgId: string, wanted: string, which: 'this one' | 'next free'): Promise<string> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`public form ${orgId}`}, 0))`.execute(tx)
  const { rows } = await sql<{ key: string }>`select key from public_form where org_id = ${orgId} and (key = ${wanted} or starts_with(key, ${`${wanted}-`}))`.execute(tx)
  const taken = new Set(rows.map((row) => row.key))
  if (!taken.has(wanted)) return wanted
  if (which === 'this one') refuse('public_form.key_taken', {}, [{ path: 'key', code: 'public_form.key_taken' }])
  for (let n = 2; ; n++) if (!taken.has(`${wanted}-${n}`)) return `${wanted}-${n}`
}
