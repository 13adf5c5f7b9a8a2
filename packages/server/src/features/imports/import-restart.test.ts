import { getImport, runImport } from '@sluice/core/imports/contract'
import { expect, test } from 'vitest'
import { createApp } from '../../app.ts'
import { openDb } from '../../platform/db.ts'
import { readEnv } from '../../platform/env.ts'
import { createTestApp } from '../../testing/app.ts'
import { map, upload } from './import-client.fixture.ts'

test('a server that is stopped during an import leaves nothing of it, and the next one does it whole', { timeout: 300_000 }, async () => {
  const t = await createTestApp()
  const org = await t.org()
  const rows = 20_000
  const file = ['编号,名称,阶段,金额', ...Array.from({ length: rows }, (_, i) => `R${i},商机 ${i},接洽,${i}`)].join('\n')
  const mapped = await map(org.admin, await upload(t, org.admin, 'big.csv', file), {
    version: 1, kind: 'deals', pipeline: { create: '大文件', stages: ['接洽'] }, columns: { 编号: 'key', 名称: 'title', 阶段: 'stage', 金额: 'amount' },
  })
  await org.admin.ok(runImport, { params: { id: mapped.id }, version: mapped.version })
  while (((await org.admin.ok(getImport, { params: { id: mapped.id } })).progress?.done ?? 0) === 0) await new Promise((resolve) => setTimeout(resolve, 20))
  // The import hears of it at once, not only when all else has closed: by then it might be done.
  await Promise.all([t.app.api.jobs.stop(), t.app.close()])

  const count = async () => (await t.db.read(org.orgId, (tx) => tx.selectFrom('deal').select('id').where('org_id', '=', org.orgId).execute())).length
  const status = () => t.db.read(org.orgId, (tx) => tx.selectFrom('import').select(['status', 'error']).where('org_id', '=', org.orgId).executeTakeFirstOrThrow())
  expect([await count(), (await status()).status]).toEqual([0, 'running'])

  const db = openDb(t.database.app)
  const next = await createApp({ env: readEnv({ SLUICE_LOG: 'silent' }), db, appLogin: t.database.app, clock: t.clock })
  await next.fastify.ready()
  while ((await status()).status === 'running') await new Promise((resolve) => setTimeout(resolve, 50))
  expect(await status()).toEqual({ status: 'done', error: null })
  expect(await count()).toBe(rows)
  await next.close()
  await db.close()
  await t.db.close()
  await t.database.drop()
})
