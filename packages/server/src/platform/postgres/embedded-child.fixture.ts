/**
 * Runs the embedded server in a process of its own, to be killed by a test: `node embedded-child.fixture.ts <dir>`.
 * Prints `ready <server pid>`, then `row <n>` after the commit of each row, until it is killed.
 */
import { Client } from 'pg'
import { startEmbedded } from './embedded.ts'
import { silentLog } from './log.ts'

const database = await startEmbedded({ dataDir: process.argv[2] ?? '', log: silentLog })
const client = new Client(database.admin)
await client.connect()
await client.query('CREATE TABLE IF NOT EXISTS acknowledged (n int PRIMARY KEY)')
process.stdout.write(`ready ${database.pid}\n`)
for (let n = 1; ; n++) {
  await client.query('INSERT INTO acknowledged VALUES ($1)', [n])
  process.stdout.write(`row ${n}\n`)
}
