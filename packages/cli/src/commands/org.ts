import { orgSlug, password } from '@sluice/core/identity/contract'
import { createFirstCatalog } from '@sluice/server/features/catalog/first-catalog'
import { createOrg } from '@sluice/server/features/identity/create-org'
import { systemClock } from '@sluice/server/platform/clock'
import { newId } from '@sluice/server/platform/ids'
import { refuse } from '@sluice/server/platform/refusal'
import { openDatabase } from '@sluice/server/start'
import { sql } from 'kysely'
import { randomBytes } from 'node:crypto'
import { parseArgs } from 'node:util'
import { attempt, language, say, UsageError } from '../terminal.ts'

const usage = `sluice org create --slug SLUG [--name NAME] [--email E --password P] [--user NAME] [--time-zone Z] [--currency CNY] [--template KEY …] [--json]
sluice org list [--json]`

/** `sluice org create | list`. Without `--password` one is made and shown once. */
export function run(args: string[]): Promise<number> {
  return attempt(args.includes('--json'), async () => {
    const { values, positionals } = parseArgs({
      args, allowPositionals: true,
      options: {
        slug: { type: 'string' }, name: { type: 'string' }, email: { type: 'string' }, password: { type: 'string' }, user: { type: 'string' },
        'time-zone': { type: 'string', default: 'Asia/Shanghai' }, currency: { type: 'string', default: 'CNY' },
        template: { type: 'string', multiple: true }, json: { type: 'boolean', default: false },
      },
    })
    if (positionals[0] === 'list') return list(values.json)
    const slug = orgSlug.safeParse(values.slug)
    if (positionals[0] !== 'create' || !slug.success) throw new UsageError(usage)
    const secret = values.password ?? randomBytes(12).toString('base64url')
    if (!password.safeParse(secret).success) refuse('request.invalid', {}, [{ path: 'password', code: 'too_small' }])
    const email = (values.email ?? `admin@${slug.data}.example`).toLowerCase()
    const opened = await openDatabase(process.env, { share: true })
    try {
      const orgId = newId()
      const now = systemClock.now().toISOString()
      await opened.db.write(orgId, async (tx) => {
        const { userId } = await createOrg(tx, {
          orgId, slug: slug.data, name: values.name ?? slug.data, timeZone: values['time-zone'], currency: values.currency, isDemo: false,
          admin: { name: values.user ?? (language === 'en' ? 'Administrator' : '管理员'), email, password: secret, locale: language === 'en' ? 'en' : 'zh-CN' },
        }, now)
        await createFirstCatalog(tx, { orgId, actorId: userId, now }, language, values.template ?? ['standard'])
      })
      const result = { orgId, slug: slug.data, email, password: secret }
      say(values.json ? JSON.stringify(result) : `${slug.data}  ${email}  ${secret}`)
      return 0
    } finally {
      await opened.close()
    }
  })
}

async function list(json: boolean): Promise<number> {
  const opened = await openDatabase(process.env, { share: true })
  try {
    const { rows } = await sql<{ org_id: string }>`select org_id from all_orgs()`.execute(opened.db.outside)
    const orgs = []
    for (const { org_id } of rows) {
      orgs.push(await opened.db.read(org_id, (tx) =>
        tx.selectFrom('org').select(['org_id as orgId', 'slug', 'name', 'is_demo as isDemo', 'created_at as createdAt']).where('org_id', '=', org_id).executeTakeFirstOrThrow()))
    }
    say(json ? JSON.stringify({ orgs }) : orgs.map((org) => `${org.slug}  ${org.name}`).join('\n'))
    return 0
  } finally {
    await opened.close()
  }
}
