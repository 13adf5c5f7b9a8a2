import type { changeMailTemplate, createMailTemplate, MailTemplate } from '@sluice/core/nurture/contract'
import type { Viewer } from '@sluice/core/identity/policy'
import type { BodyOf } from '@sluice/core/lib/contract'
import { sql } from 'kysely'
import type { Reader, Tx } from '../../platform/db.ts'
import type { Act } from '../../platform/event-log.ts'
import { newId } from '../../platform/ids.ts'
import { requireScope } from '../../platform/policy.ts'
import { refuse } from '../../platform/refusal.ts'
import { selectMailVariables } from './mail-variables.queries.ts'
import { inspectMail, plainText, renderMail, TemplateProblem, type MailWords } from './render-mail.ts'
import { tellConfig } from './tell-config.ts'
import { page, selectContentAddresses } from './write-mail.ts'

type Row = Omit<MailTemplate, 'problem' | 'variables'>

export async function selectTemplates(tx: Reader, orgId: string, { archived = false, id }: { archived?: boolean; id?: string }): Promise<MailTemplate[]> {
  const { rows } = await sql<Row>`
    select t.id, t.name, t.subject, t.preheader, t.format, t.body, t.archived_at is not null as "isArchived", t.updated_at as "updatedAt", t.version,
      coalesce((select jsonb_agg(jsonb_build_object('id', s.id, 'name', s.name) order by s.name) from sequence s join sequence_version v on v.org_id = s.org_id and v.sequence_id = s.id and v.number = s.published_number
        where s.org_id = t.org_id and s.archived_at is null and v.templates ? t.id::text), '[]') as "usedBy"
    from mail_template t where t.org_id = ${orgId} and ${id === undefined ? sql`(t.archived_at is not null) = ${archived}` : sql`t.id = ${id}`} order by t.name collate "zh-Hans-x-icu", t.id limit 500`.execute(tx)
  return rows.map((row) => ({ ...row, ...inspectMail(row) }))
}

export async function createTemplate(tx: Tx, act: Act, viewer: Viewer, body: BodyOf<typeof createMailTemplate>): Promise<string> {
  requireScope(viewer, 'campaign', 'write')
  const id = newId()
  await tx.insertInto('mail_template').values({ org_id: act.orgId, id, ...body, created_by: viewer.userId, created_at: act.now, updated_at: act.now }).execute()
  await tellConfig(tx, act, 'mail_template', id, body.name)
  return id
}

export async function changeTemplate(tx: Tx, act: Act, viewer: Viewer, id: string, version: number, body: BodyOf<typeof changeMailTemplate>): Promise<void> {
  requireScope(viewer, 'campaign', 'write')
  const before = await tx.selectFrom('mail_template').select(['version', 'name']).where('org_id', '=', act.orgId).where('id', '=', id).forUpdate().executeTakeFirst()
  if (before === undefined) refuse('record.not_found')
  if (before.version !== version) refuse('conflict.stale_version')
  const { isArchived, ...words } = body
  await tx.updateTable('mail_template').set({ ...words, ...(isArchived !== undefined && { archived_at: isArchived ? act.now : null }), updated_at: act.now, version: version + 1 }).where('org_id', '=', act.orgId).where('id', '=', id).execute()
  await tellConfig(tx, act, 'mail_template', id, body.name ?? before.name)
}

/** A mail as a lead would get it; without a lead, with the names of the variables in their places. */
export async function preview(tx: Reader, orgId: string, words: MailWords, leadId: string | null, { senderName, footer }: { senderName: string; footer: string }) {
  const filled = (await selectMailVariables(tx, orgId, leadId, senderName)) ?? refuse('record.not_found')
  const variables = leadId !== null ? filled : { ...filled, lead: Object.fromEntries(Object.keys(filled.lead ?? {}).map((key) => [key, `{${key}}`])), owner: { name: '{owner}', email: '{owner}' } }
  const contents = await selectContentAddresses(tx, orgId, words.body)
  const links: string[] = []
  try {
    const rendered = renderMail(words, variables, (address) => {
      const content = address.startsWith('content:') ? contents.get(address.slice(8)) : null
      if (content === undefined) return null
      const to = content === null ? address : (content.url ?? `#${content.title}`)
      if (!/^(?:https?:|mailto:|tel:|#)/.test(to)) return null
      links.push(content === null ? to : content.title)
      return to
    })
    const html = page(rendered.html, { preheader: rendered.preheader, footer, leave: '#', pixel: null })
    return { subject: rendered.subject, html, text: plainText(rendered.html), missing: rendered.missing, unknown: rendered.unknown, problem: null, links: [...new Set(links)] }
  } catch (error) {
    if (!(error instanceof TemplateProblem)) throw error
    return { subject: '', html: '', text: '', missing: [], unknown: [], problem: error.message, links: [] }
  }
}
