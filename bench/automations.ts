import { setTimeout as sleep } from 'node:timers/promises'
import { startProduct } from '../tools/running-product.ts'
import { spoken, timing, type Bench } from './bench.ts'
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
  return { pipelineId, stages: stages.map((stage) => stage.id), ids }
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

/** What automations cost whoever moves a deal, and how far behind they are. */
export const automations: Bench = {
  name: 'automations',
  about: `${perSecond} moves a second for ${seconds} s, without and with ${active} active automations: what is added to a move, how many runs wait, until all are worked`,
  async run(report) {
    const product = await startProduct({ SLUICE_DEMO: '0' })
    try {
      const client = await signInFirst(product.url)
      const made = await setUp(client)
      const without = await moves(client, made, null)
      report(`without: ${spoken(timing(without.spans))}, ${without.failed} refused, ${without.perSecond} a second`)
      const me = (await (await client.get('/me')).json()) as { user: { id: string } }
      for (const [i, draft] of drafts(made.pipelineId, made.stages[1] ?? '', me.user.id).entries()) {
        const { id, version } = (await client.post('/automations', { name: `自动化 ${i}`, draft })) as { id: string; version: number }
        await client.post(`/automations/${id}/publish`, {}, { 'if-match': `"${version}"` })
      }
      const runs = async (state: string) => ((await (await client.get(`/automation-runs?limit=1&state=${state}`)).json()) as { total: number }).total
      const waiting = () => runs('queued')
      const withThem = await moves(client, made, waiting)
      report(`with:    ${spoken(timing(withThem.spans))}, ${withThem.failed} refused, ${withThem.perSecond} a second`)
      report(`runs that waited, every 5 s: ${withThem.backlog.join(', ')}`)
      const ended = performance.now()
      const expected = withThem.entered * matching
      let [done, unmet] = [0, 0]
      for (; done + unmet < expected && performance.now() - ended < 180_000; await sleep(250)) [done, unmet] = await Promise.all([runs('done'), runs('unmet')])
      report(`all worked ${Math.round(performance.now() - ended)} ms after the last move: ${done} did their steps, for ${unmet} the condition did not hold, of ${expected}`)
    } finally {
      await product.stop()
    }
  },
}
