import { createAccount } from '@sluice/core/customers/contract'
import type { LiveMessage } from '@sluice/core/live/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestApp, type TestApp, type TestClient } from '../../testing/app.ts'

let t: TestApp
let base: string
beforeAll(async () => {
  t = await createTestApp()
  base = await t.app.fastify.listen({ port: 0, host: '127.0.0.1' })
})
afterAll(() => t.close())

interface Heard extends LiveMessage {
  id: string
}

/** A browser's event stream: reads until `until` is true of what was heard. */
async function listen(client: TestClient, lastEventId?: string) {
  const abort = new AbortController()
  const response = await fetch(`${base}/api/v1/live`, {
    headers: { cookie: client.cookie, ...(lastEventId !== undefined && { 'last-event-id': lastEventId }) }, signal: abort.signal,
  })
  if (response.body === null) throw new Error('no stream')
  const heard: Heard[] = []
  const waiting = new Set<() => void>()
  const reading = (async () => {
    let text = ''
    for await (const chunk of response.body as AsyncIterable<Uint8Array>) {
      text += Buffer.from(chunk).toString('utf8')
      const blocks = text.split('\n\n')
      text = blocks.pop() ?? ''
      for (const block of blocks) {
        const id = /^id: (.*)$/m.exec(block)?.[1]
        const data = /^data: (.*)$/m.exec(block)?.[1]
        if (id !== undefined && data !== undefined) heard.push({ id, ...(JSON.parse(data) as LiveMessage) })
      }
      for (const wake of waiting) wake()
    }
  })().catch(() => undefined)
  return {
    heard,
    async until(test: (heard: Heard[]) => boolean) {
      while (!test(heard)) await new Promise<void>((resolve) => waiting.add(resolve))
    },
    async close() {
      abort.abort()
      await reading
    },
  }
}

const account = (client: TestClient, name: string) => client.ok(createAccount, { body: { name } })

test('a change is told to who may see it, and to nobody else', async () => {
  const org = await t.org()
  const other = await t.org()
  const [rep, neighbour] = [await org.user('rep', '李雷'), await org.user('rep', '韩梅')]
  const streams = await Promise.all([rep, org.admin, neighbour, other.admin].map((client) => listen(client)))
  await Promise.all(streams.map((stream) => stream.until((heard) => heard.some((m) => m.type === 'hello'))))

  const made = await account(rep, '云帆科技')
  const told = (heard: Heard[]) => heard.some((m) => m.type === 'account.created' && m.subjectId === made.id && m.actorId === rep.userId)
  await streams[0]?.until(told)
  await streams[1]?.until(told)
  // What each of the others may hear comes after it in commit order, so its silence is proven by their own news.
  await account(neighbour, '别家')
  await streams[2]?.until((heard) => heard.some((m) => m.type === 'account.created'))
  await account(other.admin, '外人')
  await streams[3]?.until((heard) => heard.some((m) => m.type === 'account.created'))
  expect(streams[2]?.heard.some((m) => m.subjectId === made.id)).toBe(false)
  expect(streams[3]?.heard.some((m) => m.subjectId === made.id)).toBe(false)
  await Promise.all(streams.map((stream) => stream.close()))
})

test('a stream resumes from its last id and misses nothing, not even what commits late', async () => {
  const org = await t.org()
  const first = await listen(org.admin)
  await first.until((heard) => heard.some((m) => m.type === 'hello'))
  const lastId = first.heard.at(-1)?.id
  await first.close()

  // Begun before the other, committed after it: its number in the log is smaller.
  const { promise: mayCommit, resolve: commit } = Promise.withResolvers<void>()
  const { promise: hasBegun, resolve: begun } = Promise.withResolvers<void>()
  const { append } = await import('../../platform/event-log.ts')
  const late = t.db.write(org.orgId, async (tx) => {
    await append(tx, { orgId: org.orgId, actorId: null, now: t.clock.now().toISOString() }, [
      { type: 'user.changed', payload: { what: 'late' }, subjectType: 'user', subjectId: org.admin.userId, ownerId: null, teamId: null },
    ])
    begun()
    await mayCommit
  })
  await hasBegun
  const early = await account(org.admin, '先提交')
  const second = await listen(org.admin, lastId)
  await second.until((heard) => heard.some((m) => m.subjectId === early.id))
  const resumeAt = second.heard.at(-1)?.id
  await second.close()
  commit()
  await late

  const third = await listen(org.admin, resumeAt)
  await third.until((heard) => heard.some((m) => m.type === 'user.changed'))
  await third.close()
})

test('an id from long ago, or from nowhere, means: refresh everything', async () => {
  const org = await t.org()
  const stream = await listen(org.admin, 'garbage')
  await stream.until((heard) => heard.some((m) => m.type === 'resync'))
  await stream.close()
})

test('200 streams hear of a change, and leave nothing behind', async () => {
  const org = await t.org()
  const streams = await Promise.all(Array.from({ length: 200 }, () => listen(org.admin)))
  await Promise.all(streams.map((stream) => stream.until((heard) => heard.some((m) => m.type === 'hello'))))
  expect(t.app.api.live.count()).toBe(200)
  const made = await account(org.admin, '广播')
  await Promise.all(streams.map((stream) => stream.until((heard) => heard.some((m) => m.subjectId === made.id))))
  await Promise.all(streams.map((stream) => stream.close()))
  await expect.poll(() => t.app.api.live.count(), { timeout: 20_000 }).toBe(0)
})
