import { createWriteStream } from 'node:fs'
import { mkdtemp, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { setImmediate as breathe } from 'node:timers/promises'
import type { Db, Tx } from '../../platform/db.ts'
import { refuse } from '../../platform/refusal.ts'

const pieceBytes = 1024 * 1024
/** So much is handed on at a time; between two pieces others have their turn. */
const sipBytes = 64 * 1024

/** Receives an upload into a temporary file: a slow sender must not hold a transaction open. The callback gets its path and size. */
export async function received<T>(stream: Readable & { truncated?: boolean }, megabytes: number, work: (path: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'sluice-import-'))
  try {
    const path = join(folder, 'file')
    await pipeline(stream, createWriteStream(path, { mode: 0o600 }))
    if (stream.truncated === true) refuse('import.too_large', { megabytes })
    return await work(path)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Stores a file piece by piece; answers its size. */
export async function storeFile(tx: Tx, orgId: string, fileId: string, path: string): Promise<number> {
  const file = await open(path)
  try {
    const buffer = Buffer.alloc(pieceBytes)
    for (let n = 0, size = 0; ; n++) {
      const { bytesRead } = await file.read(buffer, 0, pieceBytes)
      if (bytesRead === 0) return size
      await tx.insertInto('file_piece').values({ org_id: orgId, file_id: fileId, n, bytes: buffer.subarray(0, bytesRead) }).execute()
      size += bytesRead
    }
  } finally {
    await file.close()
  }
}

/** The bytes of a stored file, as often as wished. Each piece is read in a transaction of its own. */
export function storedFile(db: Db, orgId: string, fileId: string): () => AsyncIterable<Uint8Array> {
  return async function* pieces() {
    for (let n = 0; ; n++) {
      const row = await db.read(orgId, (tx) =>
        tx.selectFrom('file_piece').select('bytes').where('org_id', '=', orgId).where('file_id', '=', fileId).where('n', '=', n).executeTakeFirst())
      if (row === undefined) return
      for (let at = 0; at < row.bytes.length; at += sipBytes) {
        yield row.bytes.subarray(at, at + sipBytes)
        await breathe()
      }
    }
  }
}
