import { rebuildProjections } from '@sluice/server/features/pipeline/rebuild-projections'
import { systemClock } from '@sluice/server/platform/clock'
import { append } from '@sluice/server/platform/event-log'
import { openDatabase } from '@sluice/server/start'
import { parseArgs } from 'node:util'
import { orgOf } from '../org-of.ts'
import { attempt, say } from '../terminal.ts'

/** `sluice rebuild --org ORG`: makes stays and deal versions anew from the event log. */
export function run(args: string[]): Promise<number> {
  return attempt(args.includes('--json'), async () => {
    const { values } = parseArgs({ args, options: { org: { type: 'string' }, json: { type: 'boolean', default: false } } })
    const opened = await openDatabase(process.env, { share: true })
    try {
      const { orgId } = await orgOf(opened.db, values.org)
      await opened.db.write(orgId, async (tx) => {
        await rebuildProjections(tx, orgId)
        // A rebuild is no change of anything, so nothing else tells those who hold the projections in memory.
        const act = { orgId, actorId: null, now: systemClock.now().toISOString() }
        await append(tx, act, [{ type: 'config.changed', payload: { what: 'projections', name: '' }, subjectType: 'config', subjectId: orgId, ownerId: null, teamId: null }])
      })
      say(values.json ? JSON.stringify({ rebuilt: true }) : '投影已由日志重建 / projections rebuilt from the log')
      return 0
    } finally {
      await opened.close()
    }
  })
}
