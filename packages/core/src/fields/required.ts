import type { Criterion } from '../config/gate.ts'
import type { CustomField } from './contract.ts'

/**
 * What fields that are required from a stage on add to its entry gate: one blocking criterion a field, its id the field's,
 * so that debts and messages find it whenever the definition is published anew. Fields are those of deals.
 */
export function requiredFieldCriteria(fields: readonly CustomField[], stageId: string): Criterion[] {
  return fields
    .filter((field) => field.object === 'deal' && !field.isArchived && field.settings.requiredFromStages.includes(stageId))
    .map((field) => ({ id: field.id, type: 'field', field: `c_${field.key}`, severity: 'block', label: '', help: field.settings.help }))
}
