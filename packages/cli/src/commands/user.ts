import { email as emailSchema, password as passwordSchema } from '@sluice/core/identity/contract'
import { role as roleSchema } from '@sluice/core/identity/role'
import { createUser } from '@sluice/server/features/identity/create-org'
import { systemClock } from '@sluice/server/platform/clock'
import { append } from '@sluice/server/platform/event-log'
import { refuse } from '@sluice/server/platform/refusal'
import { openDatabase } from '@sluice/server/start'
import { randomBytes } from 'node:crypto'
import { parseArgs } from 'node:util'
import { orgOf } from '../org-of.ts'
import { attempt, say, UsageError } from '../terminal.ts'

const usage = 'sluice user create --org ORG --email E --name NAME --role admin|manager|rep|marketing|service|finance|viewer [--team NAME] [--password P] [--json]'

/** `sluice user create`. Without `--team` the user joins the root team; without `--password` one is made and shown once. */
export function run(args: string[]): Promise<number> {
  return attempt(args.includes('--json'), async () => {
    const { values, positionals } = parseArgs({
      args, allowPositionals: true,
      options: {
        org: { type: 'string' }, email: { type: 'string' }, name: { type: 'string' }, role: { type: 'string', default: 'rep' }, team: { type: 'string' },
        password: { type: 'string' }, json: { type: 'boolean', default: false },
      },
    })
    const email = emailSchema.safeParse(values.email)
    const role = roleSchema.safeParse(values.role)
    const { name } = values
    if (positionals[0] !== 'create' || !email.success || !role.success || !name) throw new UsageError(usage)
    const secret = values.password ?? randomBytes(12).toString('base64url')
    if (!passwordSchema.safeParse(secret).success) refuse('request.invalid', {}, [{ path: 'password', code: 'too_small' }])
    const opened = await openDatabase(process.env, { share: true })
    try {
      const { orgId } = await orgOf(opened.db, values.org)
      const id = await opened.db.write(orgId, async (tx) => {
        const query = tx.selectFrom('team').select('id').where('org_id', '=', orgId)
        const team = await (values.team === undefined ? query.where('parent_id', 'is', null) : query.where('name', '=', values.team)).executeTakeFirst()
        if (team === undefined) refuse('user.unknown_team')
        const act = { orgId, actorId: null, now: systemClock.now().toISOString() }
        const userId = await createUser(tx, act, { name, email: email.data, role: role.data, teamId: team.id, password: secret })
        await append(tx, act, [{ type: 'user.changed', payload: { what: 'created' }, subjectType: 'user', subjectId: userId, ownerId: null, teamId: null }])
        return userId
      })
      say(values.json ? JSON.stringify({ id, email: email.data, password: secret }) : `${email.data}  ${secret}`)
      return 0
    } finally {
      await opened.close()
    }
  })
}
