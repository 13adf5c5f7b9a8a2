import { z } from 'zod'
import { id } from '../lib/wire.ts'

const place = z.object({ pipelineId: id, stageId: id.nullable() })
/** What was measured, and the value at which the rule fires; events of early alarms do not tell. */
const measured = z.object({ value: z.number(), threshold: z.number(), n: z.number().int() }).optional()

/** Events of alarms, of what people take on because of them, and of plans. The owner of an alarm or action item is its assignee. */
export const alarmEvents = {
  'alarm.opened': place.extend({ ruleId: id, kind: z.string(), causeKey: z.string(), severity: z.enum(['info', 'warn', 'critical']), day: z.string(), measured }),
  /** Another symptom of the same cause, a worse value, or somebody's word on whether it was useful. */
  'alarm.changed': place.extend({ what: z.enum(['attached', 'worsened', 'feedback', 'explained']), measured }),
  'alarm.acknowledged': place,
  'alarm.assigned': place.extend({ userId: id.nullable() }),
  'alarm.resolved': place.extend({ resolution: z.enum(['ceased', 'closed', 'rule_off']), day: z.string() }),
  /** By a person, or because it came back within the cool-down. */
  'alarm.reopened': place.extend({ by: z.enum(['itself', 'person']), day: z.string(), measured }),
  'action.created': z.object({ kind: z.string(), title: z.string(), alarmId: id.nullable(), remedyKey: z.string().nullable(), userId: id.nullable() }),
  'action.changed': z.object({ what: z.enum(['changed', 'assigned', 'done', 'dropped', 'reopened']), title: z.string(), userId: id.nullable() }),
  'plan.changed': z.object({ what: z.enum(['created', 'changed', 'archived']), name: z.string(), pipelineId: id }),
}
