import { dayOf } from '@sluice/core/lib/dates'
import { addressKey, mailAddress } from '@sluice/core/nurture/address'
import type { StepOutcome } from '@sluice/core/nurture/run'
import type { BranchStep, BranchTest, Step } from '@sluice/core/nurture/sequence'
import { chooseVariant } from '@sluice/core/nurture/variants'
import { type Timing, workDayAfter } from '@sluice/core/nurture/wait'
import { sql } from 'kysely'
import type { Reader, Tx } from '../../platform/db.ts'
import { append, type Act } from '../../platform/event-log.ts'
import { notify } from '../../platform/notify.ts'
import { changesOf } from '../../platform/record-change.ts'
import { givePoints } from './give-points.ts'
import { leadMeets } from './lead-condition.queries.ts'
import { selectMailSetting } from './mail-settings.queries.ts'
import { selectMailVariables } from './mail-variables.queries.ts'
import type { Version } from './versions.queries.ts'
import { writeMail, type MailMaking } from './write-mail.ts'

/** One enrolment as its steps are done. */
export interface Run {
  tx: Tx
  act: Act
  now: Date
  making: MailMaking
  timing: Timing
  version: Version
  enrolment: { id: string; sequenceId: string; sequence: string; versionNumber: number; leadId: string; enteredAt: string }
}
interface Done {
  outcome: StepOutcome
  detail: Record<string, unknown>
}
const done = (detail: Record<string, unknown> = {}): Done => ({ outcome: 'done', detail })

/** Does one step in the run's transaction, and answers what it came to. */
export async function doStep(run: Run, step: Step): Promise<Done> {
  switch (step.type) {
    case 'wait': return { outcome: 'waited', detail: {} }
    case 'end': return { outcome: 'ended', detail: {} }
    case 'branch': return { outcome: (await judgeBranch(run.tx, run.act.orgId, run.enrolment, step, run.now)) ? 'yes' : 'no', detail: {} }
    case 'mail': return mail(run, step)
    case 'notify': return tell(run, step)
    case 'task': return changeLead(run, (lead) => ({ nextStep: step.text, nextStepDue: workDayAfter(dayOf(run.now, run.timing.timeZone), step.workDays, run.timing.calendar), tagIds: lead.tagIds }))
    case 'tag': return changeLead(run, (lead) => ({ tagIds: [...new Set([...lead.tagIds, ...step.addTagIds])].filter((tag) => !step.removeTagIds.includes(tag)) }))
    case 'score': {
      const lead = await selectOwner(run)
      await append(run.tx, run.act, [{
        type: 'lead.points_given', payload: { sequenceId: run.enrolment.sequenceId, sequence: run.enrolment.sequence, points: step.points, reason: step.reason },
        subjectType: 'lead', subjectId: run.enrolment.leadId, ownerId: lead.ownerId, teamId: lead.teamId,
      }])
      await givePoints(run.tx, run.act.orgId, run.enrolment.leadId, step.points)
      return done({ points: step.points })
    }
  }
}

const behaviourKinds = { visited: ['page_view'], priced: ['pricing_view'], downloaded: ['download', 'document_view'], submitted: ['form_submit'] } as const

/** Whether the lead goes the branch's way of yes, by what is known now. */
export async function judgeBranch(tx: Reader, orgId: string, enrolment: { id: string | null; leadId: string; enteredAt: string }, { test }: Pick<BranchStep, 'test'>, now: Date): Promise<boolean> {
  if (test.kind === 'condition') return leadMeets(tx, orgId, enrolment.leadId, test.condition, now)
  return (await countBehaviour(tx, orgId, enrolment, test)) >= test.atLeast
}

async function countBehaviour(tx: Reader, orgId: string, enrolment: { id: string | null; leadId: string; enteredAt: string }, test: Extract<BranchTest, { kind: 'behaviour' }>): Promise<number> {
  if (test.behaviour === 'opened' || test.behaviour === 'clicked') {
    const column = test.behaviour === 'opened' ? 'opens' : 'clicks'
    const { rows } = await sql<{ n: number }>`
      select coalesce(sum(${sql.ref(column)}), 0)::integer as n from outbox
      where org_id = ${orgId} and enrolment_id = ${enrolment.id}::uuid ${test.stepId === null ? sql`` : sql`and step_id = ${test.stepId}`}`.execute(tx)
    return rows[0]?.n ?? 0
  }
  // By whole days: behaviour is kept by day, and the day of the enrolment counts.
  const { rows } = await sql<{ n: number }>`
    select coalesce(sum(b.n), 0)::integer as n from lead_behaviour_day b join org o on o.org_id = b.org_id
    where b.org_id = ${orgId} and b.lead_id = ${enrolment.leadId} and b.kind = any(${sql.val([...behaviourKinds[test.behaviour]])}::text[])
      and b.day >= (${enrolment.enteredAt}::timestamptz at time zone o.time_zone)::date`.execute(tx)
  return rows[0]?.n ?? 0
}

async function mail(run: Run, step: Extract<Step, { type: 'mail' }>): Promise<Done> {
  const { tx, act, enrolment, version } = run
  const not = (why: string): Done => ({ outcome: 'not_mailed', detail: { why } })
  const lead = await tx.selectFrom('lead').select('email').where('org_id', '=', act.orgId).where('id', '=', enrolment.leadId).executeTakeFirstOrThrow()
  const to = mailAddress(lead.email)
  if (to === null) return not('no_address')
  const refused = await tx.selectFrom('suppression').select('id').where('org_id', '=', act.orgId).where('address_key', '=', addressKey(to)).executeTakeFirst()
  if (refused !== undefined) return not('suppressed')
  const setting = await selectMailSetting(tx, act.orgId)
  const sender = setting.senders.find((one) => one.id === step.senderId) ?? setting.senders[0]
  if (sender === undefined) return not('no_sender')
  const variant = chooseVariant(step.variants, enrolment.id, step.id)
  const words = version.templates[variant?.templateId ?? '']
  if (variant === undefined || words === undefined) return not('no_template')
  const variables = await selectMailVariables(tx, act.orgId, enrolment.leadId, sender.name)
  if (variables === null) return not('no_lead')
  const mailId = await writeMail(tx, act.orgId, run.now, run.making, {
    words, variables, setting, sender, to, leadId: enrolment.leadId,
    from: { enrolmentId: enrolment.id, stepId: step.id, variantId: variant.id, sequenceId: enrolment.sequenceId, versionNumber: enrolment.versionNumber },
  })
  return { outcome: 'mailed', detail: { mailId, variant: variant.id } }
}

async function tell(run: Run, step: Extract<Step, { type: 'notify' }>): Promise<Done> {
  const lead = await selectOwner(run)
  const userId = step.userId ?? lead.ownerId
  if (userId === null) return done({ why: 'no_owner' })
  await notify(run.tx, run.act, [{ userId, kind: 'nurture_notice', data: { text: step.text, lead: lead.name, sequence: run.enrolment.sequence }, subjectType: 'lead', subjectId: run.enrolment.leadId }])
  return done({ userId })
}

async function selectOwner({ tx, act, enrolment }: Run) {
  const lead = await tx.selectFrom('lead').select(['name', 'owner_id', 'team_id']).where('org_id', '=', act.orgId).where('id', '=', enrolment.leadId).executeTakeFirstOrThrow()
  return { name: lead.name, ownerId: lead.owner_id, teamId: lead.team_id }
}

interface Changeable {
  nextStep: string | null
  nextStepDue: string | null
  tagIds: string[]
}

/** Changes next step or tags and says so in the log; what stays as it was is neither written nor logged. */
async function changeLead({ tx, act, enrolment }: Run, patchOf: (lead: Changeable) => Partial<Changeable>): Promise<Done> {
  const row = await tx.selectFrom('lead').select(['next_step', 'next_step_due', 'tag_ids', 'owner_id', 'team_id', 'version']).where('org_id', '=', act.orgId).where('id', '=', enrolment.leadId).forUpdate().executeTakeFirstOrThrow()
  const before: Changeable = { nextStep: row.next_step, nextStepDue: row.next_step_due, tagIds: row.tag_ids }
  const changes = changesOf(before, patchOf(before))
  if (Object.keys(changes).length === 0) return done()
  const after = { ...before, ...Object.fromEntries(Object.entries(changes).map(([field, [, value]]) => [field, value])) }
  await tx.updateTable('lead').set({ next_step: after.nextStep, next_step_due: after.nextStepDue, tag_ids: after.tagIds, version: row.version + 1 }).where('org_id', '=', act.orgId).where('id', '=', enrolment.leadId).execute()
  await append(tx, act, [{ type: 'lead.changed', payload: { changes }, subjectType: 'lead', subjectId: enrolment.leadId, ownerId: row.owner_id, teamId: row.team_id }])
  return done()
}
