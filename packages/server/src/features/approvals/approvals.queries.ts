import type { Approval, ApprovalTask } from '@sluice/core/approvals/contract'
import type { FlowDefinition } from '@sluice/core/approvals/flow'
import { openTaskOf, type ApprovalState, type TaskState } from '@sluice/core/approvals/state'
import { dealObject } from '@sluice/core/conditions/objects'
import type { Viewer } from '@sluice/core/identity/policy'
import { id } from '@sluice/core/lib/wire'
import { sql, type RawBuilder } from 'kysely'
import type { Reader, Tx } from '../../platform/db.ts'
import { cutPage, keysetAfter, keysetOrder, keyText, type Keyset } from '../../platform/keyset.ts'
import { scopeFilter } from '../../platform/policy.ts'
import { withCustomFields } from '../fields/custom-catalogue.queries.ts'

/** All SQL that reads approvals. Their table's alias is `a`, the deal's `d`. */

/** What it is about besides the deal itself, and what the deal came to when it was asked. Amounts in minor units of the deal's currency. */
export interface Target {
  /** A stage or `won`, to be entered once granted. */
  to: string | null
  /** A field to be changed once granted: as the condition catalogue calls it. */
  change: { field: string; value: unknown } | null
  amountMinor: number | null
  currency: string
  /** What its products come to. */
  productsMinor: number | null
}

interface Row {
  id: string; number: number; flowId: string; flowName: string; status: ApprovalState['status']; target: Target; state: ApprovalState
  lock: 'none' | 'stage' | 'all'; comment: string; requestedById: string; requestedAt: string; endedAt: string | null; version: number
  deal: Approval['deal']
}

/** Who may read an approval: whoever sees the deal, who asked for it, and everybody who was ever asked. */
export function mayRead(viewer: Viewer): RawBuilder<boolean> {
  return sql<boolean>`(${scopeFilter(viewer, 'deal', 'read', 'd')} or a.requested_by = ${viewer.userId}
    or exists (select from approval_task t where t.org_id = a.org_id and t.approval_id = a.id and t.user_id = ${viewer.userId}))`
}

const columns = sql`a.id, a.number, a.flow_id as "flowId", a.flow_name as "flowName", a.status, a.target, a.state, a.lock, a.comment,
  a.requested_by as "requestedById", a.requested_at as "requestedAt", a.ended_at as "endedAt", a.version,
  jsonb_build_object('id', d.id, 'number', d.number, 'title', d.title, 'stageId', d.stage_id, 'amountMinor', d.amount_minor, 'currency', d.currency,
    'account', case when c.id is null then null else jsonb_build_object('id', c.id, 'name', c.name) end) as deal`
const joins = sql`from approval a join deal d on d.org_id = a.org_id and d.id = a.deal_id left join account c on c.org_id = d.org_id and c.id = d.account_id`

const newestFirst: Keyset = { name: 'requested', direction: 'desc', key: sql`a.requested_at`, alias: 'a', type: 'instant', nullable: false }

/** What a box holds: open tasks of the viewer's, own requests, what the viewer had a say in, or all that may be seen. */
function inBox(viewer: Viewer, box: 'mine' | 'sent' | 'done' | 'all'): RawBuilder<boolean> {
  const hasTask = (status: RawBuilder<boolean>) =>
    sql<boolean>`exists (select from approval_task t where t.org_id = a.org_id and t.approval_id = a.id and t.user_id = ${viewer.userId} and ${status})`
  switch (box) {
    case 'mine':
      return hasTask(sql<boolean>`t.status = 'open'`)
    case 'sent':
      return sql<boolean>`a.requested_by = ${viewer.userId}`
    case 'done':
      return hasTask(sql<boolean>`t.status in ('approved', 'rejected', 'returned', 'delegated')`)
    case 'all':
      return mayRead(viewer)
  }
}

/** One page of a box, newest first, and how many wait for the viewer. */
export async function selectApprovals(
  tx: Reader,
  viewer: Viewer,
  now: string,
  query: { box: 'mine' | 'sent' | 'done' | 'all'; deal?: string | undefined; status?: string | undefined; cursor?: string | undefined; limit: number },
): Promise<{ items: Approval[]; nextCursor: string | null; waitingForMe: number }> {
  const where = [sql<boolean>`a.org_id = ${viewer.orgId}`, inBox(viewer, query.box), keysetAfter(newestFirst, query.cursor)]
  if (query.deal !== undefined) where.push(sql<boolean>`a.deal_id = ${query.deal}`)
  if (query.status !== undefined) where.push(sql<boolean>`a.status = ${query.status}`)
  const { rows } = await sql<Row & { cursorKey: string }>`
    select ${columns}, ${keyText(newestFirst)} as "cursorKey" ${joins} where ${sql.join(where, sql` and `)}
    order by ${keysetOrder(newestFirst)} limit ${query.limit + 1}`.execute(tx)
  const page = cutPage(newestFirst, rows, query.limit)
  const waiting = await sql<{ count: number }>`
    select count(distinct approval_id) as count from approval_task where org_id = ${viewer.orgId} and user_id = ${viewer.userId} and status = 'open'`.execute(tx)
  return { items: await present(tx, viewer, now, page.rows), nextCursor: page.nextCursor, waitingForMe: waiting.rows[0]?.count ?? 0 }
}

/** One approval that the viewer may read. */
export async function selectApproval(tx: Reader, viewer: Viewer, now: string, id: string): Promise<Approval | undefined> {
  const { rows } = await sql<Row>`select ${columns} ${joins} where a.org_id = ${viewer.orgId} and a.id = ${id} and ${mayRead(viewer)}`.execute(tx)
  return (await present(tx, viewer, now, rows))[0]
}

async function present(tx: Reader, viewer: Viewer, now: string, rows: readonly Row[]): Promise<Approval[]> {
  const named = rows.flatMap(({ state, requestedById }) => [
    requestedById, ...state.comments.map((one) => one.authorId),
    ...[...state.earlier, ...state.steps.flatMap((step) => step.tasks)].flatMap((task) => (task.forUserId === null ? [task.userId] : [task.userId, task.forUserId])),
  ])
  const people = await sql<{ id: string; name: string }>`
    select id, name from app_user where org_id = ${viewer.orgId} and id = any(${sql.val([...new Set(named)])}::uuid[])`.execute(tx)
  const changes = await describeChanges(tx, viewer.orgId, rows)
  const names = new Map(people.rows.map((person) => [person.id, person.name]))
  const person = (id: string) => ({ id, name: names.get(id) ?? '' })
  const shown = (task: TaskState, stepId: string, waits: boolean): ApprovalTask => ({
    id: task.id, stepId, user: person(task.userId), forUser: task.forUserId === null ? null : person(task.forUserId), status: task.status, openedAt: task.openedAt,
    dueAt: task.dueAt, decidedAt: task.decidedAt, comment: task.comment, isEscalation: task.isEscalation,
    isOverdue: waits && task.status === 'open' && task.dueAt !== null && task.dueAt <= now,
  })
  return rows.map(({ state, target, requestedById, ...row }) => {
    const isMine = requestedById === viewer.userId
    return {
      ...row, target: target.to, change: changes(target.change), askedAmountMinor: target.amountMinor, round: state.round, requestedBy: person(requestedById),
      steps: state.steps.map((step) => ({ ...step, tasks: step.tasks.map((task) => shown(task, step.id, state.status === 'waiting')) })),
      earlier: state.earlier.map((task) => ({ ...shown(task, task.stepId, false), round: task.round, stepName: task.stepName })),
      comments: state.comments.map((one) => ({ author: person(one.authorId), at: one.at, text: one.text })),
      myTaskId: openTaskOf(state, viewer.userId)?.task.id ?? null,
      mayWithdraw: (isMine || viewer.role === 'admin') && (state.status === 'waiting' || state.status === 'returned'),
      mayResubmit: isMine && state.status === 'returned',
    }
  })
}

/** Changes in words: what the field is called, and the names of what its value refers to. Those asked see them whatever else they may see. */
async function describeChanges(tx: Reader, orgId: string, rows: readonly Row[]): Promise<(change: Target['change']) => Approval['change']> {
  const changes = rows.flatMap((row) => row.target.change ?? [])
  if (changes.length === 0) return () => null
  const ids = changes.flatMap(({ value }) => (Array.isArray(value) ? (value as unknown[]) : [value])).filter((value) => id.safeParse(value).success)
  const found = await sql<{ id: string; name: string }>`
    with named(id, name) as (
      select id, name from app_user where org_id = ${orgId} union all select id, name from account where org_id = ${orgId}
      union all select id, name from channel where org_id = ${orgId} union all select id, name from tag where org_id = ${orgId} union all select id, name from team where org_id = ${orgId})
    select id, name from named where id = any(${sql.val(ids)}::uuid[])`.execute(tx)
  const names = Object.fromEntries(found.rows.map((row) => [row.id, row.name]))
  const { fields } = await withCustomFields(tx, orgId, null, dealObject)
  return (change) => change && { ...change, label: fields.get(change.field)?.label ?? { zh: change.field, en: change.field }, names }
}

/** A deal as approvals need it, whoever may see it. */
export interface ApprovalDeal {
  id: string; number: number; title: string; status: 'open' | 'won' | 'lost'; pipelineId: string; stageId: string
  amountMinor: number | null; currency: string; ownerId: string | null; teamId: string | null; custom: Record<string, unknown>
}

/** An approval to be acted on, with its deal. */
export interface ApprovalRecord {
  id: string; number: number; flowId: string; flowName: string; definition: FlowDefinition; state: ApprovalState; target: Target
  lock: 'none' | 'stage' | 'all'; requestedById: string; version: number
  deal: ApprovalDeal
}

/** Locks the deal, then the approval, until the transaction ends: always in this order. */
export async function lockApproval(tx: Tx, orgId: string, id: string): Promise<ApprovalRecord | undefined> {
  const found = await tx.selectFrom('approval').select('deal_id').where('org_id', '=', orgId).where('id', '=', id).executeTakeFirst()
  if (found === undefined) return undefined
  const deal = await lockApprovalDeal(tx, orgId, found.deal_id)
  const { rows } = await sql<Omit<ApprovalRecord, 'deal'>>`
    select id, number, flow_id as "flowId", flow_name as "flowName", definition, state, target, lock, requested_by as "requestedById", version
    from approval where org_id = ${orgId} and id = ${id} for update`.execute(tx)
  return rows[0] === undefined || deal === undefined ? undefined : { ...rows[0], deal }
}

export async function lockApprovalDeal(tx: Tx, orgId: string, id: string): Promise<ApprovalDeal | undefined> {
  const { rows } = await sql<ApprovalDeal>`
    select id, number, title, status, pipeline_id as "pipelineId", stage_id as "stageId", amount_minor as "amountMinor", currency, owner_id as "ownerId",
      team_id as "teamId", custom from deal where org_id = ${orgId} and id = ${id} for update`.execute(tx)
  return rows[0]
}

/** Whether the viewer may read it, and with it comment on it. */
export async function isReadable(tx: Reader, viewer: Viewer, id: string): Promise<boolean> {
  const { rows } = await sql`select 1 ${joins} where a.org_id = ${viewer.orgId} and a.id = ${id} and ${mayRead(viewer)}`.execute(tx)
  return rows.length > 0
}

