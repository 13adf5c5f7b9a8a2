import type { Activity, Attachment, SubjectType } from '@sluice/core/activities/contract'
import { sql } from 'kysely'
import type { Reader } from '../../platform/db.ts'

/** SQL that reads activities and files. The caller has asked `requireSubject` about the record they hang on. */

/** An activity as answered; `a` is the activity. */
export const activityJson = sql`jsonb_build_object('id', a.id, 'kind', a.kind, 'subjectType', a.subject_type, 'subjectId', a.subject_id,
  'contact', (select jsonb_build_object('id', c.id, 'name', c.name) from contact c where c.org_id = a.org_id and c.id = a.contact_id),
  'at', to_char(a.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'minutes', a.minutes, 'outcome', a.outcome, 'body', a.body,
  'author', (select jsonb_build_object('id', u.id, 'name', u.name) from app_user u where u.org_id = a.org_id and u.id = a.author_id),
  'createdAt', to_char(a.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'custom', a.custom, 'version', a.version)`

export interface ActivityRow {
  id: string
  authorId: string | null
  isDeleted: boolean
  activity: Activity
}

export async function selectActivity(tx: Reader, orgId: string, id: string): Promise<ActivityRow | undefined> {
  const { rows } = await sql<ActivityRow>`
    select a.id, a.author_id as "authorId", a.deleted_at is not null as "isDeleted", ${activityJson} as activity
    from activity a where a.org_id = ${orgId} and a.id = ${id}`.execute(tx)
  return rows[0]
}

export interface AttachmentRow extends Attachment {
  subjectType: SubjectType
  subjectId: string
}
const attachmentColumns = sql`f.id, f.kind, f.name, f.media_type as "mediaType", f.size_bytes as "sizeBytes",
  jsonb_build_object('id', u.id, 'name', u.name) as "uploadedBy", f.created_at as "createdAt", f.subject_type as "subjectType", f.subject_id as "subjectId"`

export async function selectAttachments(tx: Reader, orgId: string, subjectType: SubjectType, subjectId: string): Promise<AttachmentRow[]> {
  const { rows } = await sql<AttachmentRow>`
    select ${attachmentColumns} from attachment f join app_user u on u.org_id = f.org_id and u.id = f.uploaded_by
    where f.org_id = ${orgId} and f.subject_type = ${subjectType} and f.subject_id = ${subjectId} and f.deleted_at is null
    order by f.created_at desc, f.id desc`.execute(tx)
  return rows
}

export async function selectAttachment(tx: Reader, orgId: string, id: string): Promise<AttachmentRow | undefined> {
  const { rows } = await sql<AttachmentRow>`
    select ${attachmentColumns} from attachment f join app_user u on u.org_id = f.org_id and u.id = f.uploaded_by
    where f.org_id = ${orgId} and f.id = ${id} and f.deleted_at is null`.execute(tx)
  return rows[0]
}

/** One piece of a file's contents, counted from 0; undefined behind the end. */
export async function selectPiece(tx: Reader, orgId: string, fileId: string, n: number): Promise<Buffer | undefined> {
  const row = await tx.selectFrom('file_piece').select('bytes').where('org_id', '=', orgId).where('file_id', '=', fileId).where('n', '=', n).executeTakeFirst()
  return row?.bytes
}
