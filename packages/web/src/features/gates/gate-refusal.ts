import { getGate, gateMissing } from '@sluice/core/gates/contract'
import type { GateReport } from '@sluice/core/gates/contract'
import type { QueryClient } from '@tanstack/react-query'
import { ApiError } from '../../api/api-error.ts'
import { contractKey } from '../../api/query.ts'

/** Refusals that the gate panel answers: evidence, a reason or a next step is wanting. */
const answerable: ReadonlySet<string> = new Set(['gate.missing', 'gate.back_reason_required', 'gate.next_step_required'])

/** Of a refusal that the panel can answer, the report if it carries one; null: the panel is no answer to this failure. Pure. */
export function gateRefusal(error: unknown): { report: GateReport | null } | null {
  if (!(error instanceof ApiError)) return null
  const carried = gateMissing.safeParse(error.extra['data'])
  // An approval that a move sets off stands in the report; one that guards a field has none.
  if (!answerable.has(error.code) && !(error.code === 'approval.required' && carried.success)) return null
  return { report: carried.success ? carried.data.report : null }
}

/** Shows what the refusal said at once; the panel reads it again behind. */
export function keepReport(client: QueryClient, dealId: string, target: string, { report }: { report: GateReport | null }): void {
  if (report) client.setQueryData(contractKey(getGate, { params: { id: dealId }, query: { to: target } }), report)
}
