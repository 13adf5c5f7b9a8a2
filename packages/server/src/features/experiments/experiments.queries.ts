import type { DealExperiment, Experiment, ExperimentDeal, ExperimentPage, listExperimentDeals } from '@sluice/core/experiments/contract'
import { experimentDefinition, type ExperimentDefinition } from '@sluice/core/experiments/definition'
import { type ExperimentProblem, problemsOf } from '@sluice/core/experiments/problems'
import { readsWholeFunnel, type Viewer } from '@sluice/core/identity/policy'
import type { QueryOf } from '@sluice/core/lib/contract'
import { dayOf } from '@sluice/core/lib/dates'
import { sql, type RawBuilder } from 'kysely'
import type { Asker } from '../../platform/condition-filter.ts'
import type { Reader } from '../../platform/db.ts'
import { cutPage, keysetAfter, keysetOrder, keyText, type Keyset } from '../../platform/keyset.ts'
import { scopeFilter } from '../../platform/policy.ts'
import { refuse } from '../../platform/refusal.ts'
import { mayAdopt, mayWrite } from './experiments.policy.ts'
import { hitAt, isUnderstood } from './population.ts'

type Row = Omit<Experiment, 'definition' | 'canWrite'> & { definition: unknown }

async function selectRows(tx: Reader, viewer: Viewer, now: Date, where: RawBuilder<boolean>): Promise<Experiment[]> {
  const { rows } = await sql<Row>`
    select x.id, x.name, x.state, jsonb_build_object('id', u.id, 'name', u.name) as owner, x.definition, x.created_at as "createdAt", x.updated_at as "updatedAt", x.started_at as "startedAt", x.ended_at as "endedAt", x.version, x.plan, x.verdict,
      case when x.conclusion is null then null else x.conclusion - 'byId' || jsonb_build_object('by', (select jsonb_build_object('id', b.id, 'name', b.name) from app_user b where b.org_id = x.org_id and b.id = (x.conclusion->>'byId')::uuid)) end as conclusion,
      n.entered, n.mature
    from experiment x join app_user u on u.org_id = x.org_id and u.id = x.owner_id
    left join lateral (
      select count(*)::int as entered, count(*) filter (where e.entered_at + make_interval(days => (x.definition->'outcome'->>'days')::int) <= ${now.toISOString()}::timestamptz)::int as mature
      from experiment_entry e join deal d on d.org_id = e.org_id and d.id = e.deal_id where e.org_id = x.org_id and e.experiment_id = x.id and ${scopeFilter(viewer, 'deal', 'read', 'd')}) n on true
    where x.org_id = ${viewer.orgId} and ${where}
    order by array_position(array['running', 'draft', 'concluded', 'stopped'], x.state), coalesce(x.ended_at, x.started_at, x.created_at) desc, x.id limit 200`.execute(tx)
  return rows.map((row) => ({ ...row, definition: experimentDefinition.parse(row.definition), canWrite: mayWrite(viewer, row.owner.id) }))
}

export const selectExperiments = (tx: Reader, viewer: Viewer, now: Date, state: string | undefined): Promise<Experiment[]> =>
  selectRows(tx, viewer, now, state === undefined ? sql<boolean>`true` : sql<boolean>`x.state = ${state}`)

export async function requireExperiment(tx: Reader, asker: Asker, id: string): Promise<ExperimentPage> {
  const [found] = await selectRows(tx, asker.viewer, asker.now, sql<boolean>`x.id = ${id}`)
  if (found === undefined) refuse('record.not_found')
  return { ...found, problems: found.state === 'draft' ? await findProblems(tx, asker, found.definition) : [], canAdopt: mayAdopt(asker.viewer) }
}

export async function findProblems(tx: Reader, asker: Asker, definition: ExperimentDefinition): Promise<ExperimentProblem[]> {
  const { rows } = await sql<{ id: string; stages: string[] }>`
    select p.id, array_agg(s.id order by s.position) as stages from pipeline p join stage s on s.org_id = p.org_id and s.pipeline_id = p.id and s.archived_at is null
    where p.org_id = ${asker.viewer.orgId} and p.archived_at is null group by p.id`.execute(tx)
  const problems = problemsOf(definition, new Map(rows.map((row) => [row.id, row.stages])))
  return (await isUnderstood(tx, asker, definition)) ? problems : [...problems, 'condition']
}

const latestFirst: Keyset = { name: 'entered', direction: 'desc', key: sql`e.entered_at`, alias: 'e', type: 'instant', nullable: false, id: sql`e.deal_id` }

/** Deals of an experiment that the viewer may see. */
export async function selectDeals(tx: Reader, viewer: Viewer, { id, definition: { outcome } }: Experiment, query: QueryOf<typeof listExperimentDeals>, now: Date): Promise<{ items: ExperimentDeal[]; nextCursor: string | null }> {
  const until = sql`e.entered_at + make_interval(days => ${outcome.days})`
  const outcomeOf = sql<string>`case when ${until} > ${now.toISOString()}::timestamptz then 'running' when ${hitAt(viewer.orgId, outcome, sql`e.deal_id`, sql`e.entered_at`)} <= ${until} then 'hit' else 'miss' end`
  const { rows } = await sql<ExperimentDeal & { cursorKey: string | null }>`
    select d.id, d.title, e.arm, case when u.id is null then null else jsonb_build_object('id', u.id, 'name', u.name) end as owner, d.amount_minor as "amountMinor", d.currency, e.entered_at as "enteredAt", ${outcomeOf} as outcome,
      cardinality(e.item_ids) as given, (select count(*)::int from action_item i where i.org_id = e.org_id and i.id = any(e.item_ids) and i.status = 'done') as done, ${keyText(latestFirst)} as "cursorKey"
    from experiment_entry e join deal d on d.org_id = e.org_id and d.id = e.deal_id left join app_user u on u.org_id = d.org_id and u.id = d.owner_id
    where e.org_id = ${viewer.orgId} and e.experiment_id = ${id} and ${scopeFilter(viewer, 'deal', 'read', 'd')} and ${keysetAfter(latestFirst, query.cursor)}
      and (${query.arm ?? null}::text is null or e.arm = ${query.arm ?? null}) and (${query.outcome ?? null}::text is null or ${outcomeOf} = ${query.outcome ?? null})
    order by ${keysetOrder(latestFirst)} limit ${query.limit + 1}`.execute(tx)
  const { rows: items, nextCursor } = cutPage(latestFirst, rows, query.limit)
  return { items, nextCursor }
}

/** What the experiments of a deal ask of whoever works on it; null when the viewer does not see the deal. */
export async function selectDealExperiments(tx: Reader, viewer: Viewer, dealId: string, timeZone: string): Promise<{ items: DealExperiment[]; canOpen: boolean } | null> {
  const seen = await sql`select from deal d where d.org_id = ${viewer.orgId} and d.id = ${dealId} and ${scopeFilter(viewer, 'deal', 'read', 'd')}`.execute(tx)
  if (seen.rows.length === 0) return null
  const { rows } = await sql<{ id: string; name: string; state: DealExperiment['state']; definition: unknown; arm: string; enteredAt: string; tasks: DealExperiment['tasks'] }>`
    select x.id, x.name, x.state, x.definition, e.arm, e.entered_at as "enteredAt",
      coalesce((select jsonb_agg(jsonb_build_object('id', i.id, 'title', i.title, 'dueOn', i.due_on, 'status', i.status) order by array_position(e.item_ids, i.id)) from action_item i where i.org_id = e.org_id and i.id = any(e.item_ids)), '[]'::jsonb) as tasks
    from experiment_entry e join experiment x on x.org_id = e.org_id and x.id = e.experiment_id where e.org_id = ${viewer.orgId} and e.deal_id = ${dealId} order by x.state <> 'running', e.entered_at desc, x.id limit 20`.execute(tx)
  return {
    canOpen: readsWholeFunnel(viewer),
    items: rows.flatMap(({ id, name, state, definition, arm: key, enteredAt, tasks }) => {
      const { arms, outcome } = experimentDefinition.parse(definition)
      const arm = arms.find((one) => one.key === key)
      const untilOn = dayOf(new Date(Date.parse(enteredAt) + outcome.days * 86_400_000), timeZone)
      return arm === undefined ? [] : [{ experiment: { id, name }, state, arm: { key, name: arm.name, path: arm.path, firstRole: arm.firstRole }, enteredAt, untilOn, tasks }]
    }),
  }
}
