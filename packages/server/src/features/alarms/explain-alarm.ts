import type { RootCauseAnswer } from '@sluice/core/diagnosis/contract'
import { sql } from 'kysely'
import type { Api } from '../../platform/api.ts'
import type { Tx } from '../../platform/db.ts'
import { append } from '../../platform/event-log.ts'

const queue = 'alarm-explain'

/** The root cause of the change behind an alarm, as known now; null when there is none to ask for (a rule about the whole pipeline). */
export type RootCauseOf = (orgId: string, alarmId: string) => Promise<RootCauseAnswer | null>

/**
 * Finds the root cause of alarms in the background and keeps it with the alarm: when it opens, and again (`saveJudged` asks) at the end of every day
 * on which it holds. The latest clear cause stays. The log tells of the first answer and of the first clear cause. Answers how to ask for it.
 */
export function explainAlarms(api: Api, rootCauseOf: RootCauseOf): (tx: Tx, orgId: string, alarmId: string) => Promise<void> {
  api.jobs.handle(queue, {
    async run({ orgId, id }) {
      const found = await rootCauseOf(orgId, id)
      if (found === null) return
      const now = api.clock.now().toISOString()
      await api.db.write(orgId, async (tx) => {
        const { rows } = await sql<{ pipelineId: string; stageId: string | null; assigneeId: string | null; verdict: string | null }>`
          update alarm a set root_cause = ${JSON.stringify(found)} from (select id, root_cause->>'verdict' as verdict from alarm where org_id = ${orgId} and id = ${id} for update) earlier
          where a.org_id = ${orgId} and a.id = earlier.id and (earlier.verdict is distinct from 'causes' or ${found.verdict} = 'causes')
          returning a.pipeline_id as "pipelineId", a.stage_id as "stageId", a.assignee_id as "assigneeId", earlier.verdict`.execute(tx)
        const [alarm] = rows
        if (alarm === undefined || (alarm.verdict !== null && (found.verdict !== 'causes' || alarm.verdict === 'causes'))) return
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
