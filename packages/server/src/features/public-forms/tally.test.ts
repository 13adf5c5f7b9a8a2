import { expect, test } from 'vitest'
import type { Api } from '../../platform/api.ts'
import { systemClock } from '../../platform/clock.ts'
import { openTally } from './tally.ts'

test('whoever asks for the counts while they are being written waits for that', async () => {
  const { promise: mayWrite, resolve: go } = Promise.withResolvers<void>()
  const done: string[] = []
  const db = {
    read: () => Promise.resolve({ rows: [{ zone: 'UTC' }] }),
    write: async () => {
      await mayWrite
      done.push('written')
    },
  }
  const tally = openTally({ db, clock: systemClock, fastify: { addHook: () => undefined } } as unknown as Api)
  tally.add('org', 'form', 'views')
  const writing = tally.flush()
  const asking = tally.flush().then(() => done.push('shown'))
  // A turn of the event loop: whatever waits for nothing has ended.
  await new Promise((resolve) => void setImmediate(resolve))
  go()
  await Promise.all([writing, asking])
  expect(done).toEqual(['written', 'shown'])
})
