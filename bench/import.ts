import { createOrg } from '../packages/server/src/features/identity/create-org.ts'
import { importHere } from '../packages/server/src/features/imports/import-here.ts'
import { systemClock } from '../packages/server/src/platform/clock.ts'
import { openDb } from '../packages/server/src/platform/db.ts'
import { newId } from '../packages/server/src/platform/ids.ts'
import { withThrowawayDatabase } from '../tools/throwaway-database.ts'
import type { Bench } from './bench.ts'

const sizes = [8_800, 100_000, 500_000]
const day = 86_400_000
const mapping = {
  version: 1, kind: 'deals', pipeline: { create: '导入', stages: ['接洽', '方案', '谈判'] },
  columns: { 编号: 'key', 名称: 'title', 客户: 'accountName', 阶段: 'stage', 金额: 'amount', 创建: 'createdAt', 关闭: 'closedAt', 产品: 'product' },
  stages: { 赢单: 'won', 丢单: 'lost' }, unmatched: { product: 'create' },
}

/** A file of so many deals, made as it is read: half of them closed, an account for every ten. */
function* file(rows: number): Generator<Uint8Array> {
  const outcomes = ['赢单', '丢单', '接洽', '方案', '谈判', '赢单']
  const dayOf = (ms: number) => new Date(ms).toISOString().slice(0, 10)
  let text = '编号,名称,客户,阶段,金额,创建,关闭,产品\n'
  for (let i = 0; i < rows; i++) {
    const outcome = outcomes[i % outcomes.length] ?? ''
    const created = Date.UTC(2024, 0, 1) + (i % 600) * day
    const closed = outcome === '赢单' || outcome === '丢单' ? dayOf(created + (10 + (i % 50)) * day) : ''
    text += `K${i},商机 ${i},客户 ${Math.floor(i / 10)} 有限公司,${outcome},${(i * 7919) % 900_000},${dayOf(created)},${closed},产品 ${i % 7}\n`
    if (text.length < 64 * 1024) continue
    yield Buffer.from(text)
    text = ''
  }
  yield Buffer.from(text)
}

export const importing: Bench = {
  name: 'import',
  about: 'rows a second and memory for files of 8,800, 100,000 and 500,000 deals, durable database',
  run: (report) =>
    withThrowawayDatabase(async ({ app }) => {
      const db = openDb(app)
      try {
        let unit: { rate: number; rss: number } | null = null
        for (const rows of sizes) {
          const orgId = newId()
          const now = systemClock.now().toISOString()
          const { userId } = await db.write(orgId, (tx) =>
            createOrg(tx, {
              orgId, slug: `bench-${rows}`, name: '测量', timeZone: 'Asia/Shanghai', currency: 'CNY', isDemo: false,
              admin: { name: '管理员', email: 'bench@example.com', password: 'a long password', locale: 'zh-CN' },
            }, now))
          let peak = 0
          const sampling = setInterval(() => {
            peak = Math.max(peak, process.memoryUsage.rss())
          }, 50)
          const began = performance.now()
          const { status, summary } = await importHere(db, { act: { orgId, actorId: userId, now }, fileName: 'bench.csv', fileBytes: 0, open: () => file(rows), mapping, dryRun: false })
          const seconds = (performance.now() - began) / 1000
          clearInterval(sampling)
          if (status !== 'done' || summary?.created !== rows) throw new Error(`${status}: ${JSON.stringify(summary?.reasons)}`)
          const now2 = { rate: rows / seconds, rss: peak / 1024 ** 2 }
          unit ??= now2
          report(`${String(rows).padStart(7)} rows: ${seconds.toFixed(1)} s, ${now2.rate.toFixed(0)} rows/s (${(now2.rate / unit.rate).toFixed(2)} × the unit), peak ${now2.rss.toFixed(0)} MiB (${(now2.rss / unit.rss).toFixed(2)} ×)`)
        }
      } finally {
        await db.close()
      }
    }, { durable: true }),
}
