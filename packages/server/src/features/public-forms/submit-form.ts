import { createHash } from 'node:crypto'
import { inLanguage, type FormLanguage } from '@sluice/core/public-forms/definition'
import { leadOfAnswers, nameOf, type LeadOfAnswers } from '@sluice/core/public-forms/lead-of-answers'
import type { FormAnswers } from '@sluice/core/public-forms/read-answers'
import type { SubmissionReason, Verdict } from '@sluice/core/public-forms/verdict'
import { readArrival } from '@sluice/core/touches/arrival'
import { arrivalIn } from '@sluice/core/touches/contract'
import { sql } from 'kysely'
import type { z } from 'zod'
import { attempt } from '../../platform/attempt.ts'
import type { Tx } from '../../platform/db.ts'
import { append, type Act } from '../../platform/event-log.ts'
import { newId } from '../../platform/ids.ts'
import { refuse, type Refusal } from '../../platform/refusal.ts'
import { writeCustom } from '../fields/write-custom.ts'
import { changeLead } from '../leads/change-lead.ts'
import { loadLeads } from '../leads/load-leads.ts'
import { addTouches, joinTouches, readTouches, sourceOf } from '../touches/capture.ts'
import { noteBehaviour } from '../tracking/note-behaviour.ts'
import { stitchVisitor } from '../tracking/stitch-visitor.ts'
import type { ShownForm } from './public-forms.queries.ts'
import { lockSamePerson, type OpenLead } from './same-person.ts'

/** A submission that was read and whose proof was checked. */
export interface Sent {
  form: ShownForm
  answers: FormAnswers
  language: FormLanguage
  hasAgreed: boolean
  proof: string
  reasons: SubmissionReason[]
  page: z.input<typeof arrivalIn> | undefined
}

/**
 * Keeps a submission and makes its lead, or finds the open lead of the same person. The same proof again answers what it answered first:
 * a double click, a repeat after a lost connection. Suspected ones are kept, and make no lead.
 */
export async function keepSubmission(tx: Tx, act: Act, sent: Sent): Promise<{ id: string; verdict: Verdict }> {
  const { form, proof } = sent
  const { orgId } = act
  const hash = createHash('sha256').update(JSON.stringify([sent.answers, sent.hasAgreed])).digest()
  await sql`select pg_advisory_xact_lock(hashtextextended(${`submission ${orgId} ${form.id} ${proof}`}, 0))`.execute(tx)
  const before = await tx.selectFrom('form_submission').select(['id', 'verdict', 'content_hash as hash']).where('org_id', '=', orgId).where('form_id', '=', form.id).where('proof', '=', proof).executeTakeFirst()
  if (before !== undefined) {
    if (!before.hash.equals(hash)) refuse('public_form.proof_used')
    return { id: before.id, verdict: before.verdict as Verdict }
  }
  const id = newId()
  const page = arrivalIn.safeParse(sent.page ?? {}).data
  const { consent } = form.definition
  const agreed = consent !== null && sent.hasAgreed
  const made = sent.reasons.length > 0 ? { verdict: 'suspected_bot' as const, leadId: null, reasons: sent.reasons } : await toLead(tx, act, { ...sent, id, page })
  await tx
    .insertInto('form_submission')
    .values({
      org_id: orgId, id, form_id: form.id, form_version: form.no, at: act.now, verdict: made.verdict, reasons: made.reasons, answers: JSON.stringify(sent.answers),
      language: sent.language, consent_version: agreed ? form.consentVersion : null, consent_text: agreed ? inLanguage(consent.text, sent.language) : null,
      lead_id: made.leadId, proof, content_hash: hash, page: readArrival(page?.url).landingPage,
    })
    .execute()
  return { id, verdict: made.verdict }
}

interface Lead {
  verdict: 'accepted' | 'duplicate'
  leadId: string
  reasons: SubmissionReason[]
}

/** Makes the lead, or adds to the open one, with its touches, its behaviour and what the log says of it. */
export async function toLead(tx: Tx, act: Act, sent: { form: ShownForm; answers: FormAnswers; hasAgreed: boolean; id: string; page: z.output<typeof arrivalIn> | undefined }): Promise<Lead> {
  const { form } = sent
  const { definition } = form
  const said = leadOfAnswers(definition, sent.answers)
  const same = definition.duplicates === 'new' ? undefined : await lockSamePerson(tx, act.orgId, said)
  const captured = await readTouches(tx, act, arrivalOf(form, sent.page))
  const lead = same === undefined ? await makeLead(tx, act, form, said, sourceOf(captured)) : { id: same.id, ownerId: same.ownerId, teamId: same.teamId }
  if (same === undefined) await joinTouches(tx, act, lead, captured)
  else await addTouches(tx, act.orgId, lead.id, captured)
  if (sent.page?.visitorId !== undefined) await stitchVisitor(tx, act, { visitorId: sent.page.visitorId, leadId: lead.id, by: 'form' })
  if (same !== undefined && definition.duplicates === 'update') await fillGaps(tx, act, same, said)
  const custom = same === undefined || definition.duplicates === 'update' ? await takeCustom(tx, act, lead.id, said, same === undefined) : null
  const verdict = same === undefined ? 'accepted' : 'duplicate'
  await noteBehaviour(tx, act.orgId, lead.id, { kind: 'form_submit', subject: form.key, at: act.now })
  await append(tx, act, [{
    type: 'lead.form_submitted', subjectType: 'lead', subjectId: lead.id, ownerId: lead.ownerId, teamId: lead.teamId,
    payload: { submissionId: sent.id, formId: form.id, formName: form.name, formVersion: form.no, verdict, consentVersion: definition.consent !== null && sent.hasAgreed ? form.consentVersion : null },
  }])
  return { verdict, leadId: lead.id, reasons: custom === null ? [] : ['custom_refused'] }
}

/** The page that it was sent from; when its address says nothing of a source, the campaign that the form names. */
function arrivalOf({ definition }: ShownForm, page: z.output<typeof arrivalIn> | undefined): z.output<typeof arrivalIn> {
  const { touchId, code, utm, clickId } = readArrival(page?.url, page?.referrer)
  const tells = [touchId, code, clickId, ...Object.values(utm)].some((part) => part !== null)
  const { campaignId } = definition.source
  return { ...page, ...(!tells && campaignId !== null && { campaignId }) }
}

async function makeLead(tx: Tx, act: Act, form: ShownForm, said: LeadOfAnswers, sourceId: string | null): Promise<{ id: string; ownerId: null; teamId: null }> {
  const id = newId()
  const { fields } = said
  await loadLeads(tx, act, [{
    id, name: nameOf(said), company: fields.company || null, title: fields.title || null, phone: fields.phone || null, email: fields.email || null, wechat: fields.wechat || null,
    note: fields.note ?? '', sourceId: sourceId ?? form.definition.source.channelId, sourceDetail: form.name, ownerId: null, teamId: null, createdAt: act.now,
  }])
  return { id, ownerId: null, teamId: null }
}

/** Fills what the open lead lacks. What it has stays: whoever knows a phone number could otherwise write over somebody's record. */
async function fillGaps(tx: Tx, act: Act, lead: OpenLead, { fields }: LeadOfAnswers): Promise<void> {
  const gaps = (['company', 'title', 'phone', 'email', 'wechat', 'note'] as const).filter((field) => !lead[field] && fields[field])
  if (gaps.length === 0) return
  // The form itself acts: nobody's permissions apply.
  const form = { orgId: act.orgId, userId: lead.id, role: 'admin' as const, teamId: lead.id, teamIds: [] }
  await changeLead(tx, act, form, lead.id, lead.version, Object.fromEntries(gaps.map((field) => [field, fields[field]])))
}

/** Custom values; what does not fit them any more (a field was changed after the form) stays in the submission, and the lead is made all the same. */
async function takeCustom(tx: Tx, act: Act, leadId: string, { custom }: LeadOfAnswers, isNew: boolean): Promise<Refusal | null> {
  const { rows } = await sql<{ custom: Record<string, unknown> }>`select custom from lead where org_id = ${act.orgId} and id = ${leadId}`.execute(tx)
  const held = rows[0]?.custom ?? {}
  const fresh = Object.fromEntries(Object.entries(custom).filter(([key]) => !Object.hasOwn(held, key)))
  if (!isNew && Object.keys(fresh).length === 0) return null
  return attempt(tx, async () => {
    await writeCustom(tx, act, null, { object: 'lead', id: leadId, isNew, record: { status: 'new', createdAt: act.now } }, fresh)
  })
}
