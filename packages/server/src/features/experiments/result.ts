import { analyse, type ExperimentResult } from '@sluice/core/experiments/analysis'
import type { Experiment, ExperimentResultOut } from '@sluice/core/experiments/contract'
import type { ExperimentDefinition } from '@sluice/core/experiments/definition'
import type { ExperimentEntry } from '@sluice/core/experiments/entry'
import type { Viewer } from '@sluice/core/identity/policy'
import { sql, type RawBuilder } from 'kysely'
import type { Reader } from '../../platform/db.ts'
import { scopeFilter } from '../../platform/policy.ts'
import { hitAt } from './population.ts'

/** Deals that entered, with what became of them. `seen` is about the deal `d`. */
async function selectEntries(tx: Reader, orgId: string, experimentId: string, { outcome }: ExperimentDefinition, seen: RawBuilder<boolean>): Promise<ExperimentEntry[]> {
  type Row = Omit<ExperimentEntry, 'enteredAt' | 'hitAt'> & { enteredAt: string; hitAt: string | null }
  const { rows } = await sql<Row>`
    select e.arm, e.entered_at as "enteredAt", ${hitAt(orgId, outcome, sql`e.deal_id`, sql`e.entered_at`)} as "hitAt", case when e.currency = o.currency then e.amount_minor end as "amountMinor", e.source_id as "sourceId", e.owner_id as "ownerId",
      cardinality(e.item_ids) as given, (select count(*)::int from action_item i where i.org_id = e.org_id and i.id = any(e.item_ids) and i.status = 'done') as done,
      (select k.role from activity a join deal_contact k on k.org_id = a.org_id and k.deal_id = e.deal_id and k.contact_id = a.contact_id
        where a.org_id = e.org_id and a.subject_type = 'deal' and a.subject_id = e.deal_id and a.deleted_at is null and a.at >= e.entered_at order by a.at, a.id limit 1) as "firstRole"
    from experiment_entry e join org o on o.org_id = e.org_id join deal d on d.org_id = e.org_id and d.id = e.deal_id
    where e.org_id = ${orgId} and e.experiment_id = ${experimentId} and ${seen} order by e.entered_at, e.deal_id`.execute(tx)
  return rows.map((row) => ({ ...row, enteredAt: Date.parse(row.enteredAt), hitAt: row.hitAt === null ? null : Date.parse(row.hitAt) }))
}

/** What an experiment has come to by now, over all deals or those that somebody may see. After its end, deals whose days were still running go on to be counted. */
export async function judge(tx: Reader, orgId: string, { id, definition, plan }: Pick<Experiment, 'id' | 'definition' | 'plan'>, now: Date, seen: RawBuilder<boolean> = sql<boolean>`true`): Promise<ExperimentResult> {
  return analyse({ arms: definition.arms, days: definition.outcome.days, smallestEffect: definition.smallestEffect, planned: plan?.perArm ?? [], now: now.getTime() }, await selectEntries(tx, orgId, id, definition, seen))
}

export async function readResult(tx: Reader, viewer: Viewer, experiment: Experiment, now: Date): Promise<ExperimentResultOut> {
  const { verdict, arm, mismatchP, arms, comparisons, balance } = await judge(tx, viewer.orgId, experiment, now, scopeFilter(viewer, 'deal', 'read', 'd'))
  const names = await selectNames(tx, viewer.orgId, balance.flatMap((row) => row.value ?? []))
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from experiment_entry where org_id = ${viewer.orgId} and experiment_id = ${experiment.id}`.execute(tx)
  return {
    asOf: now.toISOString(), verdict, arm, mismatchP, isPart: (rows[0]?.n ?? 0) > arms.reduce((sum, one) => sum + one.entered, 0),
    arms: arms.map(({ interval, ...one }, i) => ({ ...one, low: interval?.low ?? null, high: interval?.high ?? null, planned: experiment.plan?.perArm[i] ?? 0 })),
    comparisons: comparisons.map((one) => ({ ...one, course: one.course.map((point) => ({ ...point, at: new Date(point.at).toISOString() })) })),
    balance: balance.map((row) => ({ ...row, value: row.value === null ? null : { id: row.value, name: names.get(row.value) ?? '' } })),
  }
}

async function selectNames(tx: Reader, orgId: string, ids: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; name: string }>`
    select id, name from channel where org_id = ${orgId} and id = any(${sql.val([...ids])}::uuid[]) union all select id, name from app_user where org_id = ${orgId} and id = any(${sql.val([...ids])}::uuid[])`.execute(tx)
  return new Map(rows.map((row) => [row.id, row.name]))
}
