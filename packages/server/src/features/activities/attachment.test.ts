import { addAttachment, getAttachment, getTimeline, listAttachments, removeAttachment } from '@sluice/core/activities/contract'
import { createLead } from '@sluice/core/leads/contract'
import { createHash, randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestApp, type TestApp, type TestClient } from '../../testing/app.ts'
import { downloadHeader, safeFileName } from './file-name.ts'
import { mediaTypeOf } from './media-type.ts'

let t: TestApp
beforeAll(async () => {
  t = await createTestApp()
})
afterAll(() => t.close())

const megabyte = 1024 * 1024

async function upload(client: TestClient, leadId: string, name: string, bytes: Buffer, kind = 'other') {
  const form = new FormData()
  form.append('file', new Blob([new Uint8Array(bytes)], { type: 'text/html' }), name)
  const request = new Request('http://localhost/', { method: 'POST', body: form })
  const response = await t.app.fastify.inject({
    method: 'POST', url: `/api/v1${addAttachment.path.replace(':subjectType', 'lead').replace(':id', leadId)}?kind=${kind}`,
    headers: { cookie: client.cookie, 'x-sluice-csrf': '1', 'content-type': request.headers.get('content-type') ?? '' },
    payload: Buffer.from(await request.arrayBuffer()),
  })
  return { status: response.statusCode, body: response.json() }
}
const download = (client: TestClient, id: string) =>
  t.app.fastify.inject({ method: 'GET', url: `/api/v1${getAttachment.path.replace(':id', id)}`, headers: { cookie: client.cookie, 'accept-encoding': 'gzip' } })
const stored = (orgId: string) =>
  t.db.read(orgId, async (tx) => (await sql<{ files: number; pieces: number }>`
    select (select count(*) from attachment where org_id = ${orgId}) as files, (select count(*) from file_piece where org_id = ${orgId}) as pieces`.execute(tx)).rows[0])

test('a file of several pieces comes back byte for byte, under its Chinese name, always as a download', async () => {
  const org = await t.org()
  const rep = await org.user('rep', '甲')
  const neighbour = await org.user('rep', '乙')
  const viewer = await org.user('viewer')
  const lead = await rep.ok(createLead, { body: { name: '张伟' } })
  const bytes = Buffer.concat([Buffer.from('%PDF-1.7\n'), randomBytes(2 * megabyte + 17)])
  const made = await upload(rep, lead.id, '报价单（终稿）.pdf', bytes, 'quote')
  expect(made).toMatchObject({ status: 201, body: { name: '报价单（终稿）.pdf', kind: 'quote', mediaType: 'application/pdf', sizeBytes: bytes.length, uploadedBy: { name: '甲' } } })
  expect(await stored(org.orgId)).toEqual({ files: 1, pieces: 3 })
  const { id } = made.body

  const got = await download(viewer, id)
  expect(got.rawPayload.equals(bytes)).toBe(true)
  expect(got.headers).toMatchObject({
    'content-type': 'application/pdf', 'x-content-type-options': 'nosniff', 'content-length': String(bytes.length),
    'content-disposition': `attachment; filename="_______.pdf"; filename*=UTF-8''${encodeURIComponent('报价单（终稿）.pdf')}`,
  })
  const hash = await t.db.read(org.orgId, (tx) => tx.selectFrom('attachment').select('sha256').where('org_id', '=', org.orgId).executeTakeFirstOrThrow())
  expect(hash.sha256.equals(createHash('sha256').update(bytes).digest())).toBe(true)

  expect((await download(neighbour, id)).json().code).toBe('record.not_found')
  expect((await upload(neighbour, lead.id, 'a.txt', Buffer.from('x'))).body.code).toBe('record.not_found')
  expect((await upload(viewer, lead.id, 'a.txt', Buffer.from('x'))).body.code).toBe('permission.denied')
  expect((await viewer.call(removeAttachment, { params: { id } })).code).toBe('activity.not_author')
  await rep.ok(removeAttachment, { params: { id } })
  expect((await download(rep, id)).json().code).toBe('record.not_found')
  expect((await rep.ok(listAttachments, { params: { subjectType: 'lead', id: lead.id } })).items).toEqual([])
  const told = (await rep.ok(getTimeline, { params: { subjectType: 'lead', id: lead.id }, query: { kind: 'file' } })).items
  expect(told.map((item) => [item.type, item.payload.name, item.payload.isRemoved])).toEqual([['attachment.removed', '报价单（终稿）.pdf', undefined], ['attachment.added', '报价单（终稿）.pdf', true]])
})

test('too large, empty, or not a file: refused, and nothing is stored', async () => {
  const org = await t.org()
  const lead = await org.admin.ok(createLead, { body: { name: '张伟' } })
  const large = await upload(org.admin, lead.id, '大.bin', Buffer.alloc(20 * megabyte + 1))
  expect([large.status, large.body.code, large.body.title]).toEqual([413, 'attachment.too_large', '文件超过 20 MB。'])
  expect((await upload(org.admin, lead.id, '空.txt', Buffer.alloc(0))).body.code).toBe('attachment.empty')
  const json = await t.app.fastify.inject({
    method: 'POST', url: `/api/v1/attachments/lead/${lead.id}`, headers: { cookie: org.admin.cookie, 'x-sluice-csrf': '1', 'content-type': 'application/json' }, payload: '{}',
  })
  expect(json.json().code).toBe('request.unsupported_media_type')
  expect(await stored(org.orgId)).toEqual({ files: 0, pieces: 0 })
  expect((await upload(org.admin, lead.id, '正好.bin', Buffer.alloc(20 * megabyte, 1))).status).toBe(201)
})

test('names cannot lead elsewhere or deceive; types come from the bytes', () => {
  expect(safeFileName('../../etc/passwd')).toBe('passwd')
  expect(safeFileName('C:\\temp\\合同.docx')).toBe('合同.docx')
  expect(safeFileName('exe.\u202efdp')).toBe('exe.fdp')
  expect(safeFileName('a\u0000b\r\nc.txt')).toBe('abc.txt')
  expect(safeFileName(' .. ')).toBe('file')
  expect([...safeFileName(`${'长'.repeat(300)}.xlsx`)]).toHaveLength(150)
  expect(safeFileName(`${'长'.repeat(300)}.xlsx`).endsWith('.xlsx')).toBe(true)
  expect(downloadHeader(`it's "100%".txt`)).toBe(`attachment; filename="it's _100__.txt"; filename*=UTF-8''it%27s%20%22100%25%22.txt`)
  expect(mediaTypeOf(Buffer.from('<html><script>'), 'a.pdf')).toBe('application/octet-stream')
  expect(mediaTypeOf(Buffer.from('PK\x03\x04xx'), '表.XLSX')).toContain('spreadsheetml')
  expect(mediaTypeOf(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), 'x')).toBe('image/png')
})
