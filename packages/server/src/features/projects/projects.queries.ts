import type { listProjects, ProjectDetail, ProjectSummary, ProjectTask } from '@sluice/core/projects/contract'
import { managesFunnel, type Viewer } from '@sluice/core/identity/policy'
import type { AnswerOf, QueryOf } from '@sluice/core/lib/contract'
import { sql } from 'kysely'
import type { Reader } from '../../platform/db.ts'
import type { Keyset } from '../../platform/keyset.ts'
import { listRows } from '../../platform/list-rows.ts'
import { projectSeen, projectWritten } from './projects.policy.ts'

const latestFirst: Keyset = { name: 'start', alias: 'p', key: sql`p.starts_on`, type: 'day', nullable: false, direction: 'desc' }
const person = (alias: string) => sql`case when ${sql.ref(`${alias}.id`)} is null then null else jsonb_build_object('id', ${sql.ref(`${alias}.id`)}, 'name', ${sql.ref(`${alias}.name`)}) end`
const late = (today: string) => sql<boolean>`exists (select from action_item li where li.org_id = p.org_id and li.project_id = p.id and li.status = 'open' and li.due_on < ${today}::date)`

/** `s`: how far the project is. */
const progress = (today: string) => sql`cross join lateral (
  select jsonb_build_object('all', count(*) filter (where i.status <> 'dropped'), 'done', count(*) filter (where i.status = 'done'), 'late', count(*) filter (where i.status = 'open' and i.due_on < ${today}::date and p.state = 'running'),
    'nextDue', min(i.due_on) filter (where i.status = 'open')) as progress
  from action_item i where i.org_id = p.org_id and i.project_id = p.id) s`
const summary = sql`p.id, p.name, p.state, jsonb_build_object('id', a.id, 'name', a.name) as account, case when d.id is null then null else jsonb_build_object('id', d.id, 'title', d.title) end as deal, ${person('o')} as owner,
  p.starts_on as "startsOn", p.ended_at as "endedAt", s.progress, p.hand_over_status as "handOver", p.version`
const joins = sql`join account a on a.org_id = p.org_id and a.id = p.account_id join app_user o on o.org_id = p.org_id and o.id = p.owner_id left join deal d on d.org_id = p.org_id and d.id = p.deal_id`

export async function selectProjects(tx: Reader, viewer: Viewer, today: string, query: QueryOf<typeof listProjects>): Promise<AnswerOf<typeof listProjects>> {
  const base = [
    sql<boolean>`p.org_id = ${viewer.orgId}`, projectSeen(viewer),
    ...(query.owner === undefined ? [] : [sql<boolean>`p.owner_id = ${query.owner}`]),
    ...(query.account === undefined ? [] : [sql<boolean>`p.account_id = ${query.account}`]),
    ...(query.deal === undefined ? [] : [sql<boolean>`p.deal_id = ${query.deal}`]),
    ...(query.q === undefined || query.q === '' ? [] : [sql<boolean>`(strpos(lower(p.name), lower(${query.q})) > 0 or exists (select from account qa where qa.org_id = p.org_id and qa.id = p.account_id and strpos(lower(qa.name), lower(${query.q})) > 0))`]),
  ]
  const waits = sql<boolean>`(p.hand_over_status = 'open' and p.hand_over_to = ${viewer.userId} and p.state = 'running')`
  const where = [
    ...base,
    ...(query.state === undefined ? [] : [sql<boolean>`p.state = ${query.state}`]),
    ...(query.late === true ? [sql<boolean>`(p.state = 'running' and ${late(today)})`] : []),
    ...(query.toAccept === true ? [waits] : []),
  ]
  const page = await listRows<ProjectSummary>(tx, {
    columns: summary, from: sql`project p ${joins} ${progress(today)}`, countFrom: sql`project p`, where, keyset: latestFirst, cursor: query.cursor, limit: query.limit,
  })
  const { rows } = await sql<{ running: number; late: number; toAccept: number }>`
    select count(*) filter (where p.state = 'running') as running, count(*) filter (where p.state = 'running' and ${late(today)}) as late, count(*) filter (where ${waits}) as "toAccept" from project p where ${sql.join(base, sql` and `)}`.execute(tx)
  return { ...page, counts: rows[0] ?? { running: 0, late: 0, toAccept: 0 } }
}

type Row = Omit<ProjectDetail, 'tasks' | 'handedOver'> & { to: { id: string; name: string } | null; by: { id: string; name: string } | null; at: string | null; decidedAt: string | null; said: string }

/** The project as the viewer sees it, null when they do not; `seen` says who does, if not those whom the policy says. */
export async function selectProject(tx: Reader, viewer: Viewer, today: string, id: string, seen = projectSeen(viewer)): Promise<ProjectDetail | null> {
  const { rows } = await sql<Row>`
    select ${summary}, case when p.template_id is null then null else jsonb_build_object('id', t.id, 'name', t.name, 'version', p.template_version) end as template, p.notes, p.outcome, ${person('c')} as "createdBy", p.created_at as "createdAt",
      ${person('e')} as "endedBy", p.is_automatic as "isAutomatic", p.checklist, ${projectWritten(viewer)} as "canWrite",
      ${person('h')} as to, ${person('b')} as by, p.handed_over_at as at, p.hand_over_decided_at as "decidedAt", p.hand_over_note as said
    from project p ${joins} ${progress(today)} join app_user c on c.org_id = p.org_id and c.id = p.created_by left join app_user e on e.org_id = p.org_id and e.id = p.ended_by
    left join app_user h on h.org_id = p.org_id and h.id = p.hand_over_to left join app_user b on b.org_id = p.org_id and b.id = p.hand_over_by left join project_template t on t.org_id = p.org_id and t.id = p.template_id
    where p.org_id = ${viewer.orgId} and p.id = ${id} and ${seen}`.execute(tx)
  const [row] = rows
  if (row === undefined) return null
  const { to, by, at, decidedAt, said, ...rest } = row
  const { rows: tasks } = await sql<ProjectTask>`
    select i.id, i.title, i.body, i.status, ${person('u')} as assignee, i.due_on as "dueOn", coalesce(i.status = 'open' and i.due_on < ${today}::date and p.state = 'running', false) as "isOverdue", i.done_at as "doneAt", ${person('n')} as "doneBy", i.outcome,
      t.phase, t.days, t.unit, t.unfilled, p.state = 'running' and (${managesFunnel(viewer)}::boolean or i.assignee_id = ${viewer.userId} or i.created_by = ${viewer.userId} or p.owner_id = ${viewer.userId}) as "canWrite", i.version
    from project_task t join project p on p.org_id = t.org_id and p.id = t.project_id join action_item i on i.org_id = t.org_id and i.id = t.item_id
    left join app_user u on u.org_id = i.org_id and u.id = i.assignee_id left join app_user n on n.org_id = i.org_id and n.id = i.done_by
    where t.org_id = ${viewer.orgId} and t.project_id = ${id} order by t.position, i.id`.execute(tx)
  return {
    ...rest, tasks,
    handedOver: to === null || at === null || rest.handOver === null ? null : { to, by, at, status: rest.handOver, decidedAt, note: said, mayAnswer: rest.handOver === 'open' && rest.state === 'running' && to.id === viewer.userId },
  }
}
