import { changeAccount, createAccount } from '@sluice/core/customers/contract'
import { changeTeam, changeUser, getMe } from '@sluice/core/identity/contract'
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
async function listen(client: TestClient, lastEventId?: string, after?: string) {
  const abort = new AbortController()
  const response = await fetch(`${base}/api/v1/live${after === undefined ? '' : `?after=${after}`}`, {
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
    /** Resolves when the server ends it. */
    ended: reading,
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

test('a page hears what changed after it began to read, though its stream opened later', async () => {
  const org = await t.org()
  const { liveId } = await org.admin.ok(getMe)
  const between = await account(org.admin, '读取之后')
  const stream = await listen(org.admin, undefined, liveId)
  await stream.until((heard) => heard.some((m) => m.type === 'hello'))
  expect(stream.heard.map((m) => m.subjectId)).toContain(between.id)
  // What it has heard since counts for more than its address.
  const again = await listen(org.admin, stream.heard.at(-1)?.id, 'garbage')
  await again.until((heard) => heard.some((m) => m.type === 'hello'))
  expect(again.heard.map((m) => m.type)).not.toContain('resync')
  const lost = await listen(org.admin, undefined, 'garbage')
  await lost.until((heard) => heard.some((m) => m.type === 'resync'))
  await Promise.all([stream, again, lost].map((one) => one.close()))
})

test('an id from long ago, or from nowhere, means: refresh everything', async () => {
  const org = await t.org()
  const stream = await listen(org.admin, 'garbage')
  await stream.until((heard) => heard.some((m) => m.type === 'resync'))
  await stream.close()
})

test('who had a record hears that it was given away, and nobody else does', async () => {
  const org = await t.org()
  const [rep, neighbour, bystander] = [await org.user('rep', '李雷'), await org.user('rep', '韩梅'), await org.user('rep', '王芳')]
  const made = await account(rep, '云帆科技')
  const streams = await Promise.all([rep, neighbour, bystander].map((client) => listen(client)))
  await Promise.all(streams.map((stream) => stream.until((heard) => heard.some((m) => m.type === 'hello'))))
  await org.admin.ok(changeAccount, { params: { id: made.id }, version: 1, body: { ownerId: neighbour.userId } })
  const told = (heard: Heard[]) => heard.some((m) => m.type === 'account.changed' && m.subjectId === made.id)
  await streams[0]?.until(told)
  await streams[1]?.until(told)
  await account(bystander, '别家')
  await streams[2]?.until((heard) => heard.some((m) => m.type === 'account.created'))
  expect(told(streams[2]?.heard ?? [])).toBe(false)
  // From now on it is none of their business.
  await neighbour.ok(changeAccount, { params: { id: made.id }, version: 2, body: { industry: '软件' } })
  await account(rep, '自己的')
  await streams[0]?.until((heard) => heard.some((m) => m.type === 'account.created'))
  expect(streams[0]?.heard.filter((m) => m.type === 'account.changed')).toHaveLength(1)
  await Promise.all(streams.map((stream) => stream.close()))
})

test('a stream ends when its user is disabled or changed, or the tree of teams; others go on', async () => {
  const org = await t.org()
  const [rep, other] = [await org.user('rep', '李雷'), await org.user('rep', '韩梅')]
  const team = await org.team('新队')
  const [first, second] = [await listen(rep), await listen(other)]
  for (const stream of [first, second]) await stream.until((heard) => heard.some((m) => m.type === 'hello'))
  await org.admin.ok(changeUser, { params: { id: rep.userId }, version: 1, body: { status: 'disabled' } })
  await first.ended
  expect((await fetch(`${base}/api/v1/live`, { headers: { cookie: rep.cookie } })).status).toBe(401)
  await second.until((heard) => heard.some((m) => m.type === 'user.changed'))
  await account(other, '还在听')
  await second.until((heard) => heard.some((m) => m.type === 'account.created'))
  await org.admin.ok(changeTeam, { params: { id: team }, version: 1, body: { name: '改名' } })
  await second.ended
})

test('a server that stops does not wait for its streams', async () => {
  const other = await createTestApp()
  try {
    const address = await other.app.fastify.listen({ port: 0, host: '127.0.0.1' })
    const org = await other.org()
    const answers = await Promise.all(Array.from({ length: 5 }, () => fetch(`${address}/api/v1/live`, { headers: { cookie: org.admin.cookie } })))
    expect(answers.map((answer) => answer.status)).toEqual([200, 200, 200, 200, 200])
    // Without an end the streams would be read for half an hour, and `close` would wait as long.
    const bodies = Promise.all(answers.map((answer) => answer.text()))
    await other.app.close()
    expect((await bodies).length).toBe(5)
  } finally {
    await other.close()
  }
})

test('200 streams hear of a change, and leave nothing behind', async () => {
  const org = await t.org()
  const streams = await Promise.all(Array.from({ length: 200 }, () => listen(org.admin)))
  await Promise.all(streams.map((stream) => stream.until((heard) => heard.some((m) => m.type === 'hello'))))
  // Those of the tests before end when the server has seen them go.
  await expect.poll(() => t.app.api.live.count(), { timeout: 60_000 }).toBe(200)
  const made = await account(org.admin, '广播')
  await Promise.all(streams.map((stream) => stream.until((heard) => heard.some((m) => m.subjectId === made.id))))
  await Promise.all(streams.map((stream) => stream.close()))
  await expect.poll(() => t.app.api.live.count(), { timeout: 60_000 }).toBe(0)
}, 180_000)
