import { parentPort, workerData } from 'node:worker_threads'
import pg from 'pg'
import { wireTypes } from '../platform/db.ts'
import { openEngine } from './engine.ts'
import { type FromWorker, type ToWorker, toWire, type WorkerSetup } from './wire.ts'

/** The thread that holds the columns: its own few connections, as the application's role, so under row-level security. */
const port = parentPort
if (port === null) throw new Error('not a worker')
const { login, limitBytes, folder } = workerData as WorkerSetup
const say = (message: FromWorker) => port.postMessage(message)
const onError = (error: Error) => say({ fault: toWire(error) })
const pool = new pg.Pool({ max: 4, ...login, types: wireTypes })
// A connection that breaks is replaced; its query is refused by itself.
pool.on('error', onError)
pool.on('connect', (client) => client.on('error', () => undefined))
const engine = openEngine(pool, { limitBytes, folder, onError })

port.on('message', (message: ToWorker) => {
  const { id } = message
  if ('ask' in message) {
    engine.ask(message.ask).then((answer) => say({ id, answer }), (error: unknown) => say({ id, error: toWire(error) }))
  } else if ('stats' in message) {
    say({ id, stats: engine.stats() })
  } else {
    void engine.close().catch(onError).then(() => pool.end()).catch(onError).then(() => {
      say({ id, answer: null })
      port.close()
    })
  }
})
