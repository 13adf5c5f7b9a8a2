import { queryTerms } from '@sluice/core/lib/search-terms'
import { sql } from 'kysely'
import type { Tx } from '../../platform/db.ts'
import type { Secrets } from '../../platform/secrets.ts'
import type { OpenSite } from './site-directory.ts'
import { stitchVisitor } from './stitch-visitor.ts'
import { readVisitorToken, tokenMark, type NamedVisitor } from './visitor-token.ts'

/** What a site's secret is sealed for. */
export const siteSecretContext = (orgId: string) => `${orgId} site secret`

/**
 * A page says by a signed token whose browser it is. Answers the lead; null when the token says nothing true, names nobody that is here, or
 * was used by another browser: an address with a token in it may be handed on. Never makes a lead.
 */
export async function nameVisitor(
  tx: Tx, orgId: string, { token, visitorId, site, secrets, now }: { token: string; visitorId: string; site: OpenSite; secrets: Secrets; now: string },
): Promise<string | null> {
  const named = readVisitorToken(token, orgId, secrets.open(site.secret, siteSecretContext(orgId)), secrets, now)
  if (named === null) return null
  const leadId = await findLead(tx, orgId, named)
  if (leadId === null) return null
  const { rows } = await sql<{ visitorId: string }>`
    insert into identify_use as u (org_id, token, visitor_id, expires_at) values (${orgId}, ${tokenMark(token)}, ${visitorId}, ${new Date(named.expires * 1000).toISOString()})
    on conflict (org_id, token) do update set visitor_id = u.visitor_id returning visitor_id as "visitorId"`.execute(tx)
  if (rows[0]?.visitorId !== visitorId) return null
  await stitchVisitor(tx, { orgId, actorId: null, now, isAutomatic: true }, { visitorId, leadId, by: named.by })
  return leadId
}

/** By id, or the latest lead of the e-mail address that is not invalid. */
async function findLead(tx: Tx, orgId: string, named: NamedVisitor): Promise<string | null> {
  if (named.leadId !== undefined) {
    return (await tx.selectFrom('lead').select('id').where('org_id', '=', orgId).where('id', '=', named.leadId).executeTakeFirst())?.id ?? null
  }
  // Through the index of terms; what it finds is compared whole.
  const { rows } = await sql<{ id: string }>`
    select l.id from lead l where l.org_id = ${orgId} and l.id in (select lead_found(${sql.val(queryTerms(named.email))}::text[])) and lower(l.email) = ${named.email.toLowerCase()}
    order by l.status = 'invalid', l.created_at desc, l.id desc limit 1`.execute(tx)
  return rows[0]?.id ?? null
}
