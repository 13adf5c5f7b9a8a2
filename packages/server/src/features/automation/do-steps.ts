import { nextActive } from '@sluice/core/automation/clock'
import type { PlainStep, Step, StepType } from '@sluice/core/automation/definition'
import { fillIn } from '@sluice/core/automation/variables'
import type { PlacedStep } from '@sluice/core/automation/walk'
import type { Viewer } from '@sluice/core/identity/policy'
import { waitUntil, type Timing } from '@sluice/core/nurture/wait'
import { attempt } from '../../platform/attempt.ts'
import type { Tx } from '../../platform/db.ts'
import type { Act } from '../../platform/event-log.ts'
import { refuse } from '../../platform/refusal.ts'
import type { ActionType, Actions, AutomationWorld, Doing } from './actions.ts'
import { judge } from './judge.ts'
import { peopleOf } from './people.ts'
import { commonValues, pathOf, selectRecord } from './record.ts'
import type { Version } from './versions.ts'

/** One run while its steps are done. */
export interface Working {
  tx: Tx
  act: Act
  viewer: Viewer
  now: Date
  timing: Timing
  world: AutomationWorld
  version: Version
  automation: { id: string; name: string }
  run: { id: string; recordType: 'deal' | 'lead' | 'account' | 'contact' | 'alarm' | null; recordId: string | null; actorId: string | null; inputs: Record<string, unknown> }
}

export type StepOutcome = 'done' | 'refused' | 'yes' | 'no' | 'waited' | 'stopped'
export interface StepLog {
  stepId: string
  type: StepType
  at: string
  outcome: StepOutcome
  code: string | null
  detail: Record<string, unknown>
  durationMs: number
}
export interface Place {
  /** The step that is next; null: the run has ended. */
  stepId: string | null
  dueAt: number
  reason: 'step' | 'hours' | 'step_stop' | 'refusal' | 'record_gone' | null
}

/** A run has no more steps than its automation; each is done once. */
const stepsAtOnce = 200

/** Does steps until one waits or the run ends. `isTrial`: waits are passed over, what follows them is done as of now, and texts are told as they would read (`texts`). */
export async function doSteps(working: Working, from: string | null, dueAt: number, { isTrial = false } = {}): Promise<{ place: Place; log: StepLog[] }> {
  const log: StepLog[] = []
  let place: Place = { stepId: from, dueAt, reason: null }
  for (let n = 0; n < stepsAtOnce && place.stepId !== null && (isTrial || place.dueAt <= working.now.getTime()); n++) {
    const placed = working.version.placed.get(place.stepId)
    if (placed === undefined) throw new Error(`step ${place.stepId} is not in the version`)
    const began = performance.now()
    const done = await doStep(working, placed.step, place.dueAt, isTrial)
    log.push({ stepId: placed.step.id, type: placed.step.type, at: new Date(isTrial ? Math.max(place.dueAt, working.now.getTime()) : working.now.getTime()).toISOString(), outcome: done.outcome, code: done.code ?? null, detail: done.detail ?? {}, durationMs: Math.round(performance.now() - began) })
    place = after(placed, done, place, working, isTrial)
  }
  return { place, log }
}

interface Done {
  outcome: StepOutcome
  code?: string
  detail?: Record<string, unknown>
}

function after(placed: PlacedStep, done: Done, place: Place, { version, timing, now }: Working, isTrial: boolean): Place {
  const { step, next } = placed
  switch (step.type) {
    case 'branch': return { ...place, stepId: done.outcome === 'yes' ? placed.yes : placed.no }
    case 'stop': return { ...place, stepId: null, reason: 'step_stop' }
    case 'wait': {
      // Counted from when the step was due, not from when somebody came to do it: a process that was down shifts nothing.
      const over = nextActive(version.definition.hours, waitUntil(step, place.dueAt, timing), timing)
      return { stepId: next, dueAt: over, reason: next === null || over <= now.getTime() || isTrial ? null : 'step' }
    }
    default: return done.outcome === 'refused' && step.onRefusal === 'stop' ? { ...place, stepId: null, reason: 'refusal' } : { ...place, stepId: next }
  }
}

async function doStep(working: Working, step: Step, dueAt: number, isTrial: boolean): Promise<Done> {
  const { tx, viewer, now, timing, run } = working
  switch (step.type) {
    case 'wait': return { outcome: 'waited', detail: { until: new Date(waitUntil(step, dueAt, timing)).toISOString() } }
    case 'stop': return { outcome: 'stopped' }
    case 'branch': {
      const judged = run.recordType === null || run.recordId === null ? null : await judge(tx, viewer, run.recordType, run.recordId, step.condition, now, timing.timeZone)
      return { outcome: judged?.holds === true ? 'yes' : 'no', detail: { clauses: judged?.clauses ?? [] } }
    }
    default: {
      let detail: Record<string, unknown> = {}
      // What a refused action wrote before it was refused is undone.
      const refusal = await attempt(tx, async () => {
        const texts: string[] = []
        const made = await act(await beginStep(working, step, texts), step, working.world.actions)
        detail = isTrial && texts.length > 0 ? { ...made, texts } : made
      })
      // Somebody changed the record in this moment: the run is tried again as a whole.
      if (refusal?.code === 'conflict.stale_version') throw new Error(refusal.code)
      return refusal === null ? { outcome: 'done', detail } : { outcome: 'refused', code: refusal.code, detail: shortOf(refusal.data) }
    }
  }
}

/** Words and numbers of a refusal; reports of gates are left out, they are made anew for whoever opens the deal. */
const shortOf = (data: Record<string, unknown> | undefined) => Object.fromEntries(Object.entries(data ?? {}).filter(([, value]) => typeof value === 'string' || typeof value === 'number'))

/** The record is read before every step: the one before may have changed it. `texts` takes those whose variables are filled in. */
async function beginStep(working: Working, step: { id: string }, texts: string[]): Promise<Doing> {
  const { tx, act: by, viewer, now, timing, automation, run, world } = working
  const found = run.recordType === null || run.recordId === null ? undefined : await selectRecord(tx, by.orgId, run.recordType, run.recordId, now)
  if (run.recordId !== null && found === undefined) refuse('record.not_found')
  const values = new Map<string, string | null>([...(found?.values ?? []), ...commonValues(automation.name, now, timing.timeZone, run.inputs)])
  const path = run.recordType === null || run.recordId === null ? null : pathOf(run.recordType, run.recordId)
  values.set('record.link', path === null ? null : `${world.origin ?? ''}${path}`)
  return {
    tx, act: by, viewer, now, timing, automation, path, record: found?.record ?? null, key: `${run.id}:${step.id}`,
    fill(text, write) {
      const filled = fillIn(text, values, write)
      if (filled !== text && !texts.includes(filled)) texts.push(filled)
      return filled
    },
    people: (to) => peopleOf(tx, by.orgId, to, { ownerId: found?.record.ownerId ?? null, actorId: run.actorId }),
  }
}

async function act(doing: Doing, step: Exclude<PlainStep, { type: 'wait' | 'stop' }>, actions: Actions): Promise<Record<string, unknown>> {
  // Step and action are of one type; TypeScript cannot see that of a union.
  const action = actions[step.type] as ((doing: Doing, step: Extract<PlainStep, { type: ActionType }>) => Promise<Record<string, unknown>>) | null
  return action === null ? refuse('automation.unavailable') : action(doing, step)
}
