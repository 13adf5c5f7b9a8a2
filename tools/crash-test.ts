/**
 * Kills the product hard while it works, and proves that nothing it had acknowledged is lost and nothing is half done.
 *
 *   node tools/crash-test.ts [--rounds 5] [--rows 4000] [--seed 1]
 *
 * Each round: four people move deals at once while a file is being imported; after a random moment the whole process
 * group and the database server are ended with SIGKILL; the product is started again on the same folder, and asked:
 * every move that was answered is there; the import is there whole or not at all, and says which; the projections are
 * the fold of the log. Ends with 1 when anything is missing.
 */
import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { figuresOf, type FunnelView } from '../packages/core/src/funnel/overview.ts'
import { FUNNEL_METRICS } from '../packages/core/src/funnel/registry.ts'
import { projectRoot } from './run-step.ts'

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '5' }, rows: { type: 'string', default: '4000' }, seed: { type: 'string', default: '1' } } })
const rounds = Number(values.rounds)
const rows = Number(values.rows)
let seed = Number(values.seed) >>> 0
/** mulberry32: the same seed kills at the same moments. */
function random(): number {
  seed = (seed + 0x6d2b79f5) >>> 0
  let t = Math.imul(seed ^ (seed >>> 15), seed | 1)
  t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296
}

const data = mkdtempSync(join(tmpdir(), 'sluice-crash-'))
const env = { ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(SLUICE_|DATABASE_)/.test(name))), SLUICE_DATA: data, SLUICE_DEMO: '0', SLUICE_PORT: '0' }

interface Product {
  child: ChildProcess
  url: string
}

async function start(): Promise<Product> {
  const child = spawn(process.execPath, ['packages/cli/bin/sluice.mjs', 'start'], { cwd: projectRoot, env, detached: true, stdio: ['ignore', 'pipe', 'inherit'] })
  const url = await new Promise<string>((resolve, reject) => {
    let text = ''
    child.stdout?.setEncoding('utf8').on('data', (piece: string) => {
      text += piece
      const found = /https?:\/\/\S+/.exec(text)
      if (found) resolve(found[0])
    })
    child.once('exit', (code) => reject(new Error(`start ended with ${code}`)))
  })
  return { child, url }
}

/** The database server has a group of its own; its processes are those that work in this data folder. */
function databaseProcesses(): number[] {
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map(Number).filter((pid) => {
    try {
      return readlinkSync(`/proc/${pid}/cwd`).startsWith(data) && readFileSync(`/proc/${pid}/comm`, 'utf8').trim() === 'postgres'
    } catch {
      return false
    }
  })
}

async function killEverything({ child }: Product): Promise<void> {
  const gone = new Promise((resolve) => child.once('exit', resolve))
  for (const pid of [-(child.pid ?? 0), ...databaseProcesses()]) {
    try {
      process.kill(pid, 'SIGKILL')
    } catch {
      // Gone already.
    }
  }
  await gone
}

let cookie = ''
const headers = () => ({ 'x-sluice-csrf': '1', cookie })
async function call<T>(url: string, method: string, path: string, body?: unknown, extra: Record<string, string> = {}): Promise<{ status: number; body: T; headers: Headers }> {
  const answer = await fetch(`${url}/api/v1${path}`, {
    method,
    headers: { ...headers(), ...(body !== undefined && !(body instanceof FormData) && { 'content-type': 'application/json' }), ...extra },
    ...(body !== undefined && { body: body instanceof FormData ? body : JSON.stringify(body) }),
  })
  const text = await answer.text()
  return { status: answer.status, body: (text === '' ? null : JSON.parse(text)) as T, headers: answer.headers }
}
async function must<T>(url: string, method: string, path: string, body?: unknown, extra?: Record<string, string>): Promise<T> {
  const answer = await call<T>(url, method, path, body, extra)
  if (answer.status >= 400) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`)
  return answer.body
}

interface Detail {
  id: string
  status: string
  version: number
  counts: { created: number } | null
  questions: { required: boolean; answered: boolean }[]
  problems: unknown[]
}

let failures = 0
const expect = (what: string, ok: boolean, detail = '') => {
  if (ok) return
  failures++
  console.log(`  ✗ ${what} ${detail}`)
}

const csv = (round: number) => {
  const lines = ['商机编号,商机名称,客户名称,金额,阶段,创建时间']
  for (let i = 0; i < rows; i++) lines.push(`R${round}-${i},第${round}轮商机${i},崩溃测试客户${round}-${i % 200},${1000 + i},初步接洽,2026-01-${String((i % 28) + 1).padStart(2, '0')}`)
  return `\ufeff${lines.join('\n')}\n`
}

/** Uploads, answers nothing (the file is plain), and runs; answers as far as it came. */
async function importFile(url: string, round: number): Promise<string | null> {
  const form = new FormData()
  form.append('file', new Blob([csv(round)], { type: 'text/csv' }), `round-${round}.csv`)
  const made = await must<Detail>(url, 'POST', '/imports?kind=deals', form)
  const settled = async (busy: string) => {
    for (;;) {
      const now = await must<Detail>(url, 'GET', `/imports/${made.id}`)
      if (now.status !== busy && now.status !== 'uploaded') return now
      await sleep(30)
    }
  }
  const read = await settled('reading')
  await must(url, 'POST', `/imports/${made.id}/run`, undefined, { 'if-match': `"${read.version}"` })
  await settled('running')
  return made.id
}

async function round(n: number): Promise<void> {
  const product = await start()
  const { url } = product
  const pipelines = await must<{ items: { id: string; stages: { id: string }[] }[] }>(url, 'GET', '/pipelines')
  const pipeline = pipelines.items[0]
  if (pipeline === undefined) throw new Error('no pipeline')
  const stages = pipeline.stages.map((stage) => stage.id)
  const deals: { id: string; stageId: string; version: number }[] = []
  for (let i = 0; i < 40; i++) deals.push(await must(url, 'POST', '/deals', { title: `移动 ${n}-${i}`, pipelineId: pipeline.id, amountMinor: 100_000 }))

  let over = false
  let moved = 0
  const acknowledged = new Map<string, { stageId: string; version: number }>()
  const mover = async (own: typeof deals) => {
    for (let i = 0; !over; i++) {
      const deal = own[i % own.length]
      if (deal === undefined) return
      const target = stages.filter((stage) => stage !== deal.stageId)[Math.floor(random() * (stages.length - 1))] ?? deal.stageId
      try {
        const answer = await call<{ stageId: string; version: number }>(url, 'POST', `/deals/${deal.id}/move`, { stageId: target })
        if (answer.status !== 200) continue
        deal.stageId = answer.body.stageId
        acknowledged.set(deal.id, { stageId: answer.body.stageId, version: answer.body.version })
        moved++
      } catch {
        // The product was killed before it answered: whether it happened is unknown, and asked of nobody.
        return
      }
    }
  }
  const importing = importFile(url, n).then((id) => ({ id, finished: true }), () => ({ id: null, finished: false }))
  const moving = [0, 1, 2, 3].map((k) => mover(deals.filter((_, i) => i % 4 === k)))
  const wait = 200 + random() * 6000
  await sleep(wait)
  await killEverything(product)
  over = true
  await Promise.all(moving)
  const known = await importing

  const again = await start()
  for (const [id, { stageId, version }] of acknowledged) {
    const now = await call<{ stageId: string; version: number }>(again.url, 'GET', `/deals/${id}`)
    const held = now.status === 200 && (now.body.version > version || (now.body.version === version && now.body.stageId === stageId))
    expect('an acknowledged move is there', held, `${id}: answered ${version} ${stageId}, found ${JSON.stringify(now.body).slice(0, 200)}`)
  }
  // An interrupted import goes on, or says that it failed: either way it comes to rest.
  let imports = (await must<{ items: Detail[] }>(again.url, 'GET', '/imports')).items
  for (let tries = 0; tries < 600 && imports.some((one) => ['reading', 'checking', 'running'].includes(one.status)); tries++) {
    await sleep(200)
    imports = (await must<{ items: Detail[] }>(again.url, 'GET', '/imports')).items
  }
  expect('every import came to rest', imports.every((one) => ['read', 'failed', 'done', 'uploaded'].includes(one.status)), JSON.stringify(imports.map((one) => one.status)))
  const total = (await must<{ total: number }>(again.url, 'GET', `/deals?where=${encodeURIComponent(`title starts_with "第${n}轮商机"`)}&limit=1`)).total
  expect('an import is there whole or not at all', total === 0 || total === rows, `${total} of ${rows}`)
  if (known.finished) expect('an import that was reported done is there', total === rows, `${total} of ${rows}`)
  const stop = new Promise((resolve) => again.child.once('exit', resolve))
  again.child.kill('SIGTERM')
  await stop
  console.log(`round ${n}: killed after ${Math.round(wait)} ms, ${moved} moves acknowledged, import ${total === rows ? 'whole' : 'absent'}${known.finished ? ' (reported done)' : ''}, statuses ${imports.map((one) => one.status).join(' ')}`)
}

/** The stays and versions after all rounds are what the log says: made anew, they are the same. */
async function projectionsHold(): Promise<void> {
  const run = (args: string[]) =>
    new Promise<string>((resolve, reject) => {
      const child = spawn(process.execPath, ['packages/cli/bin/sluice.mjs', ...args], { cwd: projectRoot, env, stdio: ['ignore', 'pipe', 'inherit'] })
      let text = ''
      child.stdout.setEncoding('utf8').on('data', (piece: string) => (text += piece))
      child.once('exit', (code) => (code === 0 ? resolve(text) : reject(new Error(`${args.join(' ')} ended with ${code}`))))
    })
  const { orgs } = JSON.parse(await run(['org', 'list', '--json'])) as { orgs: { slug: string }[] }
  const org = orgs[0]?.slug ?? ''
  // Counts do not depend on the moment of asking, as running durations do.
  const counts = async () => {
    const view = JSON.parse(await run(['report', 'funnel', '--org', org, '--json'])) as FunnelView
    return JSON.stringify(figuresOf(view).filter((figure) => FUNNEL_METRICS[figure.metric].unit === 'count').map(({ metric, stageId, value }) => [metric, stageId, value]))
  }
  const before = await counts()
  await run(['rebuild', '--org', org])
  expect('projections made anew from the log give the same funnel', before === (await counts()))
}

try {
  const first = await start()
  const made = await call(first.url, 'POST', '/orgs', { orgName: '崩溃测试', name: '管理员', email: 'crash@example.com', password: 'a long password' })
  cookie = made.headers.getSetCookie().map((part) => part.split(';')[0]).join('; ')
  await must(first.url, 'GET', '/me')
  const stopped = new Promise((resolve) => first.child.once('exit', resolve))
  first.child.kill('SIGTERM')
  await stopped
  for (let n = 1; n <= rounds; n++) await round(n)
  await projectionsHold()
} finally {
  for (const pid of databaseProcesses()) process.kill(pid, 'SIGKILL')
  rmSync(data, { recursive: true, force: true })
}
console.log(failures === 0 ? `nothing lost and nothing half done in ${rounds} rounds` : `${failures} failures`)
process.exitCode = failures === 0 ? 0 : 1
