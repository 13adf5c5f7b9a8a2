import type { changeSite as changeSiteContract, createSite as createSiteContract } from '@sluice/core/tracking/contract'
import type { BodyOf } from '@sluice/core/lib/contract'
import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { Reader, Tx } from '../../platform/db.ts'
import { append, type Act } from '../../platform/event-log.ts'
import { newId } from '../../platform/ids.ts'
import { refuse } from '../../platform/refusal.ts'
import type { Secrets } from '../../platform/secrets.ts'
import { siteSecretContext } from './name-visitor.ts'

const atMost = 50
/** What most sites call these pages. */
const usual = { pricingPaths: ['*/pricing*', '*/price*', '/*价格*', '*/plans*'], documentPaths: ['*.pdf', '*/docs/*', '*/cases/*', '*/whitepaper*'] }

export async function createSite(tx: Tx, act: Act & { actorId: string }, secrets: Secrets, body: BodyOf<typeof createSiteContract>): Promise<string> {
  const { rows } = await sql<{ n: number }>`select count(*) as n from site where org_id = ${act.orgId}`.execute(tx)
  if ((rows[0]?.n ?? 0) >= atMost) refuse('site.too_many', { limit: atMost })
  const id = newId()
  const { pricingPaths, documentPaths } = { ...usual, ...body }
  await tx.insertInto('site').values({
    org_id: act.orgId, id, name: body.name, pricing_paths: pricingPaths, document_paths: documentPaths, secret: newSecret(secrets, act.orgId), created_by: act.actorId, created_at: act.now,
    ...(body.isOn !== undefined && { is_on: body.isOn }), ...(body.consent && { consent: body.consent }),
    ...(body.retentionDays && { retention_days: body.retentionDays }), ...(body.dailyLimit && { daily_limit: body.dailyLimit }),
  }).execute()
  await keepOrigins(tx, act.orgId, id, body.origins)
  await tell(tx, act, id, body.name)
  return id
}

/** Changes a site that the viewer saw at `version`. */
export async function changeSite(tx: Tx, act: Act, id: string, version: number, { origins, isArchived, ...body }: BodyOf<typeof changeSiteContract>): Promise<void> {
  const before = await lockSite(tx, act.orgId, id)
  if (before.version !== version) refuse('conflict.stale_version')
  const named = { name: 'name', isOn: 'is_on', consent: 'consent', retentionDays: 'retention_days', dailyLimit: 'daily_limit', pricingPaths: 'pricing_paths', documentPaths: 'document_paths' } as const
  const set = Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined).map(([key, value]) => [named[key as keyof typeof named], value]))
  await tx.updateTable('site').set({ ...set, ...(isArchived !== undefined && { archived_at: isArchived ? act.now : null }), version: version + 1 })
    .where('org_id', '=', act.orgId).where('id', '=', id).execute()
  if (origins !== undefined) await keepOrigins(tx, act.orgId, id, origins)
  await tell(tx, act, id, body.name ?? before.name)
}

/** The site's secret in clear, made anew if asked for. */
export async function siteSecret(tx: Tx, act: Act, secrets: Secrets, id: string, renew: boolean): Promise<string> {
  const before = await lockSite(tx, act.orgId, id)
  const known = renew ? null : secrets.open(before.secret, siteSecretContext(act.orgId))
  if (known !== null) return known
  // Sealed with a key that is gone: nothing signed with it could be checked any more.
  const sealed = newSecret(secrets, act.orgId)
  await tx.updateTable('site').set({ secret: sealed }).where('org_id', '=', act.orgId).where('id', '=', id).execute()
  await tell(tx, act, id, before.name)
  return secrets.open(sealed, siteSecretContext(act.orgId)) ?? refuse('server.failed')
}

const newSecret = (secrets: Secrets, orgId: string) => secrets.seal(randomBytes(32).toString('base64url'), siteSecretContext(orgId))

async function lockSite(tx: Reader, orgId: string, id: string) {
  return (await tx.selectFrom('site').select(['name', 'secret', 'version']).where('org_id', '=', orgId).where('id', '=', id).forUpdate().executeTakeFirst()) ?? refuse('record.not_found')
}

async function keepOrigins(tx: Tx, orgId: string, siteId: string, origins: readonly string[]): Promise<void> {
  const wanted = [...new Set(origins)]
  const { rows } = await sql<{ origin: string }>`select origin from site_origin where org_id = ${orgId} and origin = any(${sql.val(wanted)}::text[]) and site_id <> ${siteId}`.execute(tx)
  const taken = rows[0]?.origin
  if (taken !== undefined) refuse('site.origin_taken', { origin: taken }, [{ path: 'origins', code: 'site.origin_taken' }])
  await sql`delete from site_origin where org_id = ${orgId} and site_id = ${siteId}`.execute(tx)
  await sql`insert into site_origin (org_id, origin, site_id) select ${orgId}::uuid, unnest(${sql.val(wanted)}::text[]), ${siteId}::uuid`.execute(tx)
}

const tell = (tx: Tx, act: Act, id: string, name: string) =>
  append(tx, act, [{ type: 'config.changed', payload: { what: 'site', name }, subjectType: 'config', subjectId: id, ownerId: null, teamId: null }])
