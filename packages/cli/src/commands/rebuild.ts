import { rebuildProjections } from '@sluice/server/features/pipeline/rebuild-projections'
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
      await opened.db.write(orgId, (tx) => rebuildProjections(tx, orgId))
      say(values.json ? JSON.stringify({ rebuilt: true }) : '投影已由日志重建 / projections rebuilt from the log')
      return 0
    } finally {
      await opened.close()
    }
  })
}
