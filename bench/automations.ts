import { setTimeout as sleep } from 'node:timers/promises'
import { fireClocks } from '../packages/server/src/features/automation/clocks.ts'
import { openDb, type Db } from '../packages/server/src/platform/db.ts'
import { startProduct } from '../tools/running-product.ts'
import { withThrowawayDatabase } from '../tools/throwaway-database.ts'
import { spoken, time, timing, type Bench } from './bench.ts'
import { databaseEnv, followToTheEnd } from './scale.ts'
import { signInFirst, type SignedIn } from './signed-in.ts'

const perSecond = 100
const seconds = 20
const deals = 500
/** More are not under way at once: what a machine cannot do shows in the rate, not in a queue. */
const atOnce = 12
const active = 200
/** Of which so many are set off by what is measured. */
const matching = 5

/** A pipeline without gates and its deals. */
async function setUp(client: SignedIn) {
  const { stages, id: pipelineId } = (await client.post('/pipelines', { name: '测量', stages: ['接洽', '方案', '签约'] })) as { id: string; stages: { id: string }[] }
  const ids: string[] = []
  for (let i = 0; i < deals; i++) ids.push(((await client.post('/deals', { title: `第 ${i} 单`, pipelineId, stageId: stages[0]?.id, amountMinor: i * 1000 })) as { id: string }).id)
  const { org } = (await (await client.get('/me')).json()) as { org: { id: string } }
  return { orgId: org.id, pipelineId, stages: stages.map((stage) => stage.id), ids }
}

/**
 * What an organisation has after years: of 200, five take every move into the second stage and one in ten of the deals meets their condition,
 * sixty hold clocks, the rest wait for other things.
 */
function drafts(pipelineId: string, stageId: string, userId: string): object[] {
  const steps = [{ id: 'note1', type: 'note', text: '{{deal.title}} 到了 {{deal.stage}}' }]
  return Array.from({ length: active }, (_, i) => {
    const triggers = [
      { kind: 'time_in_stage', pipelineId, stageId, amount: 2 + i, unit: 'days' }, { kind: 'no_activity', object: 'deal', days: 10 + i }, { kind: 'date_reached', object: 'deal', field: 'expectedClose', offsetDays: -1 },
      { kind: 'field_changed', object: 'deal', field: 'amount' }, { kind: 'closed', outcome: 'any' }, { kind: 'created', object: 'lead' }, { kind: 'form_submitted' }, { kind: 'changed', object: 'account' }, { kind: 'score_crosses', threshold: 80, direction: 'up' }, { kind: 'alarm_opened' },
    ]
    const [trigger, where] = i < matching ? [{ kind: 'stage_entered', pipelineId, stageId }, { field: 'amount', op: 'gte', value: deals * 900 }] : [triggers[i % triggers.length], null]
    const about = trigger !== undefined && 'object' in trigger && trigger.object !== 'deal' ? [{ id: 'stop1', type: 'stop' }] : trigger?.kind === 'form_submitted' || trigger?.kind === 'score_crosses' || trigger?.kind === 'alarm_opened' ? [{ id: 'stop1', type: 'stop' }] : steps
    return { trigger, where, steps: about, runAsUserId: userId }
  })
}

/** Moves deals to and fro between the first two stages; how long each took, and every five seconds how many runs waited. */
async function moves(client: SignedIn, { ids, stages }: { ids: string[]; stages: string[] }, waiting: (() => Promise<number>) | null): Promise<{ spans: number[]; failed: number; backlog: number[]; perSecond: number; entered: number }> {
  const spans: number[] = []
  const backlog: number[] = []
  const began = performance.now()
  let [turn, failed, looked] = [0, 0, 0]
  const pending: Promise<void>[] = []
  while (performance.now() - began < seconds * 1000) {
    for (const due = ((performance.now() - began) / 1000) * perSecond; turn < due && turn - spans.length - failed < atOnce; turn++) {
      const now = performance.now()
      const stageId = Math.floor(turn / deals) % 2 === 0 ? stages[1] : stages[0]
      pending.push(client.post(`/deals/${ids[turn % deals] ?? ''}/move`, { stageId }).then(() => void spans.push(performance.now() - now), () => void failed++))
    }
    if (waiting !== null && performance.now() - began > ++looked * 5000) void waiting().then((n) => backlog.push(n))
    else if (waiting !== null) looked--
    await sleep(5)
  }
  await Promise.all(pending)
  return { spans, failed, backlog, perSecond: Math.round(spans.length / ((performance.now() - began) / 1000)), entered: Math.ceil(Math.floor(turn / deals) / 2) * deals + (Math.floor(turn / deals) % 2 === 0 ? turn % deals : 0) }
}

/** Every deal is in the first stage again. */
async function allBack(client: SignedIn, { ids, stages }: { ids: string[]; stages: string[] }): Promise<void> {
  for (const id of ids) {
    const deal = (await (await client.get(`/deals/${id}`)).json()) as { stageId: string }
    if (deal.stageId !== stages[0]) await client.post(`/deals/${id}/move`, { stageId: stages[0] })
  }
}

/** The log of years in a kept database is not what is measured. */
async function toTheEnd(admin: Db): Promise<void> {
  const connection = await admin.pool.connect()
  try {
    await followToTheEnd(connection)
  } finally {
    connection.release()
  }
}

/** Of rules about time: until the clocks of all records are set, how many there are, and what one beat costs when none has run out. */
async function clocks(client: SignedIn, admin: Db, app: Db, report: (line: string) => void): Promise<void> {
  const began = performance.now()
  const filling = async () => (await admin.pool.query<{ n: number }>('select count(*)::int as n from automation where is_filling')).rows[0]?.n ?? 0
  while ((await filling()) > 0 && performance.now() - began < 1_200_000) await sleep(500)
  const { rows } = await admin.pool.query<{ clocks: number; deals: number }>('select (select count(*)::int from automation_due) as clocks, (select count(*)::int from deal) as deals')
  report(`${rows[0]?.deals.toLocaleString('en')} deals; ${rows[0]?.clocks.toLocaleString('en')} clocks set ${((performance.now() - began) / 1000).toFixed(1)} s after the last publication`)
  const { org } = (await (await client.get('/me')).json()) as { org: { id: string } }
  // Before the first of them: what a beat does when nothing is due.
  const early = new Date((await admin.pool.query<{ at: Date | null }>('select min(due_at) as at from automation_due')).rows[0]?.at ?? 0)
  report(`a beat when none has run out: ${spoken(await time(50, () => fireClocks(app, org.id, new Date(early.getTime() - 1), () => false)))}`)
}

/** What automations cost whoever moves a deal, and how far behind they are. */
export const automations: Bench = {
  name: 'automations',
  about: `${perSecond} moves a second for ${seconds} s, without and with ${active} active automations: what is added to a move, how many runs wait, until all are worked (KEEP=folder: on the deals that \`KEEP=folder npm run bench -- funnel\` left there)`,
  run: (report) => withThrowawayDatabase(async (logins) => {
    const [admin, app] = [openDb(logins.admin, { max: 2 }), openDb(logins.app, { max: 2 })]
    const product = await startProduct({ SLUICE_DEMO: '0', ...databaseEnv(logins), SLUICE_LOG: 'silent' })
    try {
      const client = await signInFirst(product.url)
      await toTheEnd(admin)
      const made = await setUp(client)
      const without = await moves(client, made, null)
      report(`without: ${spoken(timing(without.spans))}, ${without.failed} refused, ${without.perSecond} a second`)
      await allBack(client, made)
      const me = (await (await client.get('/me')).json()) as { user: { id: string } }
      for (const [i, draft] of drafts(made.pipelineId, made.stages[1] ?? '', me.user.id).entries()) {
        const { id, version } = (await client.post('/automations', { name: `自动化 ${i}`, draft })) as { id: string; version: number }
        await client.post(`/automations/${id}/publish`, {}, { 'if-match': `"${version}"` })
      }
      await clocks(client, admin, app, report)
      const state = async () => (await admin.pool.query<{ queued: number; done: number; unmet: number }>(
        `select count(*) filter (where state = 'queued')::int as queued, count(*) filter (where state = 'done')::int as done, count(*) filter (where state = 'unmet')::int as unmet from automation_run where org_id = $1`, [made.orgId])).rows[0] ?? { queued: 0, done: 0, unmet: 0 }
      const withThem = await moves(client, made, async () => (await state()).queued)
      report(`with:    ${spoken(timing(withThem.spans))}, ${withThem.failed} refused, ${withThem.perSecond} a second`)
      report(`runs that waited, every 5 s: ${withThem.backlog.join(', ')}`)
      const ended = performance.now()
      const expected = withThem.entered * matching
      let found = await state()
      for (; found.done + found.unmet < expected && performance.now() - ended < 180_000; found = await state()) await sleep(100)
      report(`all worked ${Math.round(performance.now() - ended)} ms after the last move: ${found.done} did their steps, for ${found.unmet} the condition did not hold, of ${expected}`)
      const { rows } = await admin.pool.query<{ p50: number; p95: number }>(`
        select percentile_cont(0.5) within group (order by extract(epoch from r.ended_at - e.known_at)) as p50, percentile_cont(0.95) within group (order by extract(epoch from r.ended_at - e.known_at)) as p95
        from automation_run r join event e on e.org_id = r.org_id and e.seq = r.cause_seq where r.org_id = $1 and r.state = 'done'`, [made.orgId])
      report(`from a move to the effect: ${Number(rows[0]?.p50).toFixed(2)} s (p95 ${Number(rows[0]?.p95).toFixed(2)} s)`)
    } finally {
      await product.stop()
      await Promise.all([admin.close(), app.close()])
    }
  }, { durable: true, keepIn: process.env['KEEP'] }),
}
