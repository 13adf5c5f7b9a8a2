import type { Form, FormAnswer } from '@sluice/core/forms/contract'
import type { Viewer } from '@sluice/core/identity/policy'
import { sql } from 'kysely'
import type { Reader } from '../../platform/db.ts'
import { scopeFilter } from '../../platform/policy.ts'

/** All SQL that reads forms and their answers. */

export async function selectForms(tx: Reader, orgId: string, id: string | null = null): Promise<Form[]> {
  const { rows } = await sql<Form>`
    select id, key, name, object, kind, definition, archived_at is not null as "isArchived", version from form
    where org_id = ${orgId} and (${id}::uuid is null or id = ${id}) order by archived_at is not null, created_at, id`.execute(tx)
  return rows
}

export interface AnswerSubject {
  ownerId: string | null
  teamId: string | null
  canWrite: boolean
}

/** The record that a questionnaire is about, if the viewer may see it. `type` is one of the contract's four. */
export async function selectSubject(tx: Reader, viewer: Viewer, type: FormAnswer['subjectType'], id: string): Promise<AnswerSubject | undefined> {
  const { rows } = await sql<AnswerSubject>`
    select s.owner_id as "ownerId", s.team_id as "teamId", ${scopeFilter(viewer, type, 'write', 's')} as "canWrite"
    from ${sql.table(type)} s where s.org_id = ${viewer.orgId} and s.id = ${id} and ${scopeFilter(viewer, type, 'read', 's')}`.execute(tx)
  return rows[0]
}

export interface AnswerRow {
  answers: Record<string, unknown>
  answeredBy: FormAnswer['answeredBy']
  answeredAt: string
  version: number
}

export async function selectAnswer(tx: Reader, orgId: string, formId: string, subjectId: string): Promise<AnswerRow | undefined> {
  const { rows } = await sql<AnswerRow>`
    select f.answers, case when u.id is null then null else jsonb_build_object('id', u.id, 'name', u.name) end as "answeredBy", f.answered_at as "answeredAt", f.version
    from form_answer f left join app_user u on u.org_id = f.org_id and u.id = f.answered_by
    where f.org_id = ${orgId} and f.form_id = ${formId} and f.subject_id = ${subjectId}`.execute(tx)
  return rows[0]
}

/** Stages and pipelines in use whose gates name the form, in words. */
export async function selectGatesWith(tx: Reader, orgId: string, formId: string): Promise<string[]> {
  const names = (gate: string) => sql<boolean>`strpos(${sql.ref(gate)}::text, ${formId}) > 0`
  const { rows } = await sql<{ name: string }>`
    select p.name || ' · ' || s.name as name from pipeline p join stage s on s.org_id = p.org_id and s.pipeline_id = p.id
    where p.org_id = ${orgId} and p.archived_at is null and s.archived_at is null and (${names('s.entry_gate')} or ${names('s.exit_gate')})
    union all select p.name || ' · ' || p.won_name from pipeline p where p.org_id = ${orgId} and p.archived_at is null and ${names('p.won_gate')}`.execute(tx)
  return rows.map((row) => row.name)
}
