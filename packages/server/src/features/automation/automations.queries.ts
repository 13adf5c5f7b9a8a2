import type { Automation, AutomationPage } from '@sluice/core/automation/contract'
import { automationDefinition, automationObjects, objectOf, stepTypes, type AutomationDefinition, type AutomationObject } from '@sluice/core/automation/definition'
import { automationProblems, type AutomationProblem, type KnownThings } from '@sluice/core/automation/problems'
import type { ObjectCatalogue } from '@sluice/core/conditions/catalogue'
import { managesFunnel, readsWholeFunnel, type Viewer } from '@sluice/core/identity/policy'
import { sql, type RawBuilder } from 'kysely'
import type { Reader } from '../../platform/db.ts'
import { refuse } from '../../platform/refusal.ts'
import type { AutomationWorld } from './actions.ts'
import { catalogueOf } from './judge.ts'

/** Automations are for those who look at more than their own records; administrators change all, managers their own. */
export const requireReader = (viewer: Viewer): void => void (readsWholeFunnel(viewer) || refuse('permission.denied'))
export const mayWrite = (viewer: Viewer, ownerId: string): boolean => viewer.role === 'admin' || (managesFunnel(viewer) && ownerId === viewer.userId)

type Row = Omit<Automation, 'canWrite' | 'object' | 'triggerKind' | 'definition' | 'counts'> & Automation['counts'] & { draft: unknown; published: unknown; hookKey: string; hasSecret: boolean; scheduled: number; nextDueAt: string | null; isFilling: boolean; slug: string }

const countedDays = 7

async function selectRows(tx: Reader, orgId: string, where: RawBuilder<boolean>, now: Date): Promise<Row[]> {
  const since = new Date(now.getTime() - countedDays * 86_400_000).toISOString()
  const { rows } = await sql<Row>`
    select a.id, a.name, a.position, a.has_unpublished as "hasUnpublished", a.published_number as "publishedVersion", a.updated_at as "updatedAt", a.version, a.draft, v.definition as published, a.hook_key as "hookKey", a.hook_secret is not null as "hasSecret",
      case when a.archived_at is not null then 'archived' when a.published_number is null then 'draft' when a.paused_at is not null then 'paused' else 'active' end as state,
      case when a.paused_at is null then null else coalesce(a.paused, jsonb_build_object('code', 'by_hand', 'at', to_char(a.paused_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'n', null, 'recordType', null, 'recordId', null, 'chain', '[]'::jsonb)) end as paused,
      jsonb_build_object('id', u.id, 'name', u.name) as owner, c.done, c.unmet, w.waiting, w.failed, w.cut, l.at as "lastRunAt", d.n as scheduled, coalesce(a.next_at, d.at) as "nextDueAt", a.is_filling as "isFilling", o.slug
    from automation a join org o on o.org_id = a.org_id join app_user u on u.org_id = a.org_id and u.id = a.owner_id
    left join automation_version v on v.org_id = a.org_id and v.automation_id = a.id and v.number = a.published_number
    left join lateral (select count(*) filter (where state = 'done')::integer as done, count(*) filter (where state = 'unmet')::integer as unmet from automation_run r where r.org_id = a.org_id and r.automation_id = a.id and r.at >= ${since}::timestamptz) c on true
    left join lateral (select count(*) filter (where state in ('queued', 'waiting'))::integer as waiting, count(*) filter (where state = 'failed')::integer as failed, count(*) filter (where state = 'cut')::integer as cut
      from automation_run r where r.org_id = a.org_id and r.automation_id = a.id and r.state in ('queued', 'waiting', 'failed', 'cut')) w on true
    left join lateral (select r.at from automation_run r where r.org_id = a.org_id and r.automation_id = a.id and r.state = 'done' order by r.at desc limit 1) l on true
    left join lateral (select count(*)::integer as n, min(due_at) as at from automation_due d where d.org_id = a.org_id and d.automation_id = a.id) d on true
    where a.org_id = ${orgId} and ${where} order by a.archived_at is not null, a.position, a.id limit 500`.execute(tx)
  return rows
}

function shown(viewer: Viewer, row: Row): Automation {
  const { draft, published, done, unmet, waiting, failed, cut, hookKey: _, hasSecret: __, scheduled: ___, nextDueAt: ____, isFilling: _____, slug: ______, ...rest } = row
  const definition = automationDefinition.parse(published ?? draft)
  return { ...rest, definition, object: objectOf(definition.trigger), triggerKind: definition.trigger.kind, counts: { done, unmet, waiting, failed, cut }, canWrite: mayWrite(viewer, row.owner.id) }
}

export async function selectAutomations(tx: Reader, viewer: Viewer, query: { state?: string | undefined; object?: string | undefined; q?: string | undefined }, now: Date): Promise<Automation[]> {
  const named = query.q === undefined || query.q === '' ? sql<boolean>`true` : sql<boolean>`position(lower(${query.q}) in lower(a.name)) > 0`
  return (await selectRows(tx, viewer.orgId, named, now)).map((row) => shown(viewer, row))
    .filter((one) => (query.state === undefined ? one.state !== 'archived' : one.state === query.state) && (query.object === undefined || one.object === query.object))
}

export async function selectAutomation(tx: Reader, viewer: Viewer, id: string, world: AutomationWorld, now: Date): Promise<AutomationPage | undefined> {
  const row = (await selectRows(tx, viewer.orgId, sql<boolean>`a.id = ${id}`, now))[0]
  if (row === undefined) return undefined
  const draft = automationDefinition.parse(row.draft)
  const { rows: versions } = await sql<{ number: number; by: { id: string; name: string }; at: string; note: string; definition: unknown }>`
    select v.number, jsonb_build_object('id', u.id, 'name', u.name) as by, v.published_at as at, v.note, v.definition
    from automation_version v join app_user u on u.org_id = v.org_id and u.id = v.published_by where v.org_id = ${viewer.orgId} and v.automation_id = ${id} order by v.number desc limit 50`.execute(tx)
  return {
    ...shown(viewer, row), draft, problems: await findProblems(tx, viewer.orgId, draft, world), versions: versions.map((one) => ({ ...one, definition: automationDefinition.parse(one.definition) })),
    webhook: { path: `/hooks/${row.slug}/${row.hookKey}`, hasSecret: row.hasSecret }, scheduled: row.scheduled, nextDueAt: row.nextDueAt, isFilling: row.isFilling,
    names: await selectNames(tx, viewer.orgId, [draft, ...versions.map((one) => one.definition)], world),
  }
}

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g

/** Names of what definitions mention by id; what people own is not among them: conditions over records name those by ids only. */
export async function selectNames(tx: Reader, orgId: string, definitions: readonly unknown[], world: AutomationWorld): Promise<Record<string, string>> {
  const ids = [...new Set(JSON.stringify(definitions).match(uuid))]
  if (ids.length === 0) return {}
  const tables = ['app_user', 'team', 'tag', 'pipeline', 'stage', 'sequence', 'approval_flow', 'public_form', 'channel', 'loss_reason', 'product'] as const
  const { rows } = await sql<{ id: string; name: string }>`${sql.join(tables.map((table) => sql`select id, name from ${sql.table(table)} where org_id = ${orgId} and id = any(${sql.val(ids)}::uuid[])`), sql` union all `)}`.execute(tx)
  const outside = [...(await world.robots(tx, orgId)), ...(await world.webhooks(tx, orgId)), ...(await world.projectTemplates(tx, orgId))].filter((one) => ids.includes(one.id))
  return Object.fromEntries([...rows, ...outside].map((row) => [row.id, row.name]))
}

export async function findProblems(tx: Reader, orgId: string, draft: AutomationDefinition, world: AutomationWorld): Promise<AutomationProblem[]> {
  return automationProblems(draft, await knownThings(tx, orgId, world))
}

async function knownThings(tx: Reader, orgId: string, world: AutomationWorld): Promise<KnownThings> {
  const { rows } = await sql<{ kind: string; ids: string[] }>`
    select 'users' as kind, array_agg(id) as ids from app_user where org_id = ${orgId} and status = 'active'
    union all select 'teams', array_agg(id) from team where org_id = ${orgId} and archived_at is null
    union all select 'tags', array_agg(id) from tag where org_id = ${orgId}
    union all select 'pipelines', array_agg(id) from pipeline where org_id = ${orgId}
    union all select 'sequences', array_agg(id) from sequence where org_id = ${orgId} and published_number is not null and archived_at is null
    union all select 'flows', array_agg(id) from approval_flow where org_id = ${orgId} and is_active and archived_at is null`.execute(tx)
  const set = (kind: string) => new Set(rows.find((row) => row.kind === kind)?.ids)
  const stages = await tx.selectFrom('stage').select(['id', 'pipeline_id']).where('org_id', '=', orgId).where('archived_at', 'is', null).execute()
  const catalogues = Object.fromEntries(await Promise.all(automationObjects.map(async (object) => [object, await catalogueOf(tx, { orgId, role: null }, object)] as const))) as Record<AutomationObject, ObjectCatalogue>
  const ids = (found: readonly { id: string }[]) => new Set(found.map((one) => one.id))
  return {
    catalogues, users: set('users'), teams: set('teams'), tags: set('tags'), pipelines: set('pipelines'), stages: new Map(stages.map((stage) => [stage.id, stage.pipeline_id])), sequences: set('sequences'), flows: set('flows'),
    robots: ids(await world.robots(tx, orgId)), webhooks: ids(await world.webhooks(tx, orgId)), projectTemplates: ids(await world.projectTemplates(tx, orgId)), unavailable: new Set(unavailableOf(world)), canMail: await world.canMail(tx, orgId),
  }
}

/** Actions that this installation cannot do. */
export const unavailableOf = ({ actions }: AutomationWorld) => stepTypes.filter((type) => type !== 'wait' && type !== 'stop' && type !== 'branch' && actions[type] === null)
