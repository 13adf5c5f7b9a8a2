import { openDb } from '../../platform/db.ts'
import { secretsOf } from '../../platform/secrets.ts'
import { sendDue } from './send-outbox.ts'

/**
 * A process that sends what is due and is killed at a chosen place, as a power cut would.
 * `node send-child.fixture.ts <login as JSON> <orgId> <now> <never|claimed|answered>`
 */
const [login = '', orgId = '', now = '', place = 'never'] = process.argv.slice(2)
const db = openDb(JSON.parse(login) as object)
const die = (here: string) => async () => {
  if (place !== here) return
  process.kill(process.pid, 'SIGKILL')
  // The signal arrives before this is over.
  await new Promise(() => undefined)
}
const dealtWith = await sendDue(db, orgId, () => new Date(now), { secrets: secretsOf(Buffer.alloc(32, 1)), origin: 'https://crm.example' }, { hooks: { claimed: die('claimed'), answered: die('answered') } })
await db.close()
process.stdout.write(String(dealtWith))
