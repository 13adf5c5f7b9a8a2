import type { RootCauseAnswer } from '@sluice/core/diagnosis/contract'
import { sql } from 'kysely'
import type { Api } from '../../platform/api.ts'
import type { Tx } from '../../platform/db.ts'
import { append } from '../../platform/event-log.ts'

const queue = 'alarm-explain'

/** The root cause of the change behind an alarm, as known when it opened; null when there is none to ask for (a rule about the whole pipeline). */
export type RootCauseOf = (orgId: string, alarmId: string) => Promise<RootCauseAnswer | null>

/** Finds the root cause of alarms in the background, once each, and keeps it with the alarm. Answers how to ask for it. */
export function explainAlarms(api: Api, rootCauseOf: RootCauseOf): (tx: Tx, orgId: string, alarmId: string) => Promise<void> {
  api.jobs.handle(queue, {
    async run({ orgId, id }) {
      const found = await rootCauseOf(orgId, id)
      if (found === null) return
      const now = api.clock.now().toISOString()
      await api.db.write(orgId, async (tx) => {
        const { rows } = await sql<{ pipelineId: string; stageId: string | null; assigneeId: string | null }>`
          update alarm set root_cause = ${JSON.stringify(found)} where org_id = ${orgId} and id = ${id} and root_cause is null
          returning pipeline_id as "pipelineId", stage_id as "stageId", assignee_id as "assigneeId"`.execute(tx)
        const [alarm] = rows
        if (alarm === undefined) return
        await append(tx, { orgId, actorId: null, now, isAutomatic: true }, [{
          type: 'alarm.changed', payload: { pipelineId: alarm.pipelineId, stageId: alarm.stageId, what: 'explained' }, subjectType: 'alarm', subjectId: id, ownerId: alarm.assigneeId, teamId: null,
        }])
      })
    },
    // The alarm stands without a stored cause; asked for on its page, it is found then.
    abandoned: async () => undefined,
  })
  return (tx, orgId, id) => api.jobs.send(tx, queue, { orgId, id })
}
