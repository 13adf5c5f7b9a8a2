import type { SpokenPressure, SpokenVerdict } from '@sluice/core/diagnosis/contract'

const holds = { failed: 'yes', passed: 'no', not_enough: 'not_enough' } as const

/** A pressure test as the judgement that it is: the pressure is there, is not, or cannot be told. */
export function pressureVerdict({ code, stageId, result, value, threshold, n, said, causes, text, remedies }: SpokenPressure): SpokenVerdict {
  return { code, holds: holds[result], stageIds: stageId === null ? [] : [stageId], evidence: { value, threshold, n }, said, causes, text, remedies }
}
