import { changeImport, checkImport, getImport, runImport, uploadImport, type ImportDetail, type ImportStatus } from '@sluice/core/imports/contract'
import type { TestApp, TestClient } from '../../testing/app.ts'

const boundary = '----sluice-test'

/** Uploads a file as a browser does, and waits until it was read. */
export async function upload(t: TestApp, client: TestClient, name: string, content: Uint8Array | string, query = ''): Promise<ImportDetail> {
  const head = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: application/octet-stream\r\n\r\n`
  const body = typeof content === 'string' ? Buffer.from(content) : content
  const answer = await t.app.fastify.inject({
    method: 'POST', url: `/api/v1${uploadImport.path}${query}`, payload: Buffer.concat([Buffer.from(head), body, Buffer.from(`\r\n--${boundary}--\r\n`)]),
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

type MappingBody = NonNullable<NonNullable<Parameters<TestClient['ok']>[1]>['body']>

/** Gives an import its mapping. */
export async function map(client: TestClient, found: ImportDetail, mapping: unknown): Promise<ImportDetail> {
  await client.ok(changeImport, { params: { id: found.id }, version: found.version, body: { mapping } as MappingBody })
  return settled(client, found.id)
}

/** Dry run, then the run; what each said. */
export async function checkAndRun(client: TestClient, found: ImportDetail): Promise<{ checked: ImportDetail; done: ImportDetail }> {
  await client.ok(checkImport, { params: { id: found.id }, version: found.version })
  const checked = await settled(client, found.id)
  if (checked.status !== 'checked') throw new Error(`check: ${JSON.stringify(checked.error)}`)
  await client.ok(runImport, { params: { id: found.id }, version: checked.version })
  const done = await settled(client, found.id)
  if (done.status !== 'done') throw new Error(`run: ${JSON.stringify(done.error)}`)
  return { checked, done }
}

/** The whole way of a file with a mapping. */
export async function importFile(t: TestApp, client: TestClient, name: string, content: Uint8Array | string, mapping?: unknown) {
  const read = await upload(t, client, name, content)
  return checkAndRun(client, mapping === undefined ? read : await map(client, read, mapping))
}
