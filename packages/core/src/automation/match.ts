import type { EventType } from '../events/catalogue.ts'
import type { Trigger } from './definition.ts'
import { changeKey } from './objects.ts'

/** An event of the log as triggers look at it. `flowId`: of an approval, looked up by its id. */
export interface Happening {
  type: EventType
  subjectType: string
  subjectId: string
  payload: Readonly<Record<string, unknown>>
  flowId?: string | null
}

const severities = ['info', 'warn', 'critical']
const same = (a: unknown, b: unknown) => JSON.stringify(a ?? null) === JSON.stringify(b ?? null)

/**
 * Whether an event sets the trigger off, for its subject. The engine and the back-test ask the same function. Triggers of time, scores,
 * schedules and calls are set off by no event: their clocks are (`clock.ts`). What a file brought is history and counts as nothing new.
 */
export function isSetOff(trigger: Trigger, event: Happening): boolean {
  const { type, payload } = event
  switch (trigger.kind) {
    case 'created': return type === `${trigger.object}.created` && (payload['importId'] ?? null) === null
    case 'changed': {
      const keys = Object.keys(changesOf(trigger.object, event))
      return keys.length > 0 && (trigger.fields.length === 0 || trigger.fields.some((field) => keys.includes(changeKey(trigger.object, field) ?? '')))
    }
    case 'field_changed': {
      const change = changesOf(trigger.object, event)[changeKey(trigger.object, trigger.field) ?? '']
      if (change === undefined) return false
      return (trigger.from === undefined || same(change[0], trigger.from)) && (trigger.to === undefined || same(change[1], trigger.to))
    }
    case 'stage_entered': return isAt(trigger, entered(event))
    case 'stage_left': return isAt(trigger, left(event))
    case 'closed':
      return ((type === 'deal.won' && trigger.outcome !== 'lost') || (type === 'deal.lost' && trigger.outcome !== 'won')) && (trigger.pipelineId === null || payload['pipelineId'] === trigger.pipelineId)
    case 'alarm_opened':
      return type === 'alarm.opened' && (trigger.kinds.length === 0 || trigger.kinds.includes(String(payload['kind']))) && severities.indexOf(String(payload['severity'])) >= severities.indexOf(trigger.minSeverity)
    case 'approval_ended': return type === 'approval.ended' && (trigger.result === 'any' || payload['status'] === trigger.result) && (trigger.flowId === null || event.flowId === trigger.flowId)
    // What moves a score is read from its steps (features/automation); its fading leaves none, and the log tells of it where the grade changes.
    case 'score_crosses': return type === 'lead.scored' && payload['because'] === 'fading' && crosses(trigger, (payload['from'] as { score: number } | null)?.score ?? null, Number(payload['score']))
    case 'form_submitted': return type === 'lead.form_submitted' && (trigger.formIds.length === 0 || trigger.formIds.includes(String(payload['formId'])))
    default: return false
  }
}

/** Owners, teams and statuses are changed by other events than `….changed` too: whatever tells of changes counts. */
function changesOf(object: string, { subjectType, payload }: Happening): Readonly<Record<string, readonly [unknown, unknown]>> {
  if (subjectType !== object) return {}
  return (payload['changes'] as Record<string, [unknown, unknown]> | undefined) ?? {}
}

/** Whether a score that went from one to the other crossed the threshold. One that was not there before comes from below. */
export function crosses({ threshold, direction }: { threshold: number; direction: 'up' | 'down' }, from: number | null, to: number): boolean {
  return direction === 'up' ? to >= threshold && (from === null || from < threshold) : from !== null && from >= threshold && to < threshold
}

interface Place {
  pipelineId: unknown
  stageId: unknown
}
const isAt = (wanted: { pipelineId: string | null; stageId: string | null }, place: Place | null) =>
  place !== null && (wanted.pipelineId === null || place.pipelineId === wanted.pipelineId) && (wanted.stageId === null || place.stageId === wanted.stageId)

function entered({ type, payload }: Happening): Place | null {
  if (type === 'deal.created') return (payload['importId'] ?? null) === null ? { pipelineId: payload['pipelineId'], stageId: payload['stageId'] } : null
  if (type === 'deal.moved' || type === 'deal.transferred') return { pipelineId: payload['pipelineId'], stageId: payload['to'] }
  return type === 'deal.reopened' ? { pipelineId: payload['pipelineId'], stageId: payload['stageId'] } : null
}

/** A deal that is closed leaves its stage too. */
function left({ type, payload }: Happening): Place | null {
  if (type === 'deal.moved') return { pipelineId: payload['pipelineId'], stageId: payload['from'] }
  if (type === 'deal.transferred') return { pipelineId: payload['fromPipelineId'], stageId: payload['from'] }
  return type === 'deal.won' || type === 'deal.lost' ? { pipelineId: payload['pipelineId'], stageId: payload['stageId'] } : null
}
