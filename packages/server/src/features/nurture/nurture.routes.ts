import { dryRun } from '@sluice/core/nurture/dry-run'
import { addressKey, mailAddress } from '@sluice/core/nurture/address'
import * as contracts from '@sluice/core/nurture/contract'
import { sql } from 'kysely'
import type { FastifyRequest } from 'fastify'
import type { Api } from '../../platform/api.ts'
import type { Reader, Tx } from '../../platform/db.ts'
import { append } from '../../platform/event-log.ts'
import { cutPage, keysetAfter, keysetOrder, keyText, type Keyset } from '../../platform/keyset.ts'
import { requireScope, scopeFilter } from '../../platform/policy.ts'
import { refuse } from '../../platform/refusal.ts'
import { route, streamRoute } from '../../platform/route.ts'
import type { Viewer } from '@sluice/core/identity/policy'
import { newId } from '../../platform/ids.ts'
import { changeMailSettings, showMailSettings } from './change-mail-settings.ts'
import { changeContent, contentMegabytes, createContent, receiveContentFile, selectContents, selectIndustries } from './contents.ts'
import { judgeBranch } from './do-step.ts'
import { enrolLeads } from './enrol-lead.ts'
import { selectEnrolment, selectEnrolments, selectMail, selectMails } from './enrolments.queries.ts'
import { selectFigures } from './figures.query.ts'
import { leadMeets } from './lead-condition.queries.ts'
import { endEnrolments } from './leave.ts'
import { doorToken } from './mail-links.ts'
import { passwordContext, selectMailSetting } from './mail-settings.queries.ts'
import { changeSequence, createSequence, publishSequence } from './sequences.ts'
import { selectSequence, selectSequences } from './sequences.queries.ts'
import { openSmtp, SmtpUnavailable } from './smtp.ts'
import { suppress } from './suppress.ts'
import { changeTemplate, createTemplate, preview, selectTemplates } from './templates.ts'
import { tellConfig } from './tell-config.ts'
import { selectTiming } from './timing.queries.ts'
import { selectVersion } from './versions.queries.ts'

/** Sequences, who is in them, their mails and what these are made of. The public side is mail-doors.ts. */
export function nurtureRoutes(api: Api): void {
  settingRoutes(api)
  templateRoutes(api)
  sequenceRoutes(api)
  enrolmentRoutes(api)
  contentRoutes(api)
}

/** SLUICE_URL is the address people use; without it, the one that was asked. */
const originOf = (api: Api, request: FastifyRequest) => new URL(api.env.SLUICE_URL ?? `${request.protocol}://${request.host}`).origin

function settingRoutes(api: Api): void {
  route(api, contracts.getMailSettings, ({ tx, viewer }) => {
    requireScope(viewer, 'campaign', 'read')
    return showMailSettings(tx, viewer)
  })
  route(api, contracts.changeMailSettings, async ({ tx, act, viewer, version, body, request }) => {
    await changeMailSettings(tx, act, viewer, version, body, api.secrets, originOf(api, request))
    return showMailSettings(tx, viewer)
  })
  streamRoute(api, contracts.testMailSettings, async ({ viewer, body }) => {
    requireScope(viewer, 'config', 'write')
    const setting = await api.db.forRequests.read(viewer.orgId, (tx) => selectMailSetting(tx, viewer.orgId))
    const sender = setting.senders.find((one) => one.id === body.senderId) ?? setting.senders[0]
    if (!setting.isReady || sender === undefined) refuse('mail.not_ready')
    try {
      const password = setting.passwordSealed === null ? null : api.secrets.open(setting.passwordSealed, passwordContext(viewer.orgId))
      const session = await openSmtp({ host: setting.host ?? '', port: setting.port, security: setting.security, username: setting.username, password })
      const text = viewer.language === 'en' ? 'This is a test mail of Sluice. Mails of sequences will leave like this one.' : '这是 Sluice 的测试邮件。培育序列的邮件将以同样的方式发出。'
      const result = await session.send({
        messageId: `<${newId()}@${sender.address.split('@')[1] ?? 'localhost'}>`, from: sender, replyTo: sender.replyTo, to: body.to, returnPath: sender.address, subject: viewer.language === 'en' ? 'Test mail' : '测试邮件',
        html: `<p>${text}</p>`, text, unsubscribe: null, at: api.clock.now(),
      }, () => Promise.resolve())
      session.close()
      return { accepted: result.kind === 'sent', said: result.said }
    } catch (error) {
      if (!(error instanceof SmtpUnavailable)) throw error
      return { accepted: false, said: `${error.code}: ${error.message}` }
    }
  })

  route(api, contracts.listSuppressions, async ({ tx, viewer, query }) => {
    requireScope(viewer, 'campaign', 'write')
    const keyset: Keyset = { name: 'at', alias: 's', key: sql`s.at`, type: 'instant', nullable: false, direction: 'desc' }
    const where = sql<boolean>`s.org_id = ${viewer.orgId} and ${query.q === undefined || query.q === '' ? sql`true` : sql`position(${addressKey(query.q)} in s.address_key) > 0`}`
    const { rows } = await sql<{ id: string; address: string; reason: (typeof contracts.suppressionReasons)[number]; note: string; at: string; cursorKey: string | null }>`
      select s.id, s.address_key as address, s.reason, s.note, s.at, ${keyText(keyset)} as "cursorKey" from suppression s where ${where} and ${keysetAfter(keyset, query.cursor)} order by ${keysetOrder(keyset)} limit ${query.limit + 1}`.execute(tx)
    const { rows: total } = await sql<{ n: number }>`select count(*)::integer as n from suppression s where ${where}`.execute(tx)
    const cut = cutPage(keyset, rows, query.limit)
    return { items: cut.rows, nextCursor: cut.nextCursor, total: total[0]?.n ?? 0 }
  })
  const selectOne = async (tx: Reader, orgId: string, id: string) =>
    (await sql<{ id: string; address: string; reason: (typeof contracts.suppressionReasons)[number]; note: string; at: string }>`select id, address_key as address, reason, note, at from suppression where org_id = ${orgId} and id = ${id}`.execute(tx)).rows[0] ?? refuse('record.not_found')
  route(api, contracts.addSuppression, async ({ tx, act, viewer, body }) => {
    requireScope(viewer, 'campaign', 'write')
    const id = await suppress(tx, act, { address: body.address, reason: 'by_hand', note: body.note })
    await tellConfig(tx, act, 'suppression', id, body.address)
    return selectOne(tx, viewer.orgId, id)
  })
  route(api, contracts.removeSuppression, async ({ tx, act, viewer, params }) => {
    requireScope(viewer, 'campaign', 'write')
    const one = await selectOne(tx, viewer.orgId, params.id)
    if (one.reason === 'unsubscribed' || one.reason === 'complained') refuse('mail.unsubscribed')
    await tx.deleteFrom('suppression').where('org_id', '=', viewer.orgId).where('id', '=', params.id).execute()
    await tellConfig(tx, act, 'suppression', params.id, one.address)
    return undefined
  })
}

function templateRoutes(api: Api): void {
  const find = async (tx: Reader, orgId: string, id: string) => (await selectTemplates(tx, orgId, { id }))[0] ?? refuse('record.not_found')
  route(api, contracts.listMailTemplates, async ({ tx, viewer, query }) => {
    requireScope(viewer, 'campaign', 'read')
    return { items: await selectTemplates(tx, viewer.orgId, { archived: query.archived === 'true' }) }
  })
  route(api, contracts.createMailTemplate, async ({ tx, act, viewer, body }) => find(tx, viewer.orgId, await createTemplate(tx, act, viewer, body)))
  route(api, contracts.changeMailTemplate, async ({ tx, act, viewer, params, version, body }) => {
    await changeTemplate(tx, act, viewer, params.id, version, body)
    return find(tx, viewer.orgId, params.id)
  })
  route(api, contracts.previewMail, async ({ tx, viewer, body }) => {
    requireScope(viewer, 'campaign', 'read')
    const leadId = body.leadId ?? null
    if (leadId !== null) await requireLead(tx, viewer, leadId, 'read')
    const [setting, org] = [await selectMailSetting(tx, viewer.orgId), await tx.selectFrom('org').select('name').where('org_id', '=', viewer.orgId).executeTakeFirstOrThrow()]
    return preview(tx, viewer.orgId, body, leadId, { senderName: setting.senders[0]?.name ?? org.name, footer: setting.footer === '' ? org.name : setting.footer })
  })
}

/** A lead that the viewer may see, or change. */
async function requireLead(tx: Reader, viewer: Viewer, id: string, action: 'read' | 'write'): Promise<{ id: string; email: string | null; status: string }> {
  const { rows } = await sql<{ id: string; email: string | null; status: string }>`select l.id, l.email, l.status from lead l where l.org_id = ${viewer.orgId} and l.id = ${id} and ${scopeFilter(viewer, 'lead', action, 'l')}`.execute(tx)
  return rows[0] ?? refuse('record.not_found')
}

function sequenceRoutes(api: Api): void {
  const find = async (tx: Reader, viewer: Viewer, id: string) => (await selectSequence(tx, viewer, id)) ?? refuse('record.not_found')
  route(api, contracts.listSequences, async ({ tx, viewer, query }) => {
    requireScope(viewer, 'campaign', 'read')
    return { items: await selectSequences(tx, viewer, query) }
  })
  route(api, contracts.getSequence, ({ tx, viewer, params }) => {
    requireScope(viewer, 'campaign', 'read')
    return find(tx, viewer, params.id)
  })
  route(api, contracts.createSequence, async ({ tx, act, viewer, body }) => find(tx, viewer, await createSequence(tx, act, viewer, body)))
  route(api, contracts.changeSequence, async ({ tx, act, viewer, params, version, body }) => {
    await changeSequence(tx, act, viewer, params.id, version, body)
    return find(tx, viewer, params.id)
  })
  route(api, contracts.publishSequence, async ({ tx, act, viewer, params, version, body }) => {
    await publishSequence(tx, act, viewer, params.id, version, body.note)
    return find(tx, viewer, params.id)
  })
  route(api, contracts.dryRunSequence, async ({ tx, viewer, params, body }) => {
    requireScope(viewer, 'campaign', 'read')
    const { draft } = await find(tx, viewer, params.id)
    const lead = await requireLead(tx, viewer, body.leadId, 'read')
    const now = api.clock.now()
    const branches = new Map<string, boolean | null>()
    const steps = [...draft.steps]
    for (let step = steps.pop(); step; step = steps.pop()) {
      if (step.type !== 'branch') continue
      steps.push(...step.yes, ...step.no)
      // What the lead will do with mails that are not written yet nobody knows; a field says what it says now.
      branches.set(step.id, step.test.kind === 'condition' ? await judgeBranch(tx, viewer.orgId, { id: null, leadId: lead.id, enteredAt: now.toISOString() }, step, now) : null)
    }
    const { hours } = await selectMailSetting(tx, viewer.orgId)
    const path = dryRun(draft, now.getTime(), await selectTiming(tx, viewer.orgId), hours, (branch) => branches.get(branch.id) ?? null, body.assume)
    return {
      meets: draft.where === null || (await leadMeets(tx, viewer.orgId, lead.id, draft.where, now)), blocked: await whyBlocked(tx, viewer.orgId, params.id, lead),
      steps: path.map((step) => ({ ...step, at: new Date(step.at).toISOString() })),
    }
  })
  route(api, contracts.getSequenceFigures, async ({ tx, viewer, params, query }) => {
    requireScope(viewer, 'campaign', 'read')
    const { publishedVersion } = await find(tx, viewer, params.id)
    const number = query.version ?? publishedVersion
    if (number === null) return { version: null, definition: null, steps: [], exits: [] }
    const there = await tx.selectFrom('sequence_version').select('number').where('org_id', '=', viewer.orgId).where('sequence_id', '=', params.id).where('number', '=', number).executeTakeFirst()
    if (there === undefined) refuse('record.not_found')
    const version = await selectVersion(tx, viewer.orgId, params.id, number)
    return { version: number, definition: version.definition, ...(await selectFigures(tx, viewer.orgId, params.id, number, version)) }
  })
}

async function whyBlocked(tx: Reader, orgId: string, sequenceId: string, lead: { id: string; email: string | null; status: string }): Promise<'no_address' | 'suppressed' | 'in_it' | 'closed' | null> {
  if (lead.status === 'converted' || lead.status === 'invalid') return 'closed'
  const inIt = await tx.selectFrom('enrolment').select('id').where('org_id', '=', orgId).where('sequence_id', '=', sequenceId).where('lead_id', '=', lead.id).where('state', 'in', ['active', 'paused']).executeTakeFirst()
  if (inIt !== undefined) return 'in_it'
  const address = mailAddress(lead.email)
  if (address === null) return 'no_address'
  const refused = await tx.selectFrom('suppression').select('id').where('org_id', '=', orgId).where('address_key', '=', addressKey(address)).executeTakeFirst()
  return refused === undefined ? null : 'suppressed'
}

function enrolmentRoutes(api: Api): void {
  route(api, contracts.listEnrolments, ({ tx, viewer, query }) => {
    requireScope(viewer, 'lead', 'read')
    return selectEnrolments(tx, viewer, query)
  })
  route(api, contracts.enrolLeads, async ({ tx, act, viewer, params, body }) => {
    requireScope(viewer, 'lead', 'write')
    const { rows } = await sql<{ id: string; mine: boolean }>`
      select l.id, ${scopeFilter(viewer, 'lead', 'write', 'l')} as mine from lead l where l.org_id = ${viewer.orgId} and l.id = any(${sql.val([...new Set(body.leadIds)])}::uuid[]) and ${scopeFilter(viewer, 'lead', 'read', 'l')}`.execute(tx)
    if (rows.length === 0) refuse('record.not_found')
    const may = rows.filter((row) => row.mine).map((row) => row.id)
    const { enrolled, refused } = await enrolLeads(tx, act, params.id, may, body.leadIds.length === 1 ? 'hand' : 'bulk')
    // A sequence that is not there, or runs no more, refuses the request; leads are refused one by one.
    const [first] = refused
    if (may.length > 0 && enrolled.length === 0 && first !== undefined && ['sequence.archived', 'sequence.not_running'].includes(first.code)) refuse(first.code)
    const unseen = [...new Set(body.leadIds)].filter((id) => !may.includes(id)).map((id) => ({ id, code: rows.some((row) => row.id === id) ? 'permission.denied' : 'record.not_found' }))
    return { enrolled, refused: [...refused, ...unseen] }
  })
  route(api, contracts.changeEnrolment, async ({ tx, act, viewer, params, body }) => {
    requireScope(viewer, 'lead', 'write')
    if ((await selectEnrolment(tx, viewer, params.id)) === undefined) refuse('record.not_found')
    if ((await selectEnrolment(tx, viewer, params.id, 'write')) === undefined) refuse('permission.denied')
    const row = await tx.selectFrom('enrolment').select(['state', 'lead_id']).where('org_id', '=', viewer.orgId).where('id', '=', params.id).forUpdate().executeTakeFirstOrThrow()
    if (row.state !== 'active' && row.state !== 'paused') refuse('enrolment.ended')
    if (body.what === 'stop') await endEnrolments(tx, act, [params.id], 'left', 'by_hand')
    else {
      // What fell due meanwhile is due now, so that waits behind it are waited.
      await tx.updateTable('enrolment').set({ state: body.what === 'pause' ? 'paused' : 'active', ...(body.what === 'resume' && { due_at: sql<string>`greatest(due_at, ${act.now}::timestamptz)` }) }).where('org_id', '=', viewer.orgId).where('id', '=', params.id).execute()
      await tellConfig(tx, act, 'sequence', params.id, body.what)
    }
    return (await selectEnrolment(tx, viewer, params.id)) ?? refuse('record.not_found')
  })

  route(api, contracts.listMails, ({ tx, viewer, query }) => {
    requireScope(viewer, 'lead', 'read')
    return selectMails(tx, viewer, query)
  })
  route(api, contracts.getMail, async ({ tx, viewer, params }) => (await selectMail(tx, viewer, params.id)) ?? refuse('record.not_found'))
  route(api, contracts.sendMailAgain, async ({ tx, act, viewer, params }) => {
    const mail = (await selectMail(tx, viewer, params.id)) ?? refuse('record.not_found')
    if ((await selectMail(tx, viewer, params.id, 'write')) === undefined) refuse('permission.denied')
    if (!mail.canSendAgain) refuse('mail.settled')
    await sendAgain(tx, viewer.orgId, params.id, act.now)
    // Wakes whoever sends, and the lists that show it.
    await append(tx, act, [{ type: 'config.changed', payload: { what: 'mail', name: mail.subject }, subjectType: 'config', subjectId: params.id, ownerId: null, teamId: null }])
    return (await selectMail(tx, viewer, params.id)) ?? refuse('record.not_found')
  })
}

const sendAgain = (tx: Tx, orgId: string, id: string, now: string) =>
  tx.updateTable('outbox').set({ state: 'queued', waits_for: 'again', not_before: now, settled_at: null, sent_at: null, sending_at: null, claimed_by: null, said: null, attempts: 0 })
    .where('org_id', '=', orgId).where('id', '=', id).where('state', 'in', ['unsure', 'failed']).execute()

function contentRoutes(api: Api): void {
  const find = async (tx: Reader, viewer: Viewer, id: string) => (await selectContents(tx, viewer, { id }))[0] ?? refuse('record.not_found')
  route(api, contracts.listContents, async ({ tx, viewer, query }) => {
    requireScope(viewer, 'campaign', 'read')
    return { items: await selectContents(tx, viewer, query), industries: await selectIndustries(tx, viewer.orgId) }
  })
  route(api, contracts.createContent, async ({ tx, act, viewer, body }) => find(tx, viewer, await createContent(tx, act, viewer, body)))
  route(api, contracts.changeContent, async ({ tx, act, viewer, params, version, body }) => {
    await changeContent(tx, act, viewer, params.id, version, body)
    return find(tx, viewer, params.id)
  })
  streamRoute(api, contracts.uploadContentFile, async ({ act, viewer, params, request }) => {
    requireScope(viewer, 'campaign', 'write')
    // Before a byte is taken: is it there at all.
    await api.db.forRequests.read(viewer.orgId, (tx) => find(tx, viewer, params.id))
    const file = await request.file({ limits: { files: 1, fileSize: contentMegabytes * 1024 * 1024 }, throwFileSizeLimit: false })
    if (file === undefined) refuse('attachment.empty')
    await receiveContentFile(api.db, act, viewer, params.id, { name: file.filename ?? '', stream: file.file })
    return api.db.forRequests.read(viewer.orgId, (tx) => find(tx, viewer, params.id))
  })
  route(api, contracts.makeContentLink, async ({ tx, act, viewer, params, body, request }) => {
    requireScope(viewer, 'campaign', 'read')
    const content = await find(tx, viewer, params.id)
    if (content.url === null && content.file === null) refuse('content.nothing')
    if (body.leadId !== null) await requireLead(tx, viewer, body.leadId, 'read')
    const id = newId()
    await tx.insertInto('tracked_link').values({ org_id: viewer.orgId, id, url: null, content_id: params.id, lead_id: body.leadId, created_by: viewer.userId, created_at: act.now }).execute()
    const { slug } = await tx.selectFrom('org').select('slug').where('org_id', '=', viewer.orgId).executeTakeFirstOrThrow()
    return { url: `${originOf(api, request)}/m/${slug}/l/${doorToken(api.secrets, 'l', viewer.orgId, id)}` }
  })
}
