import type { DebtToRecord } from '@sluice/core/gates/report'
import type { Transition } from '@sluice/core/imports/history'
import type { ReasonCode } from '@sluice/core/imports/reasons'
import type { Decider, Newcomer } from '../pipeline/decide.ts'
import type { LoadRun } from './load-run.ts'

/** What an imported deal stands on, as far as the file knows. */
type Known = Omit<Newcomer, 'stageId'> & { stageIds: ReadonlyMap<string, string> }

/**
 * A new deal's history is taken as fact. What an open one lacks of what its way to its present stage would have asked
 * becomes debts, if the importer's role may let deals through; else the code for which its row is rejected.
 */
export function owedByHistory(run: LoadRun, decider: Decider, transitions: readonly Transition[], { stageIds, ...known }: Known): DebtToRecord[] | ReasonCode {
  const end = transitions.at(-1)
  if (end === undefined || end.kind === 'won' || end.kind === 'lost') return []
  const stageId = stageIds.get(end.stageKey)
  // A check makes no pipeline: one that the import would make is not there yet, and has no gates.
  if (stageId === undefined || !decider.rules.stages.some((stage) => stage.id === stageId)) return []
  const brought = decider.brought({ ...known, stageId }, run.context.locale === 'en' ? 'Import' : '导入')
  return brought.ok ? brought.debts : reasonOf(brought.code)
}

/** Why a row is rejected whose move was refused; null for a refusal that has no reason of its own. */
export function moveReason(code: string): 'gate.missing' | 'gate.forbidden' | 'deal.locked' | 'approval.required' | null {
  if (code === 'deal.locked' || code === 'approval.required') return code
  if (code === 'gate.missing' || code === 'gate.may_not_override') return 'gate.missing'
  return code.startsWith('gate.') ? 'gate.forbidden' : null
}

const reasonOf = (code: string): ReasonCode => moveReason(code) ?? 'stage.unmatched'
