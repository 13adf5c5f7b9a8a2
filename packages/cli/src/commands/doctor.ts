import { diagnose } from '@sluice/server/platform/postgres/doctor'
import { parseArgs } from 'node:util'
import { attempt, language, say } from '../terminal.ts'

/** `sluice doctor [--json]`: one line a check; exit 1 when one fails. */
export function run(args: string[]): Promise<number> {
  return attempt(args.includes('--json'), async () => {
    const { values } = parseArgs({ args, options: { json: { type: 'boolean', default: false } } })
    const findings = await diagnose(process.env)
    if (values.json) say(JSON.stringify({ findings }, null, 2))
    else {
      for (const finding of findings) {
        say(`${finding.ok ? '✓' : '✗'} ${finding.check[language]}: ${finding.detail[language]}`)
        if (!finding.ok && finding.hint) say(`    → ${finding.hint[language]}`)
      }
    }
    return findings.every((finding) => finding.ok) ? 0 : 1
  })
}
