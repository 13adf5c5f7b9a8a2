import type { FunnelStage, Stay, StayExit } from './journey.ts'

/** A stay as it was recorded: `remap` when a publication took its stage away while the deal stood in it. */
export type RecordedStay = Omit<Stay, 'exit'> & { exit: StayExit | 'remap' | null }

/**
 * A deal's stays as they read with the stages of today: a stay in a stage that is gone is one in the stage that stands
 * for it (`standsFor`), and neighbouring stays that thereby are in one stage are one stay. What was recorded is not
 * changed; this is how it is read. A split stage's past lies in the part it was mapped to, merged ones' in what they became.
 *
 * - a `remap` between two stages that both exist (one was brought back) is a move forward or back by their positions
 * - a move of which one end is gone goes forward or back by the positions of what stands for them
 * - a stay of no mapped stage is left as it is, next to another of the same stage too
 */
export function readStays(stays: readonly RecordedStay[], standsFor: (stageId: string) => string, stages: readonly FunnelStage[]): Stay[] {
  const position = new Map(stages.map((stage) => [stage.id, stage.position]))
  const read: Stay[] = []
  let before: RecordedStay | null = null
  for (const stay of stays) {
    const stageId = standsFor(stay.stageId)
    const last = read.at(-1)
    const goesOn = before !== null && (before.exit === 'remap' || (isMove(before.exit) && before.stageId !== stay.stageId))
    const now: Stay = { ...stay, stageId, toStageId: stay.toStageId == null ? stay.toStageId : standsFor(stay.toStageId), exit: exitOf(stay, stageId) }
    if (last !== undefined && goesOn && last.stageId === stageId) {
      read[read.length - 1] = { ...last, leftAt: now.leftAt, exit: now.exit, toStageId: now.toStageId, lossReasonId: now.lossReasonId }
    } else {
      read.push(now)
    }
    before = stay
  }
  return read

  function exitOf(stay: RecordedStay, stageId: string): StayExit | null {
    const to = stay.toStageId == null ? undefined : standsFor(stay.toStageId)
    // Where both ends are as they were, what was recorded counts: positions may have changed since.
    if (stay.exit !== 'remap' && (!isMove(stay.exit) || (stageId === stay.stageId && (to ?? null) === (stay.toStageId ?? null)))) return stay.exit
    const [from, toward] = [position.get(stageId), to === undefined ? undefined : position.get(to)]
    if (from === undefined || toward === undefined) return stay.exit === 'back' ? 'back' : 'advance'
    return toward < from ? 'back' : 'advance'
  }
}

const isMove = (exit: RecordedStay['exit']) => exit === 'advance' || exit === 'back' || exit === 'remap'
