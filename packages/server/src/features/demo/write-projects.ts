import { dayOf } from '@sluice/core/lib/dates'
import { sql } from 'kysely'
import type { Tx } from '../../platform/db.ts'
import type { Act } from '../../platform/event-log.ts'
import { viewerOf } from '../identity/viewer-of.ts'
import { createProject } from '../projects/create-project.ts'
import { createUsualTemplate } from '../projects/templates.ts'

const zone = 'Asia/Shanghai'
/** Won about so many days ago, so many tasks done since: the first has fallen behind, the second is on its way. */
const plans = [{ days: 24, done: 3, notes: '客户要求周末割接；财务部用户分两批培训。', accepted: true }, { days: 5, done: 1, notes: '', accepted: false }] as const

/** The template 客户上线 and two projects of deals that were won lately. */
export async function writeProjects(tx: Tx, act: Act): Promise<void> {
  const { orgId } = act
  const templateId = await createUsualTemplate(tx, act, 'zh')
  const viewer = await viewerOf(tx, orgId, act.actorId ?? '')
  const taken: string[] = []
  for (const plan of plans) {
    const around = new Date(Date.parse(act.now) - plan.days * 86_400_000).toISOString()
    const { rows } = await sql<{ id: string; accountId: string }>`
      select id, account_id as "accountId" from deal where org_id = ${orgId} and status = 'won' and account_id is not null and owner_id is not null and not (account_id = any(${sql.val(taken)}::uuid[]))
      order by abs(extract(epoch from closed_at - ${around}::timestamptz)), id limit 1`.execute(tx)
    const [deal] = rows
    if (deal === undefined) continue
    taken.push(deal.accountId)
    const at = { ...act, now: around }
    const project = await createProject(tx, at, viewer, { accountId: null, dealId: deal.id, templateId, startsOn: dayOf(around, zone) })
    const done = project.tasks.slice(0, plan.done)
    await sql`update action_item set status = 'done', done_at = (due_on - 1) + time '15:00', done_by = assignee_id, version = version + 1 where org_id = ${orgId} and id = any(${sql.val(done)}::uuid[])`.execute(tx)
    // Done the day before it was due, and never later than now.
    await sql`update action_item set done_at = least(done_at, ${act.now}::timestamptz) where org_id = ${orgId} and id = any(${sql.val(done)}::uuid[])`.execute(tx)
    await sql`
      update project set notes = ${plan.notes}, checklist = (select jsonb_agg(item || jsonb_build_object('isGiven', ${plan.accepted} or n < 3) order by n) from jsonb_array_elements(checklist) with ordinality as c(item, n)),
        hand_over_status = ${plan.accepted ? 'accepted' : 'open'}, hand_over_decided_at = ${plan.accepted ? act.now : null}::timestamptz where org_id = ${orgId} and id = ${project.id}`.execute(tx)
    await sql`update notification set read_at = created_at where org_id = ${orgId} and subject_id = ${project.id} and ${plan.accepted}`.execute(tx)
  }
}
