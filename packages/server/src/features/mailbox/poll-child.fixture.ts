import { openDb } from '../../platform/db.ts'
import { secretsOf } from '../../platform/secrets.ts'
import { pollMailbox } from './poll-mailbox.ts'

/**
 * A process that reads a mailbox and is killed at a chosen place, as a power cut would.
 * `node poll-child.fixture.ts <login as JSON> <orgId> <mailboxId> <now> <never|fetched|taken>`
 */
const [login = '', orgId = '', id = '', now = '', place = 'never'] = process.argv.slice(2)
const db = openDb(JSON.parse(login) as object)
const die = (here: string) => async () => {
  if (place !== here) return
  process.kill(process.pid, 'SIGKILL')
  // The signal arrives before this is over.
  await new Promise(() => undefined)
}
const dealtWith = await pollMailbox(db, orgId, id, () => new Date(now), {
  secrets: secretsOf(Buffer.alloc(32, 1)), hooks: { fetched: die('fetched'), taken: die('taken') },
  onError: (error) => void process.stderr.write(`${error.stack ?? error.message}\n`),
})
await db.close()
process.stdout.write(String(dealtWith))
