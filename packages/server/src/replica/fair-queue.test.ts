import { expect, test } from 'vitest'
import { fairQueue } from './fair-queue.ts'

/** Work that ends when it is told to. */
function held() {
  const begun: string[] = []
  const ends = new Map<string, () => void>()
  return {
    begun,
    work: (name: string) => () => new Promise<string>((resolve) => {
      begun.push(name)
      ends.set(name, () => resolve(name))
    }),
    async end(name: string) {
      ends.get(name)?.()
      // The queue begins the next one with a turn of the event loop.
      await new Promise((resolve) => setImmediate(() => setImmediate(resolve)))
    },
  }
}

test('organisations take turns, however much one asks', async () => {
  const { begun, work, end } = held()
  const queue = fairQueue({ together: 1, each: 1 })
  for (const name of ['a1', 'a2', 'a3', 'a4']) void queue.add('a', name, work(name))
  for (const name of ['b1', 'b2']) void queue.add('b', name, work(name))
  void queue.add('c', 'c1', work('c1'))
  for (const name of ['a1', 'a2', 'b1', 'c1', 'a3', 'b2', 'a4']) {
    expect(begun.at(-1)).toBe(name)
    await end(name)
  }
})

test('a lane has one at a time, in order; another lane of the same organisation goes on beside it', async () => {
  const { begun, work, end } = held()
  const queue = fairQueue({ together: 3, each: 2 })
  const first = queue.add('a', 'x', work('x1'))
  void queue.add('a', 'x', work('x2'))
  void queue.add('a', 'y', work('y1'))
  void queue.add('a', 'z', work('z1'))
  void queue.add('b', 'q', work('q1'))
  expect(begun).toEqual(['x1', 'y1', 'q1'])
  expect(queue.isBusy('x')).toBe(true)
  await end('x1')
  expect(await first).toBe('x1')
  expect(begun).toEqual(['x1', 'y1', 'q1', 'x2'])
  await end('y1')
  expect(begun.at(-1)).toBe('z1')
})

test('what fails is told to whoever asked, and holds nobody up', async () => {
  const queue = fairQueue({ together: 1, each: 1 })
  const failed = queue.add('a', 'x', () => Promise.reject(new RangeError('no')))
  const next = queue.add('a', 'x', () => Promise.resolve(2))
  await expect(failed).rejects.toThrow(RangeError)
  expect(await next).toBe(2)
})
