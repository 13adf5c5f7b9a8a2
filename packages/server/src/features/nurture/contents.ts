import type { changeContent as changeContract, ContentItem, createContent as createContract, listContents } from '@sluice/core/nurture/contract'
import type { Viewer } from '@sluice/core/identity/policy'
import type { BodyOf, QueryOf } from '@sluice/core/lib/contract'
import { sql } from 'kysely'
import type { Readable } from 'node:stream'
import type { Db, Reader, Tx } from '../../platform/db.ts'
import type { Act } from '../../platform/event-log.ts'
import { newId } from '../../platform/ids.ts'
import { requireScope } from '../../platform/policy.ts'
import { refuse } from '../../platform/refusal.ts'
import { mayWriteSequences } from './sequences.queries.ts'
import { tellConfig } from './tell-config.ts'

export async function selectContents(tx: Reader, viewer: Viewer, query: Partial<QueryOf<typeof listContents>> & { id?: string }): Promise<ContentItem[]> {
  const { rows } = await sql<Omit<ContentItem, 'canWrite'>>`
    select c.id, c.title, c.kind, c.summary, c.url, c.industries, c.stages, case when c.file_name is null then null else jsonb_build_object('name', c.file_name, 'size', c.file_bytes) end as file,
      c.archived_at is not null as "isArchived", c.updated_at as "updatedAt", c.version, k.links, k.clicks, k.leads, k."lastClickAt"
    from content_item c
    left join lateral (select count(*)::integer as links, coalesce(sum(clicks), 0)::integer as clicks, count(distinct lead_id) filter (where clicks > 0)::integer as leads, max(last_click_at) as "lastClickAt"
      from tracked_link where org_id = c.org_id and content_id = c.id) k on true
    where c.org_id = ${viewer.orgId} and ${query.id === undefined ? sql`(c.archived_at is not null) = ${query.archived === 'true'}` : sql`c.id = ${query.id}`}
      ${query.q === undefined || query.q === '' ? sql`` : sql`and position(lower(${query.q}) in lower(c.title || ' ' || c.summary)) > 0`}
      ${query.kind === undefined ? sql`` : sql`and c.kind = ${query.kind}`} ${query.stage === undefined ? sql`` : sql`and ${query.stage} = any(c.stages)`}
      ${query.industry === undefined ? sql`` : sql`and ${query.industry} = any(c.industries)`}
    order by c.updated_at desc, c.id limit 500`.execute(tx)
  return rows.map((row) => ({ ...row, canWrite: mayWriteSequences(viewer) }))
}

export async function selectIndustries(tx: Reader, orgId: string): Promise<string[]> {
  const { rows } = await sql<{ industry: string }>`select distinct unnest(industries) as industry from content_item where org_id = ${orgId} and archived_at is null order by 1 limit 200`.execute(tx)
  return rows.map((row) => row.industry)
}

export async function createContent(tx: Tx, act: Act, viewer: Viewer, body: BodyOf<typeof createContract>): Promise<string> {
  requireScope(viewer, 'campaign', 'write')
  const id = newId()
  await tx.insertInto('content_item').values({ org_id: act.orgId, id, ...body, created_by: viewer.userId, created_at: act.now, updated_at: act.now }).execute()
  await tellConfig(tx, act, 'content', id, body.title)
  return id
}

export async function changeContent(tx: Tx, act: Act, viewer: Viewer, id: string, version: number, body: BodyOf<typeof changeContract>): Promise<void> {
  requireScope(viewer, 'campaign', 'write')
  const before = await tx.selectFrom('content_item').select(['version', 'title']).where('org_id', '=', act.orgId).where('id', '=', id).forUpdate().executeTakeFirst()
  if (before === undefined) refuse('record.not_found')
  if (before.version !== version) refuse('conflict.stale_version')
  const { isArchived, ...fields } = body
  await tx.updateTable('content_item').set({ ...fields, ...(isArchived !== undefined && { archived_at: isArchived ? act.now : null }), updated_at: act.now, version: version + 1 }).where('org_id', '=', act.orgId).where('id', '=', id).execute()
  await tellConfig(tx, act, 'content', id, body.title ?? before.title)
}

export const contentMegabytes = 20
const pieceBytes = 1024 * 1024

/** Receives the file of a material. It is read whole first (20 MB at most), so that a slow sender holds no transaction open. */
export async function receiveContentFile(db: Db, act: Act, viewer: Viewer, id: string, file: { name: string; stream: Readable & { truncated?: boolean } }): Promise<void> {
  const pieces: Buffer[] = []
  for await (const piece of file.stream as AsyncIterable<Buffer>) pieces.push(piece)
  if (file.stream.truncated === true) refuse('attachment.too_large', { megabytes: contentMegabytes })
  const bytes = Buffer.concat(pieces)
  if (bytes.length === 0) refuse('attachment.empty')
  await db.forRequests.write(act.orgId, async (tx) => {
    requireScope(viewer, 'campaign', 'write')
    const before = await tx.selectFrom('content_item').select(['title', 'version']).where('org_id', '=', act.orgId).where('id', '=', id).forUpdate().executeTakeFirst()
    if (before === undefined) refuse('record.not_found')
    await tx.deleteFrom('content_file').where('org_id', '=', act.orgId).where('content_id', '=', id).execute()
    for (let n = 0; n * pieceBytes < bytes.length; n++) await tx.insertInto('content_file').values({ org_id: act.orgId, content_id: id, n, bytes: bytes.subarray(n * pieceBytes, (n + 1) * pieceBytes) }).execute()
    await tx
      .updateTable('content_item')
      .set({ file_name: fileName(file.name), file_type: typeOf(bytes), file_bytes: bytes.length, updated_at: act.now, version: before.version + 1 })
      .where('org_id', '=', act.orgId).where('id', '=', id).execute()
    await tellConfig(tx, act, 'content', id, before.title)
  })
}

const fileName = (name: string): string => [...name.replaceAll(/[\u0000-\u001f\u007f/\\]/g, '').trim()].slice(-120).join('') || 'file'
/** By what it begins with, never by what its sender claims. */
function typeOf(bytes: Buffer): string {
  const head = bytes.toString('latin1', 0, 12)
  const known: readonly (readonly [string, string])[] = [['%PDF-', 'application/pdf'], ['\x89PNG\r\n', 'image/png'], ['\xff\xd8\xff', 'image/jpeg'], ['GIF8', 'image/gif']]
  return known.find(([beginning]) => head.startsWith(beginning))?.[1] ?? 'application/octet-stream'
}
