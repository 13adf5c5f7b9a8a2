import { once } from 'node:events'
import { createWriteStream, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDb } from '../packages/server/src/platform/db.ts'
import { startProduct } from '../tools/running-product.ts'
import { withThrowawayDatabase } from '../tools/throwaway-database.ts'
import { spoken, time, timing, type Bench, type Timing } from './bench.ts'
import { databaseEnv, fillScale, followToTheEnd, type PoolClient, type ScalePlace } from './scale.ts'
import { signInFirst, type SignedIn } from './signed-in.ts'

/** `DEALS=100000 npm run bench -- funnel` for a machine with less time; growth is shown up to it. */
const many = Number(process.env['DEALS'] ?? 1_000_000)
/** Organisations beside the big one, each with 500 deals. */
const small = Number(process.env['ORGS'] ?? 200)
/** A folder that keeps the largest database for the next run: `KEEP=/tmp/million npm run bench -- funnel`; then the smaller sizes are left out. */
const keepIn = process.env['KEEP']
const rounds = 40
const day = 86_400_000

/** People, channels and reasons of the big organisation: 20 teams of ten. */
async function people(client: PoolClient, orgId: string, areNew: boolean): Promise<Omit<ScalePlace, 'pipelineId' | 'stageIds'>> {
  if (areNew) await addPeople(client, orgId)
  const owners = await client.query<{ id: string; teamId: string }>(`select id, team_id as "teamId" from app_user where org_id = $1 and role = 'rep' order by email`, [orgId])
  const sources = await client.query<{ id: string }>('select id from channel where org_id = $1 order by id', [orgId])
  const reasons = await client.query<{ id: string }>('select id from loss_reason where org_id = $1 order by id', [orgId])
  return { orgId, owners: owners.rows, sourceIds: sources.rows.map(({ id }) => id), lossReasonIds: reasons.rows.map(({ id }) => id) }
}

async function addPeople(client: PoolClient, orgId: string): Promise<void> {
  await client.query(
    `insert into team (org_id, id, parent_id, name, path, created_at)
     select $1, t.id, r.id, '团队 ' || t.n, r.path || t.id, now() from (select n, gen_random_uuid() as id from generate_series(1, 20) n) t, (select id, path from team where org_id = $1 limit 1) r`, [orgId])
  await client.query(
    `insert into app_user (org_id, id, email, name, role, team_id, created_at)
     select $1, gen_random_uuid(), 'rep' || t.n || '-' || i || '@example.com', '销售 ' || t.n || '-' || i, 'rep', t.id, now()
     from (select id, row_number() over (order by name) n from team where org_id = $1 and parent_id is not null) t, generate_series(1, 10) i`, [orgId])
}

/** The server's resident memory, asked for as long as it lives. */
function watchMemory(url: string) {
  let most = 0
  const ask = async () => {
    const text = await (await fetch(`${url}/metrics`)).text()
    most = Math.max(most, Number(/^process_resident_memory_bytes (\S+)$/m.exec(text)?.[1] ?? 0) / 1024 ** 2)
  }
  const beat = setInterval(() => void ask().catch(() => undefined), 500)
  return { now: async () => { await ask(); return most }, stop: () => clearInterval(beat) }
}

interface Answered {
  name: string
  timing: Timing
}

/** What the funnel screens ask, each round another slice and another day, so that nothing is answered from memory. */
function questions(client: SignedIn, place: ScalePlace, now: Date) {
  const { pipelineId, owners, sourceIds, stageIds } = place
  const at = (round: number) => new Date(now.getTime() - ((round * 37) % 720) * day).toISOString().slice(0, 10)
  const of = (list: readonly { id: string }[] | readonly string[], round: number) => {
    const one = list[Math.abs(round) % list.length]
    return typeof one === 'string' ? one : (one?.id ?? '')
  }
  const reports = '/reports'
  const get = (path: string) => async () => (await client.get(`${path}`)).text()
  const range = (round: number) => `from=${at(round + 300)}&to=${at(round)}`
  return {
    page: [
      ['funnel, everything', (_round: number) => get(`${reports}/funnel?pipeline=${pipelineId}`)()],
      ['funnel, one owner', (round: number) => get(`${reports}/funnel?pipeline=${pipelineId}&owner=${of(owners, round)}`)()],
      ['funnel, one channel', (round: number) => get(`${reports}/funnel?pipeline=${pipelineId}&source=${of(sourceIds, round)}`)()],
      ['funnel, one industry', (round: number) => get(`${reports}/funnel?pipeline=${pipelineId}&slice=${encodeURIComponent(`industry:${['制造业', '软件', '医疗', '教育'][Math.abs(round) % 4]}`)}`)()],
      ['funnel, as of any day', (round: number) => get(`${reports}/funnel?pipeline=${pipelineId}&asOf=${at(Math.abs(round) + 3)}`)()],
      ['funnel, a condition', (round: number) => get(`${reports}/funnel?pipeline=${pipelineId}&where=${encodeURIComponent(`amount >= ${200_000 + round}`)}`)()],
    ] as const,
    further: [
      ['breakdown by owner', (round: number) => get(`${reports}/breakdown?pipeline=${pipelineId}&by=owner&asOf=${at(Math.abs(round) + 1)}`)()],
      ['breakdown by channel', (round: number) => get(`${reports}/breakdown?pipeline=${pipelineId}&by=source&asOf=${at(Math.abs(round) + 1)}`)()],
      ['heat map, stage × week', (round: number) => get(`${reports}/heat-map?pipeline=${pipelineId}&measure=conversion&from=${at(Math.abs(round) % 5 + 12)}`)()],
      ['waterfall, a quarter', (round: number) => get(`${reports}/waterfall?pipeline=${pipelineId}&${range(Math.abs(round) % 9)}`)()],
    ] as const,
    cause: ['root cause, all dimensions and pairs', (round: number) =>
      get(`${reports}/root-cause?pipeline=${pipelineId}&stage=${stageIds[1] ?? ''}&measure=conversion&beforeFrom=${at(9)}&beforeTo=${at(5)}&afterFrom=${at(5)}&afterTo=${at(Math.abs(round) % 3)}`)()] as const,
    board: ['board, first page', () => get(`/pipelines/${pipelineId}/board`)()] as const,
  }
}

/** The same questions over the stays themselves, in one statement each, as a report written by hand would ask. */
async function plainSql(client: PoolClient, { orgId, pipelineId }: ScalePlace): Promise<Answered[]> {
  const run = async (name: string, sql: string, n = 3): Promise<Answered> => ({ name, timing: await time(n, () => client.query(sql, [orgId, pipelineId]), 1) })
  return [
    await run('plain SQL: cohort funnel, every stage, linear fill', `
      with reached as (
        select s.deal_id, min(s.entered_at) as entry, max(t.position) as furthest, bool_or(s.exit = 'won') as won, bool_or(s.exit is null) as open
        from stay s join stage t on t.org_id = s.org_id and t.id = s.stage_id where s.org_id = $1 and s.pipeline_id = $2 group by s.deal_id)
      select t.position, count(*) filter (where r.furthest >= t.position) as entered, count(*) filter (where r.furthest > t.position or r.won) as reached_next
      from reached r cross join stage t where t.org_id = $1 and t.pipeline_id = $2 group by t.position`),
    await run('plain SQL: Kaplan–Meier median dwell, every stage', `
      with spent as (
        select stage_id, deal_id, floor(sum(extract(epoch from coalesce(left_at, now()) - entered_at)) / 60) as minutes, bool_and(left_at is not null) as gone
        from stay where org_id = $1 and pipeline_id = $2 group by stage_id, deal_id),
      risk as (
        select stage_id, minutes, count(*) filter (where gone) as ended, sum(count(*)) over (partition by stage_id order by minutes desc) as at_risk from spent group by stage_id, minutes),
      curve as (
        select stage_id, minutes, exp(sum(case when ended = at_risk then -745 else ln(1 - ended / at_risk) end) over (partition by stage_id order by minutes)) as s from risk where ended > 0)
      select stage_id, min(minutes) / 1440 as median from curve where s <= 0.5 group by stage_id`),
  ]
}

/** Raw stays in DuckDB, when somebody has put `@duckdb/node-api` beside Sluice (`npm i --no-save @duckdb/node-api`). */
async function duckDb(client: PoolClient, place: ScalePlace, report: (line: string) => void): Promise<Answered[]> {
  type Duck = { DuckDBInstance: { create(path: string): Promise<{ connect(): Promise<{ run(sql: string): Promise<unknown>; runAndReadAll(sql: string): Promise<unknown> }> }> } }
  let duck: Duck
  try {
    const name = '@duckdb/node-api'
    duck = (await import(name)) as Duck
  } catch {
    report('DuckDB left out: npm i --no-save @duckdb/node-api')
    return []
  }
  const folder = mkdtempSync(join(tmpdir(), 'sluice-duck-'))
  try {
    const file = createWriteStream(join(folder, 'stay.csv'))
    await client.query('begin')
    await client.query(`declare c no scroll cursor for select s.deal_id || ',' || t.position || ',' || extract(epoch from s.entered_at) || ',' || coalesce(extract(epoch from s.left_at)::text, '') || ',' || coalesce(s.exit, '') as line
      from stay s join stage t on t.org_id = s.org_id and t.id = s.stage_id where s.org_id = '${place.orgId}'`)
    for (;;) {
      const { rows } = await client.query<{ line: string }>('fetch 50000 from c')
      if (rows.length === 0) break
      if (!file.write(`${rows.map((row) => row.line).join('\n')}\n`)) await once(file, 'drain')
    }
    await client.query('commit')
    file.end()
    await once(file, 'close')
    const instance = await duck.DuckDBInstance.create(':memory:')
    const connection = await instance.connect()
    await connection.run(`create table stay as select * from read_csv('${join(folder, 'stay.csv')}', header = false,
      columns = {'deal_id': 'UUID', 'position': 'INTEGER', 'entered': 'DOUBLE', 'left_': 'DOUBLE', 'exit': 'VARCHAR'})`)
    const run = async (name: string, sql: string): Promise<Answered> => ({ name, timing: await time(5, () => connection.runAndReadAll(sql), 1) })
    return [
      await run('DuckDB on raw stays: cohort funnel', `
        with reached as (select deal_id, max(position) as furthest, bool_or(exit = 'won') as won from stay group by deal_id)
        select t.position, count(*) filter (where furthest >= t.position), count(*) filter (where furthest > t.position or won) from reached, (select distinct position from stay) t group by 1`),
      await run('DuckDB on raw stays: Kaplan–Meier medians', `
        with spent as (select position, deal_id, floor(sum(coalesce(left_, epoch(now())) - entered) / 60) as minutes, bool_and(left_ is not null) as gone from stay group by 1, 2),
        risk as (select position, minutes, count(*) filter (where gone) as ended, sum(count(*)) over (partition by position order by minutes desc) as at_risk from spent group by 1, 2),
        curve as (select position, minutes, exp(sum(case when ended = at_risk then -745 else ln(1 - ended / at_risk) end) over (partition by position order by minutes)) as s from risk where ended > 0)
        select position, min(minutes) / 1440 from curve where s <= 0.5 group by 1`),
    ]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The funnel's answers through HTTP on one organisation of a given size. */
async function measured(deals: number, orgs: number, isLast: boolean, report: (line: string) => void): Promise<{ page: Timing; loadMs: number; memory: number }> {
  let found = { page: timing([0]), loadMs: 0, memory: 0 }
  await withThrowawayDatabase(async (logins) => {
    const admin = openDb(logins.admin, { max: 1 })
    const client = await admin.pool.connect()
    const product = await startProduct({ SLUICE_DEMO: '0', ...databaseEnv(logins), SLUICE_LOG: 'silent' })
    const memory = watchMemory(product.url)
    try {
      const signedIn = await signInFirst(product.url)
      const { rows } = await client.query<{ org_id: string; id: string }>('select org_id, id from pipeline order by created_at limit 1')
      const orgId = rows[0]?.org_id ?? ''
      const pipelineId = rows[0]?.id ?? ''
      const stages = await client.query<{ id: string }>('select id from stage where org_id = $1 and pipeline_id = $2 and archived_at is null order by position', [orgId, pipelineId])
      const { rows: before } = await client.query('select from deal limit 1')
      const place: ScalePlace = { ...(await people(client, orgId, before.length === 0)), pipelineId, stageIds: stages.rows.map(({ id }) => id) }
      const began = performance.now()
      const now = new Date()
      if (before.length === 0) {
        const made = await fillScale(client, place, deals, now)
        for (let n = 0; n < orgs; n++) await copyOrg(client, place, n, now)
        await followToTheEnd(client)
        await client.query('vacuum analyze')
        report(`${Object.entries(made).map(([what, count]) => `${count.toLocaleString('en')} ${what}`).join(', ')} and ${orgs} small organisations in ${((performance.now() - began) / 1000).toFixed(0)} s`)
      }
      const asked = questions(signedIn, place, now)
      const first = performance.now()
      await asked.page[0][1](0)
      const loadMs = performance.now() - first
      report(`first question after the start, loading the columns: ${(loadMs / 1000).toFixed(1)} s`)
      const spans: Timing[] = []
      for (const [name, ask] of asked.page) {
        const it = await time(rounds, ask, 2)
        spans.push(it)
        report(`${name.padEnd(40)} ${spoken(it)}`)
      }
      if (isLast) {
        for (const [name, ask] of [...asked.further, asked.cause, asked.board]) {
          try {
            report(`${name.padEnd(40)} ${spoken(await time(15, ask, 2))}`)
          } catch (error) {
            report(`${name.padEnd(40)} failed: ${error instanceof Error ? error.message.slice(0, 200) : String(error)}`)
          }
        }
        await moves(signedIn, client, place, asked.page.map(([, ask]) => ask), report)
        const ours = spans[0] ?? timing([0])
        for (const { name, timing: theirs } of [...(await plainSql(client, place)), ...(await duckDb(client, place, report))]) {
          report(`${name.padEnd(52)} ${theirs.p50.toFixed(0)} ms = ${(theirs.p50 / ours.p50).toFixed(1)} × the whole page`)
        }
      }
      found = { page: spans[0] ?? timing([0]), loadMs, memory: await memory.now() }
      report(`memory of the server's process, the most seen: ${found.memory.toFixed(0)} MiB`)
    } finally {
      memory.stop()
      await product.stop()
      client.release()
      await admin.close()
    }
  }, { durable: true, keepIn: isLast ? keepIn : undefined })
  return found
}

/** Another organisation like the first, with 500 deals. */
async function copyOrg(client: PoolClient, place: ScalePlace, n: number, now: Date): Promise<void> {
  const { rows } = await client.query<{ id: string }>('select gen_random_uuid() as id')
  const orgId = rows[0]?.id ?? ''
  await client.query('set session_replication_role = replica')
  const columns = async (table: string) => {
    const answer = await client.query<{ column_name: string }>(`select column_name from information_schema.columns where table_schema = 'public' and table_name = $1 and is_generated = 'NEVER'`, [table])
    return answer.rows.map((row) => row.column_name)
  }
  // Ids may repeat in another organisation: every key begins with org_id.
  for (const table of ['org', 'team', 'app_user', 'pipeline', 'stage', 'channel', 'loss_reason']) {
    const names = await columns(table)
    const taken = names.map((name) => (name === 'org_id' ? `'${orgId}'::uuid` : name === 'slug' ? `slug || '-${n}'` : name === 'email' ? `'${n}-' || email` : `"${name}"`))
    await client.query(`insert into ${table} (${names.map((name) => `"${name}"`).join(', ')}) select ${taken.join(', ')} from ${table} where org_id = $1`, [place.orgId])
  }
  await fillScale(client, { ...place, orgId }, 500, now, false)
}

/** Fifty moves a second while twenty people read the funnel, each for five seconds before the next question. */
async function moves(signedIn: SignedIn, client: PoolClient, place: ScalePlace, asks: readonly ((round: number) => Promise<unknown>)[], report: (line: string) => void): Promise<void> {
  const [from = '', to = ''] = place.stageIds
  const { rows } = await client.query<{ id: string }>(`select id from deal where org_id = $1 and pipeline_id = $2 and status = 'open' and stage_id = $3 limit 800`, [place.orgId, place.pipelineId, from])
  if (rows.length < 700) return report('moves left out: too few deals')
  const move = (id: string) => signedIn.post(`/deals/${id}/move`, { stageId: to, fromStageId: from, override: { reason: '测量' } })
  const alone = await time(100, (round) => move(rows[round + 10]?.id ?? ''), 10)
  report(`${'move a deal, nobody reads'.padEnd(40)} ${spoken(alone)}`)
  let reading = true
  let answered = 0
  const readers = Array.from({ length: 20 }, async (_, n) => {
    for (let round = n; reading; round += 20) {
      await asks[round % asks.length]?.(round).catch(() => undefined)
      answered++
      await new Promise((resolve) => setTimeout(resolve, 5000))
    }
  })
  const spans: number[] = []
  const pending: Promise<unknown>[] = []
  const began = performance.now()
  for (let n = 0; n < 500; n++) {
    const wait = began + n * 20 - performance.now()
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait))
    const start = performance.now()
    pending.push(move(rows[n + 120]?.id ?? '').then(() => spans.push(performance.now() - start), () => undefined))
  }
  await Promise.all(pending)
  const seconds = (performance.now() - began) / 1000
  reading = false
  await Promise.all(readers)
  report(`${'move, 50 a second, 20 people read'.padEnd(40)} ${spoken(timing(spans))}; ${(500 / seconds).toFixed(0)} moves/s kept, ${(answered / seconds).toFixed(1)} funnels/s read beside`)
}

/** The funnel page and its further questions, end to end through HTTP, against plain SQL and DuckDB over the stays; growth and memory. */
export const funnel: Bench = {
  name: 'funnel',
  about: `the funnel at up to ${many.toLocaleString('en')} deals through HTTP, against plain SQL and DuckDB over the stays of the same run`,
  async run(report) {
    const sizes = keepIn === undefined ? [10_000, 100_000, 1_000_000].filter((size) => size < many).concat(many) : [many]
    const rows: string[] = []
    for (const size of sizes) {
      report(`— ${size.toLocaleString('en')} deals`)
      const { page, loadMs, memory } = await measured(size, size === many ? small : 0, size === many, report)
      rows.push(`${size.toLocaleString('en').padStart(10)} | ${page.p50.toFixed(0).padStart(6)} | ${page.p95.toFixed(0).padStart(6)} | ${(loadMs / 1000).toFixed(1).padStart(6)} | ${memory.toFixed(0).padStart(6)}`)
    }
    report('     deals | p50 ms | p95 ms | load s | MiB')
    for (const row of rows) report(row)
  },
}
