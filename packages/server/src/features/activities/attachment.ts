import type { SubjectType } from '@sluice/core/activities/contract'
import type { Viewer } from '@sluice/core/identity/policy'
import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdtemp, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { OrgDb, Tx } from '../../platform/db.ts'
import { append, type Act } from '../../platform/event-log.ts'
import { newId } from '../../platform/ids.ts'
import { refuse } from '../../platform/refusal.ts'
import { dropFile } from '../fields/drop-file.ts'
import { selectAttachment, selectPiece } from './activities.queries.ts'
import { safeFileName } from './file-name.ts'
import { mediaTypeOf } from './media-type.ts'
import { requireAuthor, requireSubject } from './subject.ts'

export const maxMegabytes = 20
const pieceBytes = 1024 * 1024

export interface Upload {
  /** The name as the sender gave it. */
  name: string
  kind: string
  /** Ends early with `truncated` when it is larger than allowed. */
  stream: Readable & { truncated?: boolean }
}

/**
 * Receives a file into a temporary one first: a slow sender must not hold a transaction open, behind which the
 * followers of the log would wait. Then it is stored piece by piece in one transaction. Answers the id.
 */
export async function addAttachment(db: OrgDb, act: Act, viewer: Viewer, type: SubjectType, subjectId: string, upload: Upload): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'sluice-upload-'))
  try {
    const path = join(folder, 'file')
    await pipeline(upload.stream, createWriteStream(path, { mode: 0o600 }))
    if (upload.stream.truncated === true) refuse('attachment.too_large', { megabytes: maxMegabytes })
    return await db.write(act.orgId, (tx) => store(tx, act, viewer, type, subjectId, upload, path))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function store(tx: Tx, act: Act, viewer: Viewer, type: SubjectType, subjectId: string, upload: Upload, path: string): Promise<string> {
  const subject = await requireSubject(tx, viewer, type, subjectId, 'write')
  const id = newId()
  const name = safeFileName(upload.name)
  const hash = createHash('sha256')
  let size = 0
  let mediaType = ''
  const file = await open(path)
  try {
    const buffer = Buffer.alloc(pieceBytes)
    for (let n = 0; ; n++) {
      const { bytesRead } = await file.read(buffer, 0, pieceBytes)
      if (bytesRead === 0) break
      const bytes = buffer.subarray(0, bytesRead)
      if (n === 0) mediaType = mediaTypeOf(bytes, name)
      hash.update(bytes)
      size += bytesRead
      await tx.insertInto('file_piece').values({ org_id: act.orgId, file_id: id, n, bytes }).execute()
    }
  } finally {
    await file.close()
  }
  if (size === 0) refuse('attachment.empty')
  await tx
    .insertInto('attachment')
    .values({
      org_id: act.orgId, id, subject_type: type, subject_id: subjectId, kind: upload.kind, name, media_type: mediaType, size_bytes: size,
      sha256: hash.digest(), uploaded_by: viewer.userId, created_at: act.now,
    })
    .execute()
  await append(tx, act, [{
    type: 'attachment.added', payload: { attachmentId: id, name, kind: upload.kind }, subjectType: type, subjectId, ownerId: subject.ownerId, teamId: subject.teamId,
  }])
  return id
}

/** The contents of a file, a piece at a time, each read in a transaction of its own: a slow reader holds none open. */
export async function* readPieces(db: OrgDb, orgId: string, fileId: string): AsyncGenerator<Buffer> {
  for (let n = 0; ; n++) {
    const bytes = await db.read(orgId, (tx) => selectPiece(tx, orgId, fileId, n))
    if (bytes === undefined) return
    yield bytes
  }
}

/** Removes a file from its record; the log keeps the fact. */
export async function removeAttachment(tx: Tx, act: Act, viewer: Viewer, id: string): Promise<void> {
  const file = (await selectAttachment(tx, viewer.orgId, id)) ?? refuse('record.not_found')
  const subject = await requireSubject(tx, viewer, file.subjectType, file.subjectId, 'read')
  requireAuthor(viewer, file.uploadedBy.id, subject)
  await tx
    .updateTable('attachment')
    .set((eb) => ({ deleted_at: act.now, version: eb('version', '+', 1) }))
    .where('org_id', '=', viewer.orgId)
    .where('id', '=', id)
    .execute()
  await dropFile(tx, viewer.orgId, subject.type, subject.id, id)
  await append(tx, act, [{
    type: 'attachment.removed', payload: { attachmentId: id, name: file.name }, subjectType: subject.type, subjectId: subject.id, ownerId: subject.ownerId, teamId: subject.teamId,
  }])
}
