import { createOrg as createOrgContract, getInstallation } from '@sluice/core/identity/contract'
import { defaultScoreRules } from '@sluice/core/scoring/default-rules'
import { sql } from 'kysely'
import { randomBytes } from 'node:crypto'
import { createFirstCatalog } from './features/catalog/first-catalog.ts'
import { createOrg } from './features/identity/create-org.ts'
import { selectMe } from './features/identity/identity.queries.ts'
import { setSessionCookie } from './features/identity/identity.routes.ts'
import { createUsualTemplate } from './features/projects/templates.ts'
import { putInForce } from './features/scoring/change-rules.ts'
import type { Api } from './platform/api.ts'
import { newId } from './platform/ids.ts'
import { refuse } from './platform/refusal.ts'
import { openRoute } from './platform/route.ts'
import { openSession } from './platform/session.ts'

/** First run: what is here already, and the first organisation. */
export function installationRoutes(api: Api, demo: { email: string; password: string } | null): void {
  const orgs = async () => (await sql<{ org_id: string }>`select org_id from all_orgs()`.execute(api.db.outside)).rows
  const ownOrgs = async () => {
    // The demo company does not count: two clicks lead from it to an organisation of one's own.
    let count = 0
    for (const { org_id } of await orgs()) {
      const org = await api.db.read(org_id, (tx) => tx.selectFrom('org').select('is_demo').where('org_id', '=', org_id).executeTakeFirst())
      if (org?.is_demo === false) count++
    }
    return count
  }

  openRoute(api, getInstallation, async () => ({ isEmpty: (await ownOrgs()) === 0, demo }))

  openRoute(api, createOrgContract, async ({ body, now, request, reply }) => {
    if ((await ownOrgs()) > 0) refuse('org.exists')
    const orgId = newId()
    const act = { orgId, actorId: null, now: now.toISOString() }
    const result = await api.db.write(orgId, async (tx) => {
      // Two first runs at once: one waits here, and then finds the other's organisation.
      await sql`select pg_advisory_xact_lock(7311001)`.execute(tx)
      if ((await ownOrgs()) > 0) refuse('org.exists')
      const { userId } = await createOrg(tx, {
        orgId, slug: `org-${randomBytes(4).toString('hex')}`, name: body.orgName, timeZone: body.timeZone, currency: body.currency, isDemo: false,
        admin: { name: body.name, email: body.email, password: body.password, locale: body.locale },
      }, act.now)
      await createFirstCatalog(tx, { ...act, actorId: userId }, body.locale === 'en' ? 'en' : 'zh', body.pipelineTemplates)
      await createUsualTemplate(tx, { ...act, actorId: userId }, body.locale === 'en' ? 'en' : 'zh')
      await putInForce(tx, { ...act, actorId: userId }, defaultScoreRules, '')
      return { userId, cookie: await openSession(tx, orgId, userId, now, request.headers['user-agent'] ?? null) }
    })
    setSessionCookie(api, reply, result.cookie)
    return api.db.read(orgId, (tx) => selectMe(tx, orgId, result.userId))
  })
}
