import type { changeProjectTemplate, createProjectTemplate, ProjectTemplate } from '@sluice/core/projects/contract'
import { projectTemplateDefinition, type ProjectTemplateDefinition } from '@sluice/core/projects/template'
import { usualTemplate } from '@sluice/core/projects/usual-template'
import { scopeOf, type Viewer } from '@sluice/core/identity/policy'
import type { BodyOf } from '@sluice/core/lib/contract'
import { sql } from 'kysely'
import type { Reader, Tx } from '../../platform/db.ts'
import { append, type Act } from '../../platform/event-log.ts'
import { newId } from '../../platform/ids.ts'
import { refuse } from '../../platform/refusal.ts'

/** Administrators write templates; everybody reads them. */
export const writesTemplates = (viewer: Viewer): boolean => scopeOf(viewer, 'config', 'write') === 'all'

export async function selectTemplates(tx: Reader, orgId: string, { id, withArchived = false }: { id?: string; withArchived?: boolean } = {}): Promise<ProjectTemplate[]> {
  const { rows } = await sql<ProjectTemplate>`
    select t.id, t.name, t.description, t.definition, t.archived_at is not null as "isArchived", (select count(*) from project p where p.org_id = t.org_id and p.template_id = t.id) as projects, t.version
    from project_template t where t.org_id = ${orgId} and ${id === undefined ? sql`true` : sql`t.id = ${id}`} and ${withArchived || id !== undefined ? sql`true` : sql`t.archived_at is null`} order by t.archived_at is not null, t.name, t.id`.execute(tx)
  return rows.map((row) => ({ ...row, definition: projectTemplateDefinition.parse(row.definition) }))
}

const found = async (tx: Reader, orgId: string, id: string) => (await selectTemplates(tx, orgId, { id }))[0] ?? refuse('record.not_found')

/** People that a template names must be there when it is saved. */
async function requirePeople(tx: Reader, orgId: string, { owner, phases, handOver }: ProjectTemplateDefinition): Promise<void> {
  const named = [owner, ...phases.flatMap((phase) => phase.tasks.map((task) => task.owner)), ...(handOver === null ? [] : [handOver.to])].flatMap((who) => (who.kind === 'user' ? [who.userId] : []))
  const wanted = [...new Set(named)]
  if (wanted.length === 0) return
  const active = await tx.selectFrom('app_user').select('id').where('org_id', '=', orgId).where('id', 'in', wanted).where('status', '=', 'active').execute()
  if (active.length < wanted.length) refuse('project.unknown_person')
}

const tell = (tx: Tx, act: Act, id: string, name: string) => append(tx, act, [{ type: 'config.changed', payload: { what: 'project_template', name }, subjectType: 'config', subjectId: id, ownerId: null, teamId: null }])

export async function createTemplate(tx: Tx, act: Act, viewer: Viewer, body: BodyOf<typeof createProjectTemplate>): Promise<ProjectTemplate> {
  if (!writesTemplates(viewer)) refuse('permission.denied')
  await requirePeople(tx, act.orgId, body.definition)
  return found(tx, act.orgId, await insertTemplate(tx, act, body))
}

async function insertTemplate(tx: Tx, act: Act, { name, description, definition }: BodyOf<typeof createProjectTemplate>): Promise<string> {
  const id = newId()
  await tx.insertInto('project_template').values({ org_id: act.orgId, id, name, description, definition: JSON.stringify(definition), created_at: act.now }).execute()
  await tell(tx, act, id, name)
  return id
}

/** What a new organisation begins with; answers its id. */
export const createUsualTemplate = (tx: Tx, act: Act, lang: 'zh' | 'en'): Promise<string> => insertTemplate(tx, act, usualTemplate(lang))

export async function changeTemplate(tx: Tx, act: Act, viewer: Viewer, id: string, version: number, body: BodyOf<typeof changeProjectTemplate>): Promise<ProjectTemplate> {
  if (!writesTemplates(viewer)) refuse('permission.denied')
  await tx.selectFrom('project_template').select('id').where('org_id', '=', act.orgId).where('id', '=', id).forUpdate().execute()
  const before = await found(tx, act.orgId, id)
  if (before.version !== version) refuse('conflict.stale_version')
  if (body.definition !== undefined) await requirePeople(tx, act.orgId, body.definition)
  await tx
    .updateTable('project_template')
    .set({
      ...(body.name !== undefined && { name: body.name }), ...(body.description !== undefined && { description: body.description }), ...(body.definition !== undefined && { definition: JSON.stringify(body.definition) }),
      ...(body.isArchived !== undefined && { archived_at: body.isArchived ? act.now : null }), version: version + 1,
    })
    .where('org_id', '=', act.orgId).where('id', '=', id).execute()
  await tell(tx, act, id, body.name ?? before.name)
  return found(tx, act.orgId, id)
}
