import type { FormSubmission } from '@sluice/core/public-forms/contract'
import { formDefinition, inLanguage } from '@sluice/core/public-forms/definition'
import { answerText } from '@sluice/core/public-forms/answer-text'
import { formAnswers } from '@sluice/core/public-forms/stored-answers'
import type { Verdict } from '@sluice/core/public-forms/verdict'
import { scopeOf, type Viewer } from '@sluice/core/identity/policy'
import { sql, type RawBuilder } from 'kysely'
import type { Reader } from '../../platform/db.ts'
import type { Keyset } from '../../platform/keyset.ts'
import { listRows } from '../../platform/list-rows.ts'
import { scopeFilter } from '../../platform/policy.ts'

/** SQL that reads what was sent through forms. Every query is of one organisation and shows what is of leads that the viewer may see. */

interface Row extends Omit<FormSubmission, 'answers'> {
  answers: unknown
}
const columns = sql`s.id, jsonb_build_object('id', f.id, 'name', f.name) as form, s.form_version as "formVersion", s.at, s.verdict, s.reasons, s.answers, s.language,
  s.consent_version as "consentVersion", s.consent_text as "consentText", s.page,
  case when l.id is null then null else jsonb_build_object('id', l.id, 'name', l.name) end as lead, case when u.id is null then null else jsonb_build_object('id', u.id, 'name', u.name) end as "releasedBy"`
const from = sql`form_submission s join public_form f on f.org_id = s.org_id and f.id = s.form_id left join lead l on l.org_id = s.org_id and l.id = s.lead_id
  left join app_user u on u.org_id = s.org_id and u.id = s.released_by`
const latest: Keyset = { name: 'at', alias: 's', key: sql`s.at`, type: 'instant', nullable: false, direction: 'desc' }

/** Of visible leads; those without a lead are for whoever reads more than their own. */
function submissionFilter(viewer: Viewer): RawBuilder<boolean> {
  const nobodys = ['team', 'all'].includes(scopeOf(viewer, 'lead', 'read')) ? sql<boolean>`true` : sql<boolean>`false`
  return sql<boolean>`((s.lead_id is null and ${nobodys}) or ${scopeFilter(viewer, 'lead', 'read', 'l')} and l.id is not null)`
}

export interface Filter {
  verdict?: Verdict | undefined
  q?: string | undefined
}
function whereOf(viewer: Viewer, formId: string, filter: Filter): RawBuilder<boolean>[] {
  const like = `%${(filter.q ?? '').replace(/[\\%_]/g, (one) => `\\${one}`)}%`
  return [
    sql<boolean>`s.org_id = ${viewer.orgId}`, sql<boolean>`s.form_id = ${formId}`, submissionFilter(viewer),
    ...(filter.verdict === undefined ? [] : [sql<boolean>`s.verdict = ${filter.verdict}`]),
    ...(filter.q === undefined || filter.q === '' ? [] : [sql<boolean>`exists (select from jsonb_each_text(s.answers) a where a.value ilike ${like})`]),
  ]
}

export async function selectSubmissions(tx: Reader, viewer: Viewer, formId: string, query: Filter & { cursor?: string | undefined; limit: number }) {
  const page = await listRows<Row>(tx, { columns, from, countFrom: from, where: whereOf(viewer, formId, query), keyset: latest, cursor: query.cursor, limit: query.limit })
  return { ...page, items: await shown(tx, viewer.orgId, page.items) }
}

export async function selectSubmission(tx: Reader, viewer: Viewer, id: string): Promise<FormSubmission | undefined> {
  const { rows } = await sql<Row>`select ${columns} from ${from} where s.org_id = ${viewer.orgId} and s.id = ${id} and ${submissionFilter(viewer)}`.execute(tx)
  return (await shown(tx, viewer.orgId, rows))[0]
}

/** Those of one lead; the lead must have been shown to the asker already. */
export async function selectLeadSubmissions(tx: Reader, viewer: Viewer, leadId: string): Promise<FormSubmission[]> {
  const { rows } = await sql<Row>`select ${columns} from ${from} where s.org_id = ${viewer.orgId} and s.lead_id = ${leadId} and ${submissionFilter(viewer)} order by s.at desc, s.id desc limit 50`.execute(tx)
  return shown(tx, viewer.orgId, rows)
}

/** Answers with the words that their fields had in the version they were sent to. */
async function shown(tx: Reader, orgId: string, rows: readonly Row[]): Promise<FormSubmission[]> {
  const versions = [...new Map(rows.map((row) => [`${row.form.id} ${row.formVersion}`, row])).values()]
  const definitions = new Map<string, ReturnType<typeof formDefinition.parse>>()
  for (const { form, formVersion } of versions) {
    const found = await tx.selectFrom('public_form_version').select('definition').where('org_id', '=', orgId).where('form_id', '=', form.id).where('no', '=', formVersion).executeTakeFirst()
    if (found !== undefined) definitions.set(`${form.id} ${formVersion}`, formDefinition.parse(found.definition))
  }
  return rows.map((row) => {
    const answers = formAnswers.parse(row.answers)
    const fields = definitions.get(`${row.form.id} ${row.formVersion}`)?.fields ?? []
    return {
      ...row,
      answers: fields.filter((field) => Object.hasOwn(answers, field.key)).map((field) => ({
        key: field.key, label: inLanguage(field.label, 'zh') || field.key, value: answerText(field, answers[field.key] ?? ''),
      })),
    }
  })
}
