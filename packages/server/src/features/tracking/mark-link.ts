import { visitorTokenParam } from '@sluice/core/tracking/token-param'
import { sql } from 'kysely'
import type { Reader } from '../../platform/db.ts'
import type { Secrets } from '../../platform/secrets.ts'
import { mailToken } from './visitor-token.ts'

/**
 * The address that a mail's link leads to, with a word for the page's snippet on it that tells whose browser this is; good for half an hour
 * and one browser. Addresses that are not on one of the organisation's sites stay as they are: nobody else is told anything.
 * Call it when the link is followed, not when the mail is written. `now` is ISO UTC.
 */
export async function markLink(tx: Reader, secrets: Secrets, orgId: string, { url, leadId, now }: { url: string; leadId: string; now: string }): Promise<string> {
  if (!URL.canParse(url)) return url
  const target = new URL(url)
  const { rows } = await sql<{ known: boolean }>`
    select exists (select from site_origin o join site s on s.org_id = o.org_id and s.id = o.site_id
      where o.org_id = ${orgId} and o.origin = ${target.origin} and s.is_on and s.archived_at is null) as known`.execute(tx)
  if (rows[0]?.known !== true) return url
  target.searchParams.set(visitorTokenParam, mailToken(secrets, orgId, leadId, now))
  return target.href
}
