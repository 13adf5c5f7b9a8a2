import { assertNever } from '@sluice/core/lib/assert-never'
import type { Subject } from '@sluice/core/funnel/measures/custom-steps'
import type { CustomStepKind } from '@sluice/core/funnel/measures/custom-view'
import type { Viewer } from '@sluice/core/identity/policy'
import { sql, type RawBuilder } from 'kysely'
import type { Reader } from '../../platform/db.ts'
import { scopeFilter } from '../../platform/policy.ts'
import { among, type OwnershipFilter } from '../ownership-filter.ts'

const ms = (column: string) => sql.raw(`floor(extract(epoch from ${column}) * 1000)::float8`)

/**
 * Whom a funnel of one's own is about, with the instants at which each met each step, as known at `asOf`: deals, each with the lead
 * that it came from; and leads without a deal when a step asks of leads and nothing is asked of the deal. Who may see the deal but not its
 * lead is told of the deal alone, and the other way round. One query a step.
 */
export async function selectSubjects(
  tx: Reader, viewer: Viewer, steps: readonly CustomStepKind[], asOf: string, owned: OwnershipFilter, deals: { filter: RawBuilder<boolean>; asked: boolean },
): Promise<Subject[]> {
  const { orgId } = viewer
  const mayLead = scopeFilter(viewer, 'lead', 'read', 'l')
  const seen = sql`
    select d.id as subject_id, d.id as deal_id, l.id as lead_id from deal d
    left join lead l on l.org_id = d.org_id and l.id = d.lead_id and ${mayLead}
    where d.org_id = ${orgId} and d.created_at <= ${asOf} and ${scopeFilter(viewer, 'deal', 'read', 'd')} and ${among(owned, 'd')} and ${deals.filter}`
  const alone = sql`
    select l.id, null::uuid, l.id from lead l
    left join deal d on d.org_id = l.org_id and d.id = l.converted_deal_id and d.created_at <= ${asOf} and ${scopeFilter(viewer, 'deal', 'read', 'd')}
    where l.org_id = ${orgId} and l.created_at <= ${asOf} and d.id is null and ${mayLead} and ${among(owned, 'l')}`
  const withLeads = !deals.asked && steps.some(({ kind }) => kind.startsWith('lead_'))
  const subjects = withLeads ? sql`${seen} union all ${alone}` : seen

  const all = await sql<{ subject_id: string; deal_id: string | null; lead_id: string | null; ended_ms: number | null }>`
    select s.subject_id, s.deal_id, s.lead_id, ${ms('case when s.deal_id is null then case when l.status = \'invalid\' then l.status_at end when v.status = \'lost\' then v.closed_at end')} as ended_ms
    from (${subjects}) s
    left join lead l on l.org_id = ${orgId} and l.id = s.lead_id
    left join deal_version v on v.org_id = ${orgId} and v.deal_id = s.deal_id and v.known_from <= ${asOf} and (v.known_to is null or v.known_to > ${asOf})
    order by s.subject_id`.execute(tx)
  const endedAt = new Map(all.rows.map((row) => [row.subject_id, row.ended_ms]))
  // Asked for once: whom it is about does not change from step to step.
  const list = (of: (row: (typeof all.rows)[number]) => string | null) => sql.val(all.rows.map(of))
  const found = new Map<string, number[][]>(all.rows.map(({ subject_id }) => [subject_id, steps.map(() => [])]))
  for (const [i, step] of steps.entries()) {
    const { rows } = await sql<{ subject_id: string; instants: number[] }>`
      with s as (select * from unnest(${list((row) => row.subject_id)}::uuid[], ${list((row) => row.deal_id)}::uuid[], ${list((row) => row.lead_id)}::uuid[]) as u(subject_id, deal_id, lead_id)), met as (${instantsOf(step, orgId, asOf)})
      select subject_id, array_agg(${ms('at')} order by at) as instants from met where at <= ${asOf} group by subject_id`.execute(tx)
    for (const row of rows) {
      const own = found.get(row.subject_id)
      if (own !== undefined) own[i] = row.instants
    }
  }
  return [...found].map(([id, at]) => ({ id, at, endedAt: endedAt.get(id) ?? null }))
}

/** (subject_id, at) of one step, for the subjects in `s`. */
function instantsOf(step: CustomStepKind, orgId: string, asOf: string): RawBuilder<unknown> {
  const ofLead = (column: string) => sql`select s.subject_id, ${sql.ref(`l.${column}`)} as at from s join lead l on l.org_id = ${orgId} and l.id = s.lead_id where ${sql.ref(`l.${column}`)} is not null`
  const milestone = (kind: string) => sql`
    select s.subject_id, m.at from s join milestone m on m.org_id = ${orgId} and m.deal_id = s.deal_id
    where m.kind = ${kind} and m.deleted_at is null and m.created_at <= ${asOf}`
  switch (step.kind) {
    case 'lead_created': return ofLead('created_at')
    case 'lead_converted': return ofLead('converted_at')
    // A lead that was converted was qualified at the latest then; when it was says the log.
    case 'lead_qualified': return sql`
      select s.subject_id, coalesce(q.at, case when l.status = 'qualified' then l.status_at end, l.converted_at) as at
      from s join lead l on l.org_id = ${orgId} and l.id = s.lead_id
      left join (
        select e.subject_id, min(e.at) as at from event e
        where e.org_id = ${orgId} and e.subject_type = 'lead' and e.type = 'lead.changed' and e.payload -> 'changes' -> 'status' ->> 1 = 'qualified'
        group by e.subject_id
      ) q on q.subject_id = l.id`
    case 'deal_created': return sql`select s.subject_id, d.created_at as at from s join deal d on d.org_id = ${orgId} and d.id = s.deal_id`
    case 'stage_reached': return sql`
      select s.subject_id, y.entered_at as at from s join stay y on y.org_id = ${orgId} and y.deal_id = s.deal_id
      where y.pipeline_id = ${step.pipelineId} and y.stage_id = ${step.stageId} and y.entered_known_at <= ${asOf}`
    case 'deal_won': return sql`
      select s.subject_id, y.left_at as at from s join stay y on y.org_id = ${orgId} and y.deal_id = s.deal_id
      where y.exit = 'won' and y.left_known_at <= ${asOf}`
    case 'milestone_reached': return milestone(step.milestoneKind)
    case 'contract_signed': return milestone('contract_signed')
    case 'payment_confirmed': return milestone('payment_received')
    default: return assertNever(step)
  }
}
