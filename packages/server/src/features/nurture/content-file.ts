import type { FastifyReply } from 'fastify'
import { Readable } from 'node:stream'
import type { Api } from '../../platform/api.ts'

/** Sends a file of the library as a download, piece by piece; false when there is none. */
export async function sendContentFile(api: Api, reply: FastifyReply, orgId: string, contentId: string): Promise<FastifyReply | false> {
  const file = await api.db.forRequests.read(orgId, (tx) => tx.selectFrom('content_item').select(['file_name', 'file_type', 'file_bytes']).where('org_id', '=', orgId).where('id', '=', contentId).executeTakeFirst())
  if (file === undefined || file.file_name === null) return false
  const pieces = async function* () {
    for (let n = 0; ; n++) {
      // Each piece in a transaction of its own: a slow reader must hold none open.
      const piece = await api.db.forRequests.read(orgId, (tx) => tx.selectFrom('content_file').select('bytes').where('org_id', '=', orgId).where('content_id', '=', contentId).where('n', '=', n).executeTakeFirst())
      if (piece === undefined) return
      yield piece.bytes
    }
  }
  // PDF and pictures may be looked at; whatever could run as a page is only ever saved.
  const isShown = ['application/pdf', 'image/png', 'image/jpeg', 'image/gif', 'image/webp'].includes(file.file_type ?? '')
  return reply
    .type(isShown ? (file.file_type ?? 'application/octet-stream') : 'application/octet-stream').header('x-content-type-options', 'nosniff').header('content-length', String(file.file_bytes ?? 0))
    .header('content-disposition', `${isShown ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeURIComponent(file.file_name).replaceAll(/['()*]/g, (letter) => `%${letter.charCodeAt(0).toString(16)}`)}`)
    .send(Readable.from(pieces()))
}
