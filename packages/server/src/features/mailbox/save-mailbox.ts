import type { changeMailbox, createMailbox, Mailbox } from '@sluice/core/mailbox/contract'
import type { Viewer } from '@sluice/core/identity/policy'
import type { BodyOf } from '@sluice/core/lib/contract'
import { sql } from 'kysely'
import { assignOwner } from '../../platform/assign-owner.ts'
import type { Reader, Tx } from '../../platform/db.ts'
import { append, type Act } from '../../platform/event-log.ts'
import { newId } from '../../platform/ids.ts'
import { requireKnown } from '../../platform/record-change.ts'
import { refuse } from '../../platform/refusal.ts'
import type { Secrets } from '../../platform/secrets.ts'
import { passwordContext, selectMailbox } from './mailbox-row.ts'

const mostMailboxes = 10
/** As poll-mailbox has it: another folder is read from so long before the last good round on. */
const overlap = sql`interval '3 days'`

/** Mailboxes as they are shown; passwords never. */
export async function selectMailboxes(tx: Reader, orgId: string, now: string): Promise<Mailbox[]> {
  const { rows } = await sql<Mailbox>`
    select b.id, b.name, b.host, b.port, b.security, b.username, b.folder, b.takes_leads as "takesLeads", b.takes_answers as "takesAnswers", b.channel_id as "channelId", b.campaign_id as "campaignId",
      b.owner_id as "ownerId", b.marks_seen as "marksSeen", b.is_on as "isOn", b.password_sealed is not null as "hasPassword", b.read_from as "readFrom", b.polled_at as "polledAt", b.next_poll_at as "nextPollAt", b.problem,
      jsonb_build_object('id', u.id, 'name', u.name) as "createdBy", b.created_at as "createdAt", b.version,
      jsonb_build_object('lead', n.lead, 'activity', n.activity, 'answer', n.answer, 'bounce', n.bounce, 'ignored', n.ignored, 'refused', n.refused) as counts
    from mailbox b join app_user u on u.org_id = b.org_id and u.id = b.created_by
    left join lateral (select count(*) filter (where m.verdict = 'lead') as lead, count(*) filter (where m.verdict = 'activity') as activity, count(*) filter (where m.verdict = 'answer') as answer,
      count(*) filter (where m.verdict = 'bounce') as bounce, count(*) filter (where m.verdict = 'ignored') as ignored, count(*) filter (where m.verdict = 'refused') as refused
      from mailbox_mail m where m.org_id = b.org_id and m.mailbox_id = b.id and m.at > ${now}::timestamptz - interval '30 days') n on true
    where b.org_id = ${orgId} order by b.created_at, b.id`.execute(tx)
  return rows
}

export async function makeMailbox(tx: Tx, act: Act, viewer: Viewer, secrets: Secrets, body: BodyOf<typeof createMailbox>): Promise<string> {
  const { n } = await tx.selectFrom('mailbox').select(({ fn }) => fn.countAll<number>().as('n')).where('org_id', '=', act.orgId).executeTakeFirstOrThrow()
  if (n >= mostMailboxes) refuse('mailbox.too_many', { most: mostMailboxes })
  requireUse(body)
  await requirePlaces(tx, viewer, body)
  const id = newId()
  await tx.insertInto('mailbox').values({
    org_id: act.orgId, id, name: body.name, host: body.host, port: body.port, security: body.security, username: body.username, password_sealed: secrets.seal(body.password, passwordContext(act.orgId, id)), folder: body.folder,
    takes_leads: body.takesLeads, takes_answers: body.takesAnswers, channel_id: body.channelId, campaign_id: body.campaignId, owner_id: body.ownerId, marks_seen: body.marksSeen, is_on: body.isOn,
    read_from: new Date(Date.parse(act.now) - body.readDays * 86_400_000).toISOString(), next_poll_at: act.now, created_by: viewer.userId, created_at: act.now,
  }).execute()
  await tell(tx, act, id, body.name)
  return id
}

/** What stood in the way before is tried anew at once. */
export async function editMailbox(tx: Tx, act: Act, viewer: Viewer, secrets: Secrets, id: string, version: number, body: BodyOf<typeof changeMailbox>): Promise<void> {
  const before = (await selectMailbox(tx, act.orgId, id, { lock: true })) ?? refuse('record.not_found')
  if (before.version !== version) refuse('conflict.stale_version')
  requireUse({ ...before, ...withoutUndefined(body) })
  await requirePlaces(tx, viewer, body)
  const differs = (key: 'host' | 'port' | 'security' | 'username' | 'folder') => body[key] !== undefined && body[key] !== before[key]
  const isOther = differs('host') || differs('username') || differs('folder')
  await tx.updateTable('mailbox').set({
    version: version + 1, failures: 0, problem: null, next_poll_at: act.now,
    ...(body.name !== undefined && { name: body.name }), ...(body.host !== undefined && { host: body.host }), ...(body.port !== undefined && { port: body.port }), ...(body.security !== undefined && { security: body.security }),
    ...(body.username !== undefined && { username: body.username }), ...(body.folder !== undefined && { folder: body.folder }), ...(body.takesLeads !== undefined && { takes_leads: body.takesLeads }),
    ...(body.takesAnswers !== undefined && { takes_answers: body.takesAnswers }), ...(body.channelId !== undefined && { channel_id: body.channelId }), ...(body.campaignId !== undefined && { campaign_id: body.campaignId }),
    ...(body.ownerId !== undefined && { owner_id: body.ownerId }), ...(body.marksSeen !== undefined && { marks_seen: body.marksSeen }), ...(body.isOn !== undefined && { is_on: body.isOn }),
    ...(body.password !== undefined && { password_sealed: secrets.seal(body.password, passwordContext(act.orgId, id)) }),
    // A password entered for one server must not be handed to another, or in the open, by somebody who does not know it.
    ...(body.password === undefined && (differs('host') || differs('port') || differs('username') || differs('security')) && { password_sealed: null }),
    ...(isOther && { uid_validity: null, last_uid: 0, read_from: sql<string>`greatest(read_from, coalesce(polled_at, read_from) - ${overlap})` }),
  }).where('org_id', '=', act.orgId).where('id', '=', id).execute()
  await tell(tx, act, id, body.name ?? before.name)
}

export async function dropMailbox(tx: Tx, act: Act, id: string): Promise<void> {
  const { name } = (await selectMailbox(tx, act.orgId, id, { lock: true })) ?? refuse('record.not_found')
  await tx.deleteFrom('mailbox').where('org_id', '=', act.orgId).where('id', '=', id).execute()
  await tell(tx, act, id, name)
}

const withoutUndefined = <T extends object>(body: T) => Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined)) as Partial<T>

function requireUse({ takesLeads, takesAnswers }: { takesLeads?: boolean | undefined; takesAnswers?: boolean | undefined }): void {
  if (takesLeads !== true && takesAnswers !== true) refuse('mailbox.for_nothing', {}, [{ path: 'takesLeads', code: 'mailbox.for_nothing' }])
}

async function requirePlaces(tx: Reader, viewer: Viewer, { channelId, campaignId, ownerId }: { channelId?: string | null | undefined; campaignId?: string | null | undefined; ownerId?: string | null | undefined }): Promise<void> {
  await requireKnown(tx, viewer.orgId, { sourceId: channelId })
  if (ownerId !== undefined && ownerId !== null) await assignOwner(tx, viewer, 'lead', ownerId)
  if (campaignId === undefined || campaignId === null) return
  const campaign = await tx.selectFrom('campaign').select('id').where('org_id', '=', viewer.orgId).where('id', '=', campaignId).executeTakeFirst()
  if (campaign === undefined) refuse('campaign.unknown', {}, [{ path: 'campaignId', code: 'campaign.unknown' }])
}

const tell = (tx: Tx, act: Act, id: string, name: string) =>
  append(tx, act, [{ type: 'config.changed', payload: { what: 'mailbox', name }, subjectType: 'config', subjectId: id, ownerId: null, teamId: null }])
