import { type Comment, commentEditMinutes, type CommentSubject } from '@sluice/core/activities/contract'
import { mentionedIds } from '@sluice/core/activities/mentions'
import { recordsIn } from '@sluice/core/activities/text-links'
import type { Viewer } from '@sluice/core/identity/policy'
import type { Ref } from '@sluice/core/lib/wire'
import { sql } from 'kysely'
import type { Reader } from '../../platform/db.ts'
import { scopeFilter } from '../../platform/policy.ts'

/** SQL that reads comments. The caller has asked `requirePlace` about what they are about. */

type CommentRow = Comment & { subjectType: CommentSubject; subjectId: string }
type Stored = Omit<CommentRow, 'mentions' | 'links' | 'editableUntil'>
const commentColumns = sql`m.id, jsonb_build_object('id', u.id, 'name', u.name) as author, m.body, m.created_at as "createdAt", m.edited_at as "editedAt", m.version,
  m.subject_type as "subjectType", m.subject_id as "subjectId"`

export async function selectComments(tx: Reader, viewer: Viewer, now: string, subjectType: CommentSubject, subjectId: string): Promise<CommentRow[]> {
  const { rows } = await sql<Stored>`
    select ${commentColumns} from comment m join app_user u on u.org_id = m.org_id and u.id = m.author_id
    where m.org_id = ${viewer.orgId} and m.subject_type = ${subjectType} and m.subject_id = ${subjectId} and m.deleted_at is null
    order by m.created_at, m.id`.execute(tx)
  return shown(tx, viewer, now, rows)
}

export async function selectComment(tx: Reader, viewer: Viewer, now: string, id: string): Promise<CommentRow | undefined> {
  const { rows } = await sql<Stored>`
    select ${commentColumns} from comment m join app_user u on u.org_id = m.org_id and u.id = m.author_id
    where m.org_id = ${viewer.orgId} and m.id = ${id} and m.deleted_at is null`.execute(tx)
  return (await shown(tx, viewer, now, rows))[0]
}

export async function selectRemoved(tx: Reader, orgId: string, id: string): Promise<{ authorId: string; deletedAt: string; subjectType: CommentSubject; subjectId: string } | undefined> {
  const { rows } = await sql<{ authorId: string; deletedAt: string; subjectType: CommentSubject; subjectId: string }>`
    select author_id as "authorId", deleted_at as "deletedAt", subject_type as "subjectType", subject_id as "subjectId" from comment
    where org_id = ${orgId} and id = ${id} and deleted_at is not null`.execute(tx)
  return rows[0]
}

/** With the names, as of today, of those who are named, and of the records whose address stands in the text. */
async function shown(tx: Reader, viewer: Viewer, now: string, comments: readonly Stored[]): Promise<CommentRow[]> {
  const { orgId } = viewer
  const ids = comments.flatMap((comment) => mentionedIds(comment.body))
  const { rows } = ids.length === 0 ? { rows: [] } : await sql<Comment['mentions'][number]>`
    select id, name, 'user' as kind from app_user where org_id = ${orgId} and id = any(${sql.val(ids)}::uuid[])
    union all select id, name, 'team' from team where org_id = ${orgId} and id = any(${sql.val(ids)}::uuid[])`.execute(tx)
  const names = await selectRecordNames(tx, viewer, comments.flatMap((comment) => recordsIn(comment.body)))
  const edge = (at: string) => new Date(Date.parse(at) + commentEditMinutes * 60_000).toISOString()
  return comments.map((comment) => ({
    ...comment,
    mentions: rows.filter((row) => comment.body.includes(`@[${row.id}]`)),
    links: recordsIn(comment.body).flatMap(({ path }) => {
      const name = names.get(path)
      return name === undefined ? [] : [{ path, name }]
    }),
    editableUntil: comment.author.id === viewer.userId && edge(comment.createdAt) > now ? edge(comment.createdAt) : null,
  }))
}

const tables = { deals: 'deal', leads: 'lead', accounts: 'account', contacts: 'contact' } as const

/** Names of records by their path, of those in the viewer's reach. */
async function selectRecordNames(tx: Reader, viewer: Viewer, records: ReturnType<typeof recordsIn>): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>()
  for (const [noun, table] of Object.entries(tables)) {
    const ids = records.filter((one) => one.noun === noun).map(({ id }) => id)
    if (ids.length === 0) continue
    const { rows } = await sql<Ref>`
      select r.id, ${sql.ref(table === 'deal' ? 'r.title' : 'r.name')} as name from ${sql.table(table)} r
      where r.org_id = ${viewer.orgId} and r.id = any(${sql.val(ids)}::uuid[]) and ${scopeFilter(viewer, table, 'read', 'r')}`.execute(tx)
    for (const { id, name } of rows) names.set(`/${noun}/${id}`, name)
  }
  return names
}

export async function selectPeople(tx: Reader, orgId: string, ids: readonly string[]): Promise<Ref[]> {
  if (ids.length === 0) return []
  return (await sql<Ref>`select id, name from app_user where org_id = ${orgId} and id = any(${sql.val([...ids])}::uuid[]) order by name, id`.execute(tx)).rows
}
