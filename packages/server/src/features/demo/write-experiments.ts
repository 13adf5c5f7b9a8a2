import { assignArm } from '@sluice/core/experiments/assign-arm'
import type { ExperimentDefinition } from '@sluice/core/experiments/definition'
import { definitionFrom, experimentTemplates, type ExperimentTemplate } from '@sluice/core/experiments/templates'
import { sql } from 'kysely'
import type { Tx } from '../../platform/db.ts'
import { append, type Act } from '../../platform/event-log.ts'
import { newId } from '../../platform/ids.ts'
import { selectPipelines } from '../catalog/catalog.queries.ts'
import { readPlan } from '../experiments/plan-figures.ts'
import { viewerOf } from '../identity/viewer-of.ts'

const dayMs = 86_400_000
/** Days back from now: since when each ran, and until when. */
const past = [
  { key: 'who_first', from: 100, to: null, days: 30 },
  { key: 'demo_first', from: 250, to: 110, days: 45 },
] as const

/** Experiments of the demo company: one that runs, one that was concluded, a draft. Deals of the past take part as chance gave them; what became of them is their own history. */
export async function writeExperiments(tx: Tx, act: Act): Promise<void> {
  const { orgId } = act
  const now = Date.parse(act.now)
  const { rows: busiest } = await sql<{ id: string }>`select pipeline_id as id from deal where org_id = ${orgId} group by 1 order by count(*) desc, 1 limit 1`.execute(tx)
  const pipeline = (await selectPipelines(tx, orgId)).find((one) => one.id === busiest[0]?.id)
  const { rows: leaders } = await sql<{ id: string }>`select id from app_user where org_id = ${orgId} and role in ('manager', 'admin') order by role <> 'manager', id limit 1`.execute(tx)
  if (pipeline === undefined) return
  const owner = act.actorId ?? leaders[0]?.id ?? ''
  const stageIds = pipeline.stages.map((stage) => stage.id)
  // So far on that enough get there to tell, and not all.
  const half = stageIds[Math.floor(stageIds.length / 2)] ?? ''
  for (const { key, from, to, days } of past) {
    const template = templateOf(key)
    const definition: ExperimentDefinition = { ...definitionFrom(template, { id: pipeline.id, stageIds }, 'zh'), entry: { kind: 'created' }, outcome: { kind: 'stage', stageId: half, days }, smallestEffect: 0.15 }
    await write(tx, act, { name: template.name.zh, definition, owner, startedAt: at(now, from), endedAt: to === null ? null : at(now, to) })
  }
  const draft = templateOf('quote_soon')
  await tx.insertInto('experiment').values({ org_id: orgId, id: newId(), name: draft.name.zh, state: 'draft', definition: JSON.stringify(definitionFrom(draft, { id: pipeline.id, stageIds }, 'zh')), owner_id: owner, created_at: act.now, updated_at: act.now }).execute()
  // The history enters nothing: who follows the log begins behind it.
  await sql`insert into consumer_cursor (org_id, consumer, xid, seq) select ${orgId}::uuid, 'experiments', pg_current_xact_id(), max(seq) from event where org_id = ${orgId}`.execute(tx)
}

const at = (now: number, daysBack: number) => new Date(now - daysBack * dayMs).toISOString()
function templateOf(key: ExperimentTemplate['key']): ExperimentTemplate {
  const found = experimentTemplates.find((one) => one.key === key)
  if (found === undefined) throw new Error(key)
  return found
}

interface Past {
  name: string
  definition: ExperimentDefinition
  owner: string
  startedAt: string
  endedAt: string | null
}

async function write(tx: Tx, act: Act, { name, definition, owner, startedAt, endedAt }: Past): Promise<void> {
  const { orgId } = act
  const id = newId()
  const { rows: deals } = await sql<{ id: string; at: string; title: string; amountMinor: number | null; currency: string; sourceId: string | null; ownerId: string | null; teamId: string | null }>`
    select d.id, s.entered_at as at, d.title, d.amount_minor as "amountMinor", d.currency, d.source_id as "sourceId", d.owner_id as "ownerId", d.team_id as "teamId" from deal d join stay s on s.org_id = d.org_id and s.deal_id = d.id and s.n = 1
    where d.org_id = ${orgId} and s.pipeline_id = ${definition.pipelineId} and s.entered_at >= ${startedAt}::timestamptz and (${endedAt}::timestamptz is null or s.entered_at < ${endedAt}::timestamptz) order by s.entered_at, d.id`.execute(tx)
  // What was known when it started.
  const plan = await readPlan(tx, { viewer: await viewerOf(tx, orgId, owner), timeZone: 'Asia/Shanghai', now: new Date(startedAt) }, definition)
  await tx
    .insertInto('experiment')
    .values({
      org_id: orgId, id, name, state: endedAt === null ? 'running' : 'concluded', definition: JSON.stringify(definition), owner_id: owner, created_at: startedAt, updated_at: endedAt ?? startedAt, started_at: startedAt, ended_at: endedAt,
      plan: JSON.stringify(plan),
      conclusion: endedAt === null ? null : JSON.stringify({ arm: null, reason: '半年下来分不出高下，先演示并没有更快；保持现有做法，先把演示材料按行业补齐。', byId: owner, adoptedStageId: null }),
    })
    .execute()
  if (deals.length === 0) return
  const entries = deals.map((deal) => ({ deal, arm: assignArm(definition.arms, id, deal.id) }))
  // The latest have tasks that are still to be done.
  const fresh = endedAt === null ? entries.slice(-8) : []
  const items = new Map(fresh.map(({ deal, arm }) => [deal.id, arm.tasks.map((task) => ({ id: newId(), task, deal, arm }))]))
  const tasks = [...items.values()].flat()
  if (tasks.length > 0) {
    await tx
      .insertInto('action_item')
      .values(tasks.map(({ id: itemId, task, deal, arm }) => ({
        org_id: orgId, id: itemId, kind: 'task', title: task.title, body: `${arm.path}\n\n${deal.title}: /deals/${deal.id}`, status: 'open', assignee_id: deal.ownerId, due_on: new Date(Date.parse(deal.at) + task.days * dayMs).toISOString().slice(0, 10),
        pipeline_id: definition.pipelineId, created_by: owner, created_at: deal.at,
      })))
      .execute()
  }
  await sql`insert into experiment_entry (org_id, experiment_id, deal_id, arm, entered_at, amount_minor, currency, source_id, owner_id, item_ids)
    select ${orgId}::uuid, ${id}::uuid, r.* from jsonb_to_recordset(${JSON.stringify(entries.map(({ deal, arm }) => ({ ...deal, arm: arm.key, items: (items.get(deal.id) ?? []).map((one) => one.id) })))}::jsonb)
      as r(id uuid, arm text, at timestamptz, "amountMinor" bigint, currency text, "sourceId" uuid, "ownerId" uuid, items uuid[])`.execute(tx)
  await append(tx, { ...act, actorId: null, isAutomatic: true }, entries.map(({ deal, arm }) => ({
    type: 'experiment.entered' as const, payload: { experimentId: id, name, arm: arm.key, armName: arm.name }, subjectType: 'deal' as const, subjectId: deal.id, ownerId: deal.ownerId, teamId: deal.teamId, at: deal.at, imported: true,
  })))
}
