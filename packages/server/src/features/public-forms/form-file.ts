import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { WholeForm } from '@sluice/core/public-forms/contract'
import type { Viewer } from '@sluice/core/identity/policy'
import type { Tx } from '../../platform/db.ts'
import type { Act } from '../../platform/event-log.ts'
import { newId } from '../../platform/ids.ts'
import { refuse } from '../../platform/refusal.ts'
import { safeFileName } from '../activities/file-name.ts'
import { mediaTypeOf } from '../activities/media-type.ts'
import { lockForm, tellForm } from './lock-form.ts'

const pieceBytes = 1024 * 1024
const mostFiles = 20

/** Keeps a file that a form can give, in the pieces of attachments. */
export async function addFormFile(tx: Tx, act: Act, viewer: Viewer, formId: string, upload: { name: string; bytes: Buffer }): Promise<WholeForm['files'][number]> {
  const form = await lockForm(tx, viewer, formId)
  if (upload.bytes.length === 0) refuse('attachment.empty')
  const { n } = await tx.selectFrom('public_form_file').select((eb) => eb.fn.countAll<number>().as('n')).where('org_id', '=', act.orgId).where('form_id', '=', formId).executeTakeFirstOrThrow()
  if (n >= mostFiles) refuse('request.too_large')
  const id = newId()
  const name = safeFileName(upload.name)
  for (let at = 0, piece = 0; at < upload.bytes.length; at += pieceBytes, piece++) {
    await tx.insertInto('file_piece').values({ org_id: act.orgId, file_id: id, n: piece, bytes: upload.bytes.subarray(at, at + pieceBytes) }).execute()
  }
  const mediaType = mediaTypeOf(upload.bytes, name)
  await tx
    .insertInto('public_form_file')
    .values({
      org_id: act.orgId, id, form_id: formId, name, media_type: mediaType, size_bytes: upload.bytes.length, sha256: createHash('sha256').update(upload.bytes).digest(),
      uploaded_by: viewer.userId, created_at: act.now,
    })
    .execute()
  await tellForm(tx, act, form)
  return { id, name, mediaType, sizeBytes: upload.bytes.length }
}

/** Removes one that no version still gives: links that were handed out would lead nowhere. */
export async function removeFormFile(tx: Tx, act: Act, viewer: Viewer, formId: string, fileId: string): Promise<void> {
  const form = await lockForm(tx, viewer, formId)
  const { rows } = await sql<{ used: boolean }>`
    select (f.draft->'reward'->>'fileId' = ${fileId} or coalesce(v.definition->'reward'->>'fileId', '') = ${fileId}) is true as used
    from public_form f left join public_form_version v on v.org_id = f.org_id and v.form_id = f.id and v.no = f.published_no
    where f.org_id = ${act.orgId} and f.id = ${formId}`.execute(tx)
  if (rows[0]?.used === true) refuse('public_form.in_use')
  const gone = await tx.deleteFrom('public_form_file').where('org_id', '=', act.orgId).where('form_id', '=', formId).where('id', '=', fileId).returning('id').execute()
  if (gone.length === 0) refuse('record.not_found')
  await tx.deleteFrom('file_piece').where('org_id', '=', act.orgId).where('file_id', '=', fileId).execute()
  await tellForm(tx, act, form)
}
