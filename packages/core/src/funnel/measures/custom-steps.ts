import { median, medianInterval, sorted } from '../../lib/quantile.ts'
import { type Measured, share, statistic } from '../measured.ts'
import { DAY_MS } from '../zone-days.ts'

/**
 * A subject (a lead and the deal it became, or a deal alone) with the instants at which it met each step, in any number and
 * order; an empty list: never. `endedAt`: it cannot get on any more (lost, discarded). UTC ms.
 */
export type Subject = { id: string; at: readonly (readonly number[])[]; endedAt?: number | null }

/** See `customView`. The period picks the subjects by when they came into the funnel: their first step (linear: the first of any). */
export type CustomStepsOptions = { from: number | null; to: number | null; asOf: number; order: 'linear' | 'strict'; windowDays: number | null }

/**
 * One step: `reached` subjects came to it; `conversion` from the step before (the first: 1), `overall` from the first step.
 * `medianDays` from the step before, over those that came; `dropout`: those of the step before that did not, and cannot any more or
 * have not so far; `undecided` of them are still within the window (or have none).
 */
export type CustomStepView = {
  index: number
  reached: number
  conversion: Measured
  overall: Measured
  medianDays: Measured
  dropout: number
  undecided: number
}
export type CustomSteps = { asOf: number; subjects: number; steps: CustomStepView[] }

/**
 * A funnel of one's own steps. `windowDays` runs from coming into the funnel: what happens later does not count.
 * - `linear`: a step passed over counts as reached when the next one after it was
 * - `strict`: each step counts only at or after the one before it; the earliest chain from the first step on
 */
export function customSteps(subjects: readonly Subject[], count: number, options: CustomStepsOptions): CustomSteps {
  const { asOf } = options
  const reached = new Array<number>(count).fill(0)
  const undecided = new Array<number>(count).fill(0)
  const spans = Array.from({ length: count }, (): number[] => [])
  walk(subjects, count, options, (_, path, steps, isDecided) => {
    for (let i = 0; i < steps; i++) {
      reached[i] = (reached[i] as number) + 1
      if (i > 0) spans[i]?.push(((path[i] as number) - (path[i - 1] as number)) / DAY_MS)
    }
    if (steps < count && !isDecided) undecided[steps] = (undecided[steps] as number) + 1
  })
  // Whoever waits at one step waits for all those after it too, when seen from the first.
  let waiting = 0
  const steps = reached.map((n, i): CustomStepView => {
    const before = i === 0 ? n : (reached[i - 1] as number)
    const days = sorted(spans[i] ?? [])
    waiting += undecided[i] as number
    return {
      index: i,
      reached: n,
      conversion: share(n, before, undecided[i] as number, options.order),
      overall: share(n, reached[0] as number, waiting, options.order),
      medianDays: statistic(median(days), days.length, undecided[i] as number, medianInterval(days), 'step-to-step/median', i === 0 ? 'zero_denominator' : 'no_data'),
      dropout: before - n,
      undecided: undecided[i] as number,
    }
  })
  return { asOf, subjects: reached[0] ?? 0, steps }
}

/** Ids of the subjects behind one number of the step with this index, in the order given. */
export function customSubjects(
  subjects: readonly Subject[], count: number, options: CustomStepsOptions, index: number, what: 'reached' | 'dropout' | 'undecided',
): string[] {
  const ids: string[] = []
  walk(subjects, count, options, ({ id }, _, steps, isDecided) => {
    if (what === 'reached' ? steps > index : steps === index && index > 0 && (what === 'dropout' || !isDecided)) ids.push(id)
  })
  return ids
}

/** Every subject that came into the funnel in the period: its path, how many steps it reached in time, and whether it is settled that there will be no more. */
function walk(
  subjects: readonly Subject[], count: number, options: CustomStepsOptions, visit: (subject: Subject, path: readonly number[], steps: number, isDecided: boolean) => void,
): void {
  const { asOf } = options
  const from = options.from ?? -Infinity
  const to = options.to ?? Infinity
  const span = options.windowDays === null ? Infinity : options.windowDays * DAY_MS
  for (const subject of subjects) {
    const path = options.order === 'strict' ? strict(subject, count, asOf) : linear(subject, count, asOf)
    const start = path[0] as number
    if (start === Infinity || start < from || start >= to) continue
    const limit = start + span
    const next = path.findIndex((at) => at === Infinity || at >= limit)
    visit(subject, path, next < 0 ? count : next, asOf >= limit || (subject.endedAt != null && subject.endedAt <= asOf))
  }
}

/** When each step was reached, where a later one fills in those before it. */
function linear({ at }: Subject, count: number, asOf: number): number[] {
  const path = new Array<number>(count).fill(Infinity)
  let next = Infinity
  for (let i = count - 1; i >= 0; i--) {
    for (const instant of at[i] ?? []) if (instant <= asOf && instant < next) next = instant
    path[i] = next
  }
  return path
}

/** When each step was reached at or after the one before it. */
function strict({ at }: Subject, count: number, asOf: number): number[] {
  const path = new Array<number>(count).fill(Infinity)
  let last = -Infinity
  for (let i = 0; i < count; i++) {
    let first = Infinity
    for (const instant of at[i] ?? []) if (instant <= asOf && instant >= last && instant < first) first = instant
    if (first === Infinity) break
    path[i] = last = first
  }
  return path
}
