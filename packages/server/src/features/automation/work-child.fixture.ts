import { openDb } from '../../platform/db.ts'
import { automationWorld } from '../../automation-actions.ts'
import { workRuns } from './work-runs.ts'

/**
 * A process that works what is due and is killed after so many runs, between the steps of the next and its commit, as a power cut would; 0: it ends by itself.
 * `node work-child.fixture.ts <login as JSON> <orgId> <now> <kill after>`
 */
const [login = '', orgId = '', now = '', after = '0'] = process.argv.slice(2)
const db = openDb(JSON.parse(login) as object, { max: 5 })
const world = automationWorld(null, { alarm: () => Promise.resolve(null), meeting: () => Promise.resolve(null), hasRemedy: () => Promise.resolve(false), calendar: () => Promise.resolve({ isWorkday: () => true }) }, { alarm: () => Promise.resolve(null), chart: () => Promise.resolve(null), meeting_point: () => Promise.resolve(null) })
let seen = 0
const worked = await workRuns(db, orgId, () => new Date(now), world, () => false, {
  beforeCommit: async () => {
    if (++seen !== Number(after)) return
    process.kill(process.pid, 'SIGKILL')
    // The signal arrives before this is over.
    await new Promise(() => undefined)
  },
})
await db.close()
process.stdout.write(String(worked))
