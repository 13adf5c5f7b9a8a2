import { atWorkFrom, unavailability } from './availability.ts'
import type { AfterHours, Assignee, Assignment, AssignmentRule, Choice, Passed, RuleTrace, Turns } from './model.ts'
import { nextTurn } from './turn.ts'

export type AssignmentInput = {
  /** In order: the first that finds somebody decides. */
  rules: readonly AssignmentRule[]
  people: readonly Assignee[]
  /** Turns by rule key. */
  turns: Readonly<Record<string, Turns>>
  afterHours: AfterHours
  now: number
}

/**
 * Who gets a lead, and why: the trace names every rule that was asked and everybody who was passed over. Depends on the input alone; the
 * caller holds the lock under which quotas were counted and keeps the turns that come back.
 *
 * First everybody at work is asked along the whole chain; only when no rule finds one, those after hours are: with `assign` they get
 * it, with `hold` it waits for them.
 */
export function assign(input: AssignmentInput): Assignment {
  const people = new Map(input.people.map((person) => [person.id, person]))
  const inTime = walk(input, people, false)
  if (inTime.to !== null) return inTime
  const until = heldUntil(inTime.trace, people, input.now)
  if (until === null) return inTime
  return input.afterHours === 'assign' ? walk(input, people, true) : { to: null, code: 'assignment.held', until, trace: inTime.trace }
}

function walk({ rules, turns, now }: AssignmentInput, people: ReadonlyMap<string, Assignee>, isAfterHours: boolean): Assignment {
  const trace: RuleTrace[] = []
  for (const rule of rules) {
    const several = 'memberIds' in rule
    const ids = several ? (rule.fits ? [...new Set(rule.memberIds)] : []) : rule.userId === null ? [] : [rule.userId]
    const { free, passed } = sift(ids, people, now, isAfterHours, several)
    const found = several ? choose(rule.choice, free, turns[rule.key] ?? {}) : free[0] === undefined ? null : { id: free[0].id, turns: null }
    if (found === null) {
      trace.push({ key: rule.key, by: rule.by, outcome: ids.length === 0 ? 'not_applicable' : 'nobody_free', passed })
      continue
    }
    const notNext = free.filter(({ id }) => id !== found.id).map(({ id }): Passed => ({ userId: id, reason: 'not_next' }))
    trace.push({ key: rule.key, by: rule.by, outcome: 'decided', passed: [...passed, ...notNext] })
    return { to: found.id, ruleKey: rule.key, by: rule.by, choice: several ? rule.choice : null, isAfterHours, turns: found.turns, trace }
  }
  return { to: null, code: 'assignment.nobody', until: null, trace }
}

function sift(ids: readonly string[], people: ReadonlyMap<string, Assignee>, now: number, isAfterHours: boolean, needsWeight: boolean): { free: Assignee[]; passed: Passed[] } {
  const free: Assignee[] = []
  const passed: Passed[] = []
  for (const id of ids) {
    const person = people.get(id)
    const reason = unavailability(person, now)
    if (person === undefined || (reason !== null && !(reason === 'after_hours' && isAfterHours))) passed.push({ userId: id, reason: reason ?? 'unknown' })
    else if (needsWeight && person.weight <= 0) passed.push({ userId: id, reason: 'no_weight' })
    else free.push(person)
  }
  return { free, passed }
}

function choose(choice: Choice, free: readonly Assignee[], turns: Turns): { id: string; turns: Turns | null } | null {
  switch (choice) {
    case 'round_robin':
      return nextTurn(free.map(({ id }) => ({ id, weight: 1 })), turns)
    case 'weighted':
      return nextTurn(free, turns)
    case 'least_loaded':
      return leastLoaded(free)
  }
}

/** The fewest leads in hand for their weight, then the fewest today, then by id; compared crosswise, so in whole numbers. */
function leastLoaded(free: readonly Assignee[]): { id: string; turns: null } | null {
  const order = (a: Assignee, b: Assignee) => a.inHand * b.weight - b.inHand * a.weight || a.assignedToday * b.weight - b.assignedToday * a.weight || (a.id < b.id ? -1 : 1)
  const first = free.reduce<Assignee | null>((best, one) => (best === null || order(one, best) < 0 ? one : best), null)
  return first === null ? null : { id: first.id, turns: null }
}

function heldUntil(trace: readonly RuleTrace[], people: ReadonlyMap<string, Assignee>, now: number): number | null {
  let earliest: number | null = null
  for (const { userId, reason } of trace.flatMap(({ passed }) => passed)) {
    const person = people.get(userId)
    if (reason !== 'after_hours' || person === undefined) continue
    const from = atWorkFrom(person, now)
    if (from !== null && (earliest === null || from < earliest)) earliest = from
  }
  return earliest
}
