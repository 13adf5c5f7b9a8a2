import type { AutomationObject, PlainStep, Recipient, RecordObject } from '@sluice/core/automation/definition'
import type { Viewer } from '@sluice/core/identity/policy'
import type { Timing } from '@sluice/core/nurture/wait'
import type { Reader, Tx } from '../../platform/db.ts'
import type { Act } from '../../platform/event-log.ts'

/** The record that a run is about, as it is now. */
export interface RunRecord {
  type: AutomationObject
  id: string
  name: string
  ownerId: string | null
  version: number
  pipelineId: string | null
  stageId: string | null
  tagIds: readonly string[]
}

/** One step while it is done: in whose name, about what, with which words. */
export interface Doing {
  tx: Tx
  act: Act
  /** Whose permission the automation has. */
  viewer: Viewer
  now: Date
  timing: Timing
  automation: { id: string; name: string }
  record: RunRecord | null
  /** The same for the same step of the same run, however often it is tried. */
  key: string
  /** A link to the record as members use it, from `/` on; null without one. */
  path: string | null
  /** A text with its variables filled in. */
  fill(text: string, write?: (value: string) => string): string
  /** People, each once, active ones only. Refused when there is nobody. */
  people(to: readonly Recipient[]): Promise<string[]>
}
/** The same with a record of those that people own. */
export type DoingRecord = Doing & { record: RunRecord & { type: RecordObject } }

export type ActionType = Exclude<PlainStep['type'], 'wait' | 'stop'>
export type ActionStep<T extends ActionType> = Extract<PlainStep, { type: T }>

/** Does what a step says, or refuses; answers what came of it: ids and names for the run's log. */
export type Action<T extends ActionType> = (doing: Doing, step: ActionStep<T>) => Promise<Record<string, unknown>>

/** What automations can do, handed over by `app.ts`: each is the use case that people call. What is null cannot be done in this installation. */
export type Actions = { [T in ActionType]: Action<T> | null }

/** What is asked of other features besides. */
export interface AutomationWorld {
  actions: Actions
  /** SLUICE_URL, when it is set: what links of messages begin with. */
  origin: string | null
  canMail(tx: Reader, orgId: string): Promise<boolean>
  robots(tx: Reader, orgId: string): Promise<{ id: string; name: string }[]>
  webhooks(tx: Reader, orgId: string): Promise<{ id: string; name: string }[]>
  projectTemplates(tx: Reader, orgId: string): Promise<{ id: string; name: string }[]>
}
