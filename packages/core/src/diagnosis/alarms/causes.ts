import type { Slice } from '../series.ts'
import type { AlarmKind } from './rule.ts'
import type { AlarmVerdict } from './verdict.ts'

/** Verdicts of the same day that have one cause: the one to show, and those that go with it. */
export type CauseGroup = { root: AlarmVerdict; attached: AlarmVerdict[] }

/** What identifies an alarm over the days. */
export type AlarmIdentity = { kind: AlarmKind; pipelineId: string; stageId: string | null; slice: Slice | null }

/** Which symptom names a cause best: what goes in before what piles up, what piles up before what is slow. */
const order: readonly AlarmKind[] = ['stock_growth', 'conversion_below_mean', 'inflow_drop', 'below_line', 'dwell_over', 'stage_days', 'win_rate_swing']
/** Symptoms of deals not getting on at a stage; the next stage then gets fewer. */
const blocked: ReadonlySet<AlarmKind> = new Set(['stock_growth', 'conversion_below_mean', 'below_line', 'dwell_over', 'stage_days'])

/**
 * One alarm a cause, not one a slice or rule. Together belong, within a pipeline: all that says "deals do not get on" at one
 * stage, whole or sliced; entries that fall in one stage, whole or sliced, and after it in the next ones; entries that fall
 * right after a stage where deals do not get on; a win rate that falls while the last stage is blocked. The root is the
 * farthest upstream, whole before sliced, by the order of kinds, by severity; but an alarm that is open already stays the root
 * of its group, so that a cause keeps its alarm while symptoms come and go. Except one of `stage_days`: a stage may be over its
 * limit for months, and must not hide what begins there meanwhile; once open it stands for itself.
 * `stages`: ids in order, by pipeline.
 */
export function groupByCause(verdicts: readonly AlarmVerdict[], stages: Readonly<Record<string, readonly string[]>>, open: readonly AlarmIdentity[] = []): CauseGroup[] {
  const isOpen = (verdict: AlarmVerdict) => open.some((one) => sameAlarm(one, verdict))
  const isStanding = verdicts.map((verdict) => verdict.kind === 'stage_days' && isOpen(verdict))
  const group = verdicts.map((_, i) => i)
  const head = (i: number): number => (group[i] === i ? i : head(group[i] as number))
  verdicts.forEach((a, i) => {
    for (let j = 0; j < i; j++) if (isStanding[i] === isStanding[j] && together(a, verdicts[j] as AlarmVerdict, stages)) group[head(i)] = head(j)
  })
  const groups = Map.groupBy(verdicts, (_, i) => head(i))
  const position = ({ pipelineId, stageId }: AlarmVerdict) => (stageId === null ? Infinity : (stages[pipelineId]?.indexOf(stageId) ?? -1))
  return [...groups.values()].map((members) => {
    const [root, ...attached] = members.toSorted(
      (a, b) =>
        Number(isOpen(b)) - Number(isOpen(a)) ||
        position(a) - position(b) ||
        Number(a.slice !== null) - Number(b.slice !== null) ||
        order.indexOf(a.kind) - order.indexOf(b.kind) ||
        b.severity - a.severity,
    ) as [AlarmVerdict, ...AlarmVerdict[]]
    return { root, attached }
  })
}

export function sameAlarm(a: AlarmIdentity, b: AlarmIdentity): boolean {
  return a.kind === b.kind && a.pipelineId === b.pipelineId && a.stageId === b.stageId && a.slice?.dimension === b.slice?.dimension && a.slice?.value === b.slice?.value
}

function together(a: AlarmVerdict, b: AlarmVerdict, stages: Readonly<Record<string, readonly string[]>>): boolean {
  if (a.pipelineId !== b.pipelineId) return false
  const order = stages[a.pipelineId] ?? []
  if (a.kind === 'win_rate_swing' || b.kind === 'win_rate_swing') {
    if (a.kind === b.kind) return true
    const [swing, other] = a.kind === 'win_rate_swing' ? [a, b] : [b, a]
    return swing.baseline !== null && swing.value < swing.baseline && blocked.has(other.kind) && other.stageId === order.at(-1)
  }
  const [i, j] = [order.indexOf(a.stageId ?? ''), order.indexOf(b.stageId ?? '')]
  if (blocked.has(a.kind) && blocked.has(b.kind)) return i === j
  if (a.kind === 'inflow_drop' && b.kind === 'inflow_drop') return Math.abs(i - j) <= 1
  const [stopped, fewer] = a.kind === 'inflow_drop' ? [j, i] : [i, j]
  return fewer === stopped + 1
}
