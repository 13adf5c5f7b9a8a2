import { objectOf, type AutomationDefinition } from '@sluice/core/automation/definition'
import { placeSteps } from '@sluice/core/automation/walk'
import type { Viewer } from '@sluice/core/identity/policy'
import type { Db } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import { refuse } from '../../platform/refusal.ts'
import { viewerOf } from '../identity/viewer-of.ts'
import type { AutomationWorld } from './actions.ts'
import { selectNames } from './automations.queries.ts'
import { doSteps, type StepLog } from './do-steps.ts'
import { judge, type Judged } from './judge.ts'
import { selectTiming } from './timing.queries.ts'

export interface DryRun extends Judged {
  steps: Omit<StepLog, 'durationMs'>[]
  names: Record<string, string>
}

/**
 * What a definition would do with one record now: it is really done, by the same actions with the same permission, in a transaction that is
 * taken back. Nothing of it is ever seen by anybody else.
 */
export async function dryRun(db: Db, viewer: Viewer, automation: { id: string; name: string }, definition: AutomationDefinition, recordId: string | null, now: Date, world: AutomationWorld): Promise<DryRun> {
  const object = objectOf(definition.trigger)
  if ((object === null) !== (recordId === null)) refuse('automation.wrong_record')
  let result: DryRun | null = null
  const takenBack = new Error('taken back')
  try {
    await db.forRequests.write(viewer.orgId, async (tx) => {
      const timing = await selectTiming(tx, viewer.orgId)
      // Who asks sees the record, and may not learn by others' eyes what they cannot see.
      const judged = object === null || recordId === null ? { holds: true, clauses: [] } : ((await judge(tx, viewer, object, recordId, definition.where, now, timing.timeZone)) ?? refuse('record.not_found'))
      const runAs = viewer.role === 'admin' && definition.runAsUserId !== null ? await viewerOf(tx, viewer.orgId, definition.runAsUserId) : viewer
      const { log } = await doSteps(
        { tx, act: { orgId: viewer.orgId, actorId: null, now: now.toISOString(), isAutomatic: true }, viewer: runAs, now, timing, world, automation, version: { definition, placed: placeSteps(definition) }, run: { id: newId(), recordType: object, recordId, actorId: viewer.userId, inputs: {} } },
        definition.steps[0]?.id ?? null, now.getTime(), { isTrial: true },
      )
      const steps = log.map(({ durationMs: _, ...one }) => one)
      result = { ...judged, steps, names: await selectNames(tx, viewer.orgId, [definition, steps], world) }
      throw takenBack
    })
  } catch (error) {
    if (error !== takenBack) throw error
  }
  return result ?? refuse('record.not_found')
}
