import type { Viewer } from '@sluice/core/identity/policy'
import { sql } from 'kysely'
import type { Tx } from '../../platform/db.ts'
import { append, type Act } from '../../platform/event-log.ts'
import { changesOf } from '../../platform/record-change.ts'
import { refuse } from '../../platform/refusal.ts'
import type { Subject } from './subject.ts'

interface Step {
  nextStep: string | null
  nextStepDue: string | null
}

/** Sets the next step of a deal or lead; what was left out stays. It is no measured attribute, so no deal version opens. */
export async function setNextStep(tx: Tx, act: Act, viewer: Viewer, subject: Subject, step: { nextStep?: string | null | undefined; nextStepDue?: string | null | undefined }): Promise<void> {
  if (step.nextStep === undefined && step.nextStepDue === undefined) return
  const { type } = subject
  if (type !== 'deal' && type !== 'lead') refuse('request.invalid', {}, [{ path: 'nextStep', code: 'not_applicable' }])
  const { rows } = await sql<Step & { pipelineId: string | null }>`
    select next_step as "nextStep", next_step_due as "nextStepDue", ${type === 'deal' ? sql`pipeline_id` : sql`null`} as "pipelineId"
    from ${sql.table(type)} where org_id = ${viewer.orgId} and id = ${subject.id} for update`.execute(tx)
  const { pipelineId, ...before } = rows[0] ?? refuse('record.not_found')
  const changes = changesOf<Step>(before, step)
  if (Object.keys(changes).length === 0) return
  const after = { ...before, ...Object.fromEntries(Object.entries(changes).map(([field, [, value]]) => [field, value])) }
  await sql`
    update ${sql.table(type)} set next_step = ${after.nextStep}, next_step_due = ${after.nextStepDue}::date, version = version + 1
    where org_id = ${viewer.orgId} and id = ${subject.id}`.execute(tx)
  const about = { subjectId: subject.id, ownerId: subject.ownerId, teamId: subject.teamId }
  await append(tx, act, [
    type === 'deal'
      ? { ...about, type: 'deal.changed', subjectType: 'deal', payload: { pipelineId: pipelineId ?? '', changes } }
      : { ...about, type: 'lead.changed', subjectType: 'lead', payload: { changes } },
  ])
}
