import type { addSubstitute as addContract, listSubstitutes } from '@sluice/core/approvals/contract'
import type { Viewer } from '@sluice/core/identity/policy'
import type { AnswerOf, BodyOf } from '@sluice/core/lib/contract'
import { sql } from 'kysely'
import type { Reader, Tx } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import { refuse } from '../../platform/refusal.ts'

type Substitute = AnswerOf<typeof listSubstitutes>['items'][number]

/** The viewer's absences that are not over yet, soonest first. */
export async function selectSubstitutes(tx: Reader, viewer: Viewer, now: string): Promise<Substitute[]> {
  const { rows } = await sql<Substitute>`
    select s.id, jsonb_build_object('id', u.id, 'name', u.name) as substitute, s.from_at as "from", s.to_at as "to"
    from substitute s join app_user u on u.org_id = s.org_id and u.id = s.substitute_id
    where s.org_id = ${viewer.orgId} and s.user_id = ${viewer.userId} and s.to_at > ${now} order by s.from_at, s.id limit 100`.execute(tx)
  return rows
}

/** Names who stands in for the viewer, `[from, to)`; what is asked from then on goes to them. */
export async function addSubstitute(tx: Tx, viewer: Viewer, now: string, body: BodyOf<typeof addContract>): Promise<Substitute> {
  if (body.from >= body.to || body.to <= now || body.substituteId === viewer.userId) refuse('approval.bad_absence')
  const user = await tx.selectFrom('app_user').select(['id', 'name']).where('org_id', '=', viewer.orgId).where('id', '=', body.substituteId).where('status', '=', 'active').executeTakeFirst()
  if (user === undefined) refuse('approval.unknown_person')
  const id = newId()
  await tx.insertInto('substitute').values({ org_id: viewer.orgId, id, user_id: viewer.userId, substitute_id: user.id, from_at: body.from, to_at: body.to }).execute()
  return { id, substitute: user, from: body.from, to: body.to }
}

export async function removeSubstitute(tx: Tx, viewer: Viewer, id: string): Promise<void> {
  const gone = await tx.deleteFrom('substitute').where('org_id', '=', viewer.orgId).where('user_id', '=', viewer.userId).where('id', '=', id).executeTakeFirst()
  if (gone.numDeletedRows === 0n) refuse('record.not_found')
}
