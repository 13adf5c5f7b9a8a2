import { getImport, uploadImport, type ImportDetail, type ImportStatus } from '@sluice/core/imports/contract'
import type { TestApp, TestClient } from '../../testing/app.ts'

const boundary = '----sluice-test'

/** Uploads a file as a browser does, and waits until it was read. */
export async function upload(t: TestApp, client: TestClient, name: string, content: Uint8Array | string, query = ''): Promise<ImportDetail> {
  const head = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: application/octet-stream\r\n\r\n`
  const answer = await t.app.fastify.inject({
    method: 'POST', url: `/api/v1${uploadImport.path}${query}`, payload: Buffer.concat([Buffer.from(head), Buffer.from(content as Uint8Array), Buffer.from(`\r\n--${boundary}--\r\n`)]),
    headers: { cookie: client.cookie, 'x-sluice-csrf': '1', 'content-type': `multipart/form-data; boundary=${boundary}` },
  })
  if (answer.statusCode !== 201) throw new Error(`${answer.statusCode} ${answer.body}`)
  return settled(client, answer.json<ImportDetail>().id)
}

const busy: ReadonlySet<ImportStatus> = new Set(['uploaded', 'reading', 'checking', 'running', 'undoing'])

/** The import when no job works on it any more. */
export async function settled(client: TestClient, id: string): Promise<ImportDetail> {
  for (;;) {
    const found = await client.ok(getImport, { params: { id } })
    if (!busy.has(found.status)) return found
    await new Promise((resolve) => setTimeout(resolve, 30))
  }
}
