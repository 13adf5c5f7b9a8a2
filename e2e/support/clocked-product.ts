import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { Answer, Order } from './clocked-server.ts'

/** The product in a process of its own, with an empty database and a clock that a test moves. */
export interface ClockedProduct {
  url: string
  now(): Date
  /** Moves the clock on, then does the named periodic work that is due by then; answers when it is done. */
  advance(ms: number, ...tasks: string[]): Promise<void>
  /** Ends the process, which removes its database. */
  stop(): Promise<void>
}

export const second = 1000
export const minute = 60 * second
export const hour = 60 * minute

/** Starts it and waits until it listens. `at`: what its clock says, ISO UTC. It ends by itself when this process does. */
export async function startClockedProduct(at: string): Promise<ClockedProduct> {
  const settings = Object.entries(process.env).filter(([name]) => !/^(SLUICE_|DATABASE_|NODE_OPTIONS$)/.test(name))
  const child = fork(fileURLToPath(new URL('clocked-server.ts', import.meta.url)), [at], {
    // The test runner's own loaders are none of the product's.
    execArgv: [], env: { ...Object.fromEntries(settings), SLUICE_LOG: 'error' },
  })
  const ended = once(child, 'exit')
  const gone = ended.then(([code]) => {
    throw new Error(`the product ended with ${String(code)}`)
  })
  gone.catch(() => undefined)
  const stop = async () => {
    if (child.connected) child.disconnect()
    await ended
  }
  const answerTo = (id: number | null): Promise<Answer> => Promise.race([gone, new Promise<Answer>((resolve) => {
    const listen = (answer: Answer) => {
      if (id !== null && !('id' in answer && answer.id === id)) return
      child.off('message', listen)
      resolve(answer)
    }
    child.on('message', listen)
  })])
  const first = await answerTo(null).catch(async (error: unknown) => {
    await stop()
    throw error
  })
  let now = Date.parse(at)
  let orders = 0
  return {
    url: 'url' in first ? first.url : '',
    now: () => new Date(now),
    async advance(ms, ...tasks) {
      now += ms
      const order: Order = { id: ++orders, now: new Date(now).toISOString(), tasks }
      const answered = answerTo(order.id)
      child.send(order)
      const answer = await answered
      if ('error' in answer) throw new Error(answer.error)
    },
    stop,
  }
}
