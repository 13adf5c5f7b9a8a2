import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { openDatabase } from '../packages/server/src/start.ts'
import { startProduct } from '../tools/running-product.ts'
import { spoken, timing, type Bench, type Timing } from './bench.ts'
import { signInFirst, type SignedIn } from './signed-in.ts'

const perSecond = 500
const perBatch = 2
const seconds = 60
const browsers = 3000
const leads = 400
const known = 200

const origin = 'https://www.example.cn'
const paths = ['/', '/products', '/products/vision', '/cases', '/cases/auto-parts.pdf', '/pricing', '/about', '/news', '/docs/selection-guide.pdf', '/contact']

/** What pages send: browsers that come and go, each with its own address. */
function sender(url: string, slug: string) {
  const agent = new Agent({ keepAlive: true, maxSockets: 16 })
  const all = Array.from({ length: browsers }, (_, i) => ({ i: randomUUID(), n: 0, address: `10.${1 + (i >> 16)}.${(i >> 8) & 255}.${i & 255}` }))
  let sent = 0
  let failed = 0
  const post = (turn: number) => {
    const browser = all[(turn * 7919) % browsers]
    if (browser === undefined) return
    const body = JSON.stringify({
      v: 1, i: browser.i, n: ++browser.n, e: Array.from({ length: perBatch }, (_, j) => ({ k: 'p', p: paths[(turn + j * 3) % paths.length], t: '云帆智能 · 柔性产线与机器视觉', d: 400 })),
      ...(browser.n === 1 && { a: { u: `${origin}/?utm_source=baidu&utm_medium=cpc&utm_campaign=spring`, r: 'https://www.baidu.com' } }),
    })
    sent += perBatch
    const ask = request(`${url}/t/${slug}`, { method: 'POST', agent, headers: { 'content-type': 'text/plain', 'user-agent': 'Mozilla/5.0 Firefox/130.0', origin, 'x-forwarded-for': browser.address } }, (answer) => {
      if (answer.statusCode !== 204) failed++
      answer.resume()
    })
    ask.on('error', () => failed++)
    ask.end(body)
  }
  let turn = 0
  return {
    visitors: all.map(({ i }) => i),
    sent: () => ({ sent, failed }),
    /** The wanted rate until it is stopped. */
    start() {
      const began = performance.now()
      let due = 0
      const beat = setInterval(() => {
        const wanted = ((performance.now() - began) / 1000) * (perSecond / perBatch)
        for (; due < wanted; due++) post(turn++)
      }, 10)
      return () => clearInterval(beat)
    },
    close: () => agent.destroy(),
  }
}

interface Round { list: Timing; record: Timing; write: Timing }
/** The app's own answers, one after another, for so long. */
async function round(client: SignedIn, id: string, forSeconds: number): Promise<Round> {
  const [list, record, write]: [number[], number[], number[]] = [[], [], []]
  const spans = async (into: number[], work: () => Promise<unknown>) => {
    const began = performance.now()
    await work()
    into.push(performance.now() - began)
  }
  const until = performance.now() + forSeconds * 1000
  for (let n = 0; performance.now() < until; n++) {
    await spans(list, async () => (await client.get('/leads?limit=50')).text())
    await spans(record, async () => (await client.get(`/leads/${id}`)).text())
    if (n % 4 === 0) await spans(write, () => client.post('/activities', { kind: 'note', subjectType: 'lead', subjectId: id, body: '测量' }))
    await sleep(20)
  }
  return { list: timing(list), record: timing(record), write: timing(write) }
}

/** What /metrics counts, by outcome. */
async function outcomes(url: string): Promise<Record<string, number>> {
  const text = await (await fetch(`${url}/metrics`)).text()
  return Object.fromEntries([...text.matchAll(/^sluice_tracking_events_total\{outcome="(\w+)"\} (\d+)/gm)].map(([, outcome = '', n]) => [outcome, Number(n)]))
}
const cpu = async (url: string) => Number(/^process_cpu_seconds_total (\S+)$/m.exec(await (await fetch(`${url}/metrics`)).text())?.[1])

/** 500 events a second from pages, and what the app's own answers are beside it; bytes that an event takes. */
export const tracking: Bench = {
  name: 'tracking',
  about: `${perSecond} events a second from web pages for ${seconds} s: kept and dropped, the app's own answers beside it against none, bytes an event`,
  async run(report) {
    const data = mkdtempSync(join(tmpdir(), 'sluice-tracking-'))
    const env = { SLUICE_DEMO: '0', SLUICE_DATA: data, SLUICE_TRUST_PROXY: '1' }
    const product = await startProduct(env)
    try {
      const client = await signInFirst(product.url)
      const site = (await client.post('/sites', { name: '官网', origins: [origin], consent: 'assumed', documentPaths: ['*.pdf'], pricingPaths: ['/pricing'], dailyLimit: 50_000_000 })) as { scriptUrl: string }
      const ids: string[] = []
      for (let i = 0; i < leads; i++) ids.push(((await client.post('/leads', { name: `线索 ${i}`, company: '测量有限公司' })) as { id: string }).id)
      const id = ids[0] ?? ''
      const send = sender(product.url, /\/t\/(.+)\.js$/.exec(site.scriptUrl)?.[1] ?? '')
      const opened = await openDatabase({ ...process.env, ...env }, { share: true })
      const sql = await opened.db.pool.connect()
      const { rows: orgs } = await sql.query<{ org_id: string }>('select org_id from all_orgs()')
      const orgId = orgs[0]?.org_id ?? ''
      await sql.query("select set_config('app.org', $1, false)", [orgId])
      // Some browsers are known leads', whose sums and signals are written too.
      await sql.query(
        `insert into visitor (org_id, id, first_at, last_at, lead_id, known_by, known_at)
         select $1::uuid, v, now(), now(), l, 'form', now() from unnest($2::uuid[], $3::uuid[]) as t(v, l)`, [orgId, send.visitors.slice(0, known), ids.slice(0, known)])
      await round(client, id, 5)
      const before = await round(client, id, 15)
      const cpuBefore = await cpu(product.url)
      const stop = send.start()
      const during = await round(client, id, seconds)
      stop()
      const cpuDuring = (await cpu(product.url)) - cpuBefore
      await sleep(2000)
      const after = await round(client, id, 15)
      const told = await outcomes(product.url)
      const { sent, failed } = send.sent()
      send.close()
      report(`sent ${sent} in ${seconds} s (${(sent / seconds).toFixed(0)} a second), refused by the socket ${failed}; ${Object.entries(told).filter(([, n]) => n > 0).map(([outcome, n]) => `${outcome} ${n}`).join(', ')}`)
      report(`CPU of the server ${((cpuDuring / seconds) * 100).toFixed(0)} % of a core meanwhile, the app's own answers included`)
      for (const which of ['list', 'record', 'write'] as const) {
        const ratio = (at: 'p50' | 'p95') => ((2 * during[which][at]) / (before[which][at] + after[which][at])).toFixed(2)
        report(`${which.padEnd(7)} none ${spoken(before[which])} · beside it ${spoken(during[which])} · none again ${spoken(after[which])} · ratio p50 ${ratio('p50')}, p95 ${ratio('p95')}`)
      }
      const { rows } = await sql.query<{ heap: number; indexes: number; n: number; days: number; touches: number }>(`
        select sum(pg_table_size(i.inhrelid))::float8 as heap, sum(pg_indexes_size(i.inhrelid))::float8 as indexes, (select count(*) from visit_event where org_id = $1)::int as n,
          (select count(*) from lead_behaviour_day where org_id = $1)::int as days, (select count(*) from touch where org_id = $1)::int as touches
        from pg_inherits i where i.inhparent = 'visit_event'::regclass`, [orgId])
      sql.release()
      const size = rows[0]
      if (size !== undefined) {
        const [heap, indexes, n] = [Number(size.heap), Number(size.indexes), Number(size.n)]
        report(`${n} events kept: ${((heap + indexes) / n).toFixed(0)} bytes an event (rows ${(heap / n).toFixed(0)}, indexes ${(indexes / n).toFixed(0)}); ${Number(size.days)} sums by day, ${Number(size.touches)} touches`)
      }
      await opened.close()
    } finally {
      await product.stop()
      rmSync(data, { recursive: true, force: true })
    }
  },
}
