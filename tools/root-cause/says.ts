import type { Finding, RootCause } from '@sluice/core/diagnosis/root-cause/finding'
import type { PlantedCause } from '@sluice/core/simulator/scenarios/scenario'

/** Whether a finding says what was planted. A share of a channel that grows is the same thing seen in shares of entries, stock or inflow. */
function says(finding: Finding, cause: PlantedCause): boolean {
  const isOf = (dimension: string | undefined, value: string | undefined) =>
    dimension === undefined || finding.dimensions.some((own, i) => own === dimension && (value === undefined || finding.values[i] === value))
  switch (cause.kind) {
    case 'mix': return ['mix', 'stock', 'inflow'].includes(finding.kind) && isOf(cause.dimension, cause.value)
    case 'rate': return (finding.kind === 'rate' || finding.kind === 'attribute') && isOf(cause.dimension, cause.value)
    // No segment is to blame: said outright, or by the reason that the losses now have.
    case 'general_rate': return finding.kind === 'general_rate' || (finding.kind === 'attribute' && cause.lossReasonKey !== undefined && isOf('loss_reason', cause.lossReasonKey))
    // A source that broke down is found as a fault, or as what is missing of that very source.
    case 'system_fault': return finding.kind === 'system_fault' || (finding.kind === 'inflow' && cause.dimension !== undefined && isOf(cause.dimension, cause.value))
    case 'words': return finding.kind === 'words' && (cause.words ?? []).some((word) => finding.words.some((own) => own.includes(word) || word.includes(own)))
    default: return finding.kind === cause.kind && isOf(cause.dimension, cause.value)
  }
}

/** At which place, from 1 on, the planted cause is named; 0: nowhere. */
export const rankOf = (found: RootCause, cause: PlantedCause): number => found.findings.findIndex((finding) => says(finding, cause)) + 1
