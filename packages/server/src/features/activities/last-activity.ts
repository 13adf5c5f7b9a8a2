import { activityKinds } from '@sluice/core/config/activity-kinds'
import { sql } from 'kysely'
import type { Tx } from '../../platform/db.ts'
import type { ActivitySubject } from './load-activities.ts'

const facing = activityKinds.filter((kind) => kind.customerFacing).map((kind) => kind.key)

/**
 * Sets the clock "since the last customer-facing activity" anew from what is there, after an activity was corrected,
 * removed or restored: of its subject, of the contact who took part, and of the account behind either.
 */
export async function recountLastActivity(tx: Tx, orgId: string, about: { subjectType: ActivitySubject; subjectId: string; contactId: string | null }): Promise<void> {
  const { subjectType, subjectId, contactId } = about
  const counts = sql`a.org_id = ${orgId} and a.deleted_at is null and a.kind = any(${sql.val(facing)}::text[])`
  if (subjectType === 'lead' || subjectType === 'deal') {
    await sql`update ${sql.table(subjectType)} set last_activity_at =
        (select max(a.at) from activity a where ${counts} and a.subject_type = ${subjectType} and a.subject_id = ${subjectId})
      where org_id = ${orgId} and id = ${subjectId}`.execute(tx)
  }
  const contacts = [contactId, subjectType === 'contact' ? subjectId : null].filter((id) => id !== null)
  await sql`
    update contact c set last_activity_at =
      (select max(a.at) from activity a where ${counts} and (a.contact_id = c.id or (a.subject_type = 'contact' and a.subject_id = c.id)))
    where c.org_id = ${orgId} and c.id = any(${sql.val(contacts)}::uuid[])`.execute(tx)
  await sql`
    with touched as (
      select ${subjectType === 'account' ? subjectId : null}::uuid as id
      union select account_id from deal where org_id = ${orgId} and id = ${subjectType === 'deal' ? subjectId : null}::uuid
      union select account_id from contact where org_id = ${orgId} and id = any(${sql.val(contacts)}::uuid[])
    ), latest as (
      select t.id, greatest(
        (select max(a.at) from activity a where ${counts} and a.subject_type = 'account' and a.subject_id = t.id),
        (select max(d.last_activity_at) from deal d where d.org_id = ${orgId} and d.account_id = t.id),
        (select max(c.last_activity_at) from contact c where c.org_id = ${orgId} and c.account_id = t.id)) as at
      from touched t where t.id is not null
    )
    update account a set last_activity_at = l.at from latest l where a.org_id = ${orgId} and a.id = l.id`.execute(tx)
}
