import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { startProduct } from '../tools/running-product.ts'
import { spoken, timing, type Bench } from './bench.ts'
import { signInFirst, type SignedIn } from './signed-in.ts'

const perSecond = 50
const seconds = 60
const deals = 400
/** One move in so many sets an automation off, each of another deal: a robot may post 20 times a minute, so 15. */
const toRobotEvery = 203

/** A group robot that takes everything; tells when something came. */
async function startRobot(onPost: (text: string) => void) {
  const server = createServer((request, response) => {
    let raw = ''
    request.setEncoding('utf8').on('data', (piece: string) => (raw += piece)).on('end', () => {
      onPost(raw)
      response.setHeader('content-type', 'application/json').end('{"errcode":0,"errmsg":"ok"}')
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => server.close() }
}

/** A pipeline without gates, its deals, and an automation that has a robot post when a deal comes to the last stage. */
async function setUp(client: SignedIn, robotUrl: string) {
  const { stages, id: pipelineId } = (await client.post('/pipelines', { name: '测量', stages: ['接洽', '方案', '签约'] })) as { id: string; stages: { id: string }[] }
  const [first = '', second = '', last = ''] = stages.map((stage) => stage.id)
  const ids: string[] = []
  for (let i = 0; i < deals; i++) ids.push(((await client.post('/deals', { title: `第 ${i} 单`, pipelineId, stageId: first })) as { id: string }).id)
  const robot = (await client.post('/robots', { name: '销售群', kind: 'wecom', address: `${robotUrl}/cgi-bin/webhook/send?key=bench` })) as { id: string }
  const me = (await (await client.get('/me')).json()) as { user: { id: string } }
  const draft = {
    trigger: { kind: 'stage_entered', pipelineId, stageId: last }, steps: [{ id: 'robot1', type: 'robot', robotId: robot.id, text: '{{deal.title}} 到了 {{deal.stage}}' }], runAsUserId: me.user.id,
  }
  const made = (await client.post('/automations', { name: '到签约就说一声', draft })) as { id: string; version: number }
  await client.post(`/automations/${made.id}/publish`, {}, { 'if-match': `"${made.version}"` })
  return { ids, first, second, last }
}

/** What is said in one piece of the live stream: the deals that moved. */
const movedIn = (text: string) => [...text.matchAll(/"deal\.moved".*?"(?:subjectId|id)":"([0-9a-f-]{36})"/g)].map((found) => found[1] ?? '')

/** From a change to its effect: on somebody else's screen, and in a robot's message. */
export const reach: Bench = {
  name: 'reach',
  about: `${perSecond} moves a second for ${seconds} s: until another's screen has been told, until it has read the deal again, until a robot has posted`,
  async run(report) {
    const [heard, read, posted, written]: number[][] = [[], [], [], []]
    const begun = new Map<string, number>()
    const titles = new Map<string, number>()
    const robot = await startRobot((raw) => {
      const title = /第 \d+ 单/.exec(raw)?.[0] ?? ''
      const began = titles.get(title)
      titles.delete(title)
      if (began !== undefined) posted?.push(performance.now() - began)
    })
    const product = await startProduct({ SLUICE_DEMO: '0', SLUICE_TARGETS: 'loopback' })
    try {
      const [client, other] = [await signInFirst(product.url), await signInFirst(product.url)]
      const { ids, first, second, last } = await setUp(client, robot.url)
      const close = await other.stream('/live', (text) => {
        for (const id of movedIn(text)) {
          const began = begun.get(id)
          begun.delete(id)
          if (began === undefined) continue
          heard?.push(performance.now() - began)
          void other.get(`/deals/${id}`).then(async (answer) => {
            await answer.text()
            read?.push(performance.now() - began)
          })
        }
      })
      await sleep(2000)
      const began = performance.now()
      let [turn, failed, asked] = [0, 0, 0]
      const at = new Map(ids.map((id) => [id, first]))
      while (performance.now() - began < seconds * 1000) {
        for (const due = ((performance.now() - began) / 1000) * perSecond; turn < due; turn++) {
          const [i, now] = [turn % deals, performance.now()]
          const id = ids[i] ?? ''
          const isTold = turn % toRobotEvery === 0
          const stageId = isTold ? last : at.get(id) === second ? first : second
          at.set(id, stageId)
          begun.set(id, now)
          if (isTold) titles.set(`第 ${i} 单`, now)
          if (isTold) asked++
          client.post(`/deals/${id}/move`, { stageId }).then(() => written?.push(performance.now() - now), () => failed++)
        }
        await sleep(5)
      }
      await sleep(5000)
      close()
      report(`${turn} moves, ${failed} refused; the move itself: ${spoken(timing(written ?? []))}`)
      report(`heard by another's screen: ${spoken(timing(heard ?? []))}`)
      report(`read again by it: ${spoken(timing(read ?? []))}`)
      report(`posted by the robot, ${posted?.length} of ${asked}: ${spoken(timing(posted ?? []))}`)
    } finally {
      await product.stop()
      robot.close()
    }
  },
}
