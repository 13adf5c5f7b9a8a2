import { flowDefinition } from '@sluice/core/approvals/flow'
import { guardedFields } from '@sluice/core/approvals/guarded-fields'
import type { Reader } from '../../platform/db.ts'
import { refuse } from '../../platform/refusal.ts'
import { type FlowInUse, selectFlowsInUse } from './flows-in-use.ts'
import { matchingDeals } from './matching-deals.ts'

/** A change of a deal's field that needs an approval first. */
interface GuardedChange {
  flowId: string
  name: string
  /** As the condition catalogue calls it, or `c_<key>`. */
  field: string
}

/** Which changes of deals wait for an approval; the grant itself makes the change. */
export interface FieldGuard {
  /** The first of these changes (by `changes` keys of an event: `amountMinor`, `c_<key>` …) that is guarded. */
  guarded(dealId: string, keys: Iterable<string>): GuardedChange | null
}

/** Those of the flows in use that guard fields, and of which of the deals they hold, as these are before the change. */
export async function readFieldGuard(tx: Reader, orgId: string, dealIds: readonly string[], now: string, inUse: readonly FlowInUse[]): Promise<FieldGuard> {
  const flows: (GuardedChange & { key: string; deals: ReadonlySet<string> })[] = []
  for (const { id, name, definition, trigger: kind } of inUse) {
    if (kind !== 'field_change') continue
    const { trigger, condition } = flowDefinition.parse(definition)
    if (trigger.type !== 'field_change') continue
    const { field } = trigger
    flows.push({ flowId: id, name, field, key: guardedFields.get(field) ?? field, deals: await matchingDeals(tx, { orgId, now }, dealIds, condition) })
  }
  return {
    guarded(dealId, keys) {
      const changed = new Set(keys)
      const found = flows.find((flow) => changed.has(flow.key) && flow.deals.has(dealId))
      return found === undefined ? null : { flowId: found.flowId, name: found.name, field: found.field }
    },
  }
}

/** Refuses changes of one deal that wait for an approval. */
export async function requireChangesApproved(tx: Reader, orgId: string, dealId: string, keys: readonly string[], now: string): Promise<void> {
  if (keys.length === 0) return
  const guarded = (await readFieldGuard(tx, orgId, [dealId], now, await selectFlowsInUse(tx, orgId))).guarded(dealId, keys)
  if (guarded !== null) refuse('approval.required', { dealId, ...guarded })
}
