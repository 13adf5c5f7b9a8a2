import type { Activity, Attachment, Comment, CommentSubject, SubjectType } from '@sluice/core/activities/contract'
import { mentionedIds } from '@sluice/core/activities/mentions'
import type { Ref } from '@sluice/core/lib/wire'
import { sql } from 'kysely'
import type { Reader } from '../../platform/db.ts'

/** SQL that reads activities, comments and files. The caller has asked `requireSubject` about the record they hang on. */

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

export type CommentRow = Comment & { subjectType: CommentSubject; subjectId: string }
const commentColumns = sql`m.id, jsonb_build_object('id', u.id, 'name', u.name) as author, m.body, m.created_at as "createdAt", m.version,
  m.subject_type as "subjectType", m.subject_id as "subjectId"`

export async function selectComments(tx: Reader, orgId: string, subjectType: CommentSubject, subjectId: string): Promise<CommentRow[]> {
  const { rows } = await sql<Omit<CommentRow, 'mentions'>>`
    select ${commentColumns} from comment m join app_user u on u.org_id = m.org_id and u.id = m.author_id
    where m.org_id = ${orgId} and m.subject_type = ${subjectType} and m.subject_id = ${subjectId} and m.deleted_at is null
    order by m.created_at, m.id`.execute(tx)
  return withMentions(tx, orgId, rows)
}

export async function selectComment(tx: Reader, orgId: string, id: string): Promise<CommentRow | undefined> {
  const { rows } = await sql<Omit<CommentRow, 'mentions'>>`
    select ${commentColumns} from comment m join app_user u on u.org_id = m.org_id and u.id = m.author_id
    where m.org_id = ${orgId} and m.id = ${id} and m.deleted_at is null`.execute(tx)
  return (await withMentions(tx, orgId, rows))[0]
}

/** With the names, as of today, of those who are named. */
async function withMentions(tx: Reader, orgId: string, comments: readonly Omit<CommentRow, 'mentions'>[]): Promise<CommentRow[]> {
  const ids = comments.flatMap((comment) => mentionedIds(comment.body))
  const { rows } = ids.length === 0 ? { rows: [] } : await sql<Comment['mentions'][number]>`
    select id, name, 'user' as kind from app_user where org_id = ${orgId} and id = any(${sql.val(ids)}::uuid[])
    union all select id, name, 'team' from team where org_id = ${orgId} and id = any(${sql.val(ids)}::uuid[])`.execute(tx)
  return comments.map((comment) => ({ ...comment, mentions: rows.filter((row) => comment.body.includes(`@[${row.id}]`)) }))
}

export async function selectPeople(tx: Reader, orgId: string, ids: readonly string[]): Promise<Ref[]> {
  if (ids.length === 0) return []
  return (await sql<Ref>`select id, name from app_user where org_id = ${orgId} and id = any(${sql.val([...ids])}::uuid[]) order by name, id`.execute(tx)).rows
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
