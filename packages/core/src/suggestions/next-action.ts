import type { ActivityKindKey } from '../config/activity-kinds.ts'
import type { CadenceLimits } from '../config/cadence.ts'
import { median, sorted } from '../lib/quantile.ts'
import type { Cycle } from './cycle.ts'
import type { StageEffect } from './stage-effect.ts'

/** What may be proposed about a deal, from what is seen of it. */
export const suggestionKinds = [
  'step_overdue', 'no_next_step', 'silence', 'evidence', 'advance', 'dwell', 'decision_maker', 'too_much', 'champion', 'cycle_activity', 'cycle_age', 'playbook',
] as const
export type SuggestionKind = (typeof suggestionKinds)[number]
/** The one click that does it: log an activity, agree on a step, add a person, open the way out of the stage, move on, read the guide of the stage. */
export const suggestionActs = ['log', 'next_step', 'contact', 'gate', 'move', 'guide'] as const

export interface Suggestion {
  kind: SuggestionKind
  act: (typeof suggestionActs)[number]
  data: Record<string, string | number | null>
  activity: ActivityKindKey | null
  effect: StageEffect | null
}

/** What is known of an open deal. Instants in milliseconds, days of the organisation's zone. */
export interface DealFacts {
  now: number
  today: string
  nextStep: string | null
  /** Whole days since the agreed day; 0 today, negative ahead; null without a day. */
  stepLateDays: number | null
  createdAt: number
  enteredAt: number
  stage: { name: string; dwellDays: number | null; layer: 'nurture' | 'advance' | 'sign'; hint: string; questions: readonly string[] }
  /** The way on: what still stops it, and where it leads (`to`: a stage or `won`). Null: there is none, or it was not looked at. */
  next: { to: string; name: string; passes: boolean; asked: number; lacking: readonly { asks: string; activity: ActivityKindKey | null; isContact: boolean }[] } | null
  /** Customer-facing activities: when, of what kind, and whether the customer took part. */
  contacts: readonly { at: number; kind: ActivityKindKey; isEffective: boolean }[]
  /** Roles of its people in the decision. */
  roles: readonly string[]
  cycle: Cycle | null
  limits: CadenceLimits
  /** By kind of activity, of the present stage. */
  effects: Readonly<Partial<Record<ActivityKindKey, StageEffect>>>
}

const day = 86_400_000
/** A cadence needs so many gaps; silence is twice the usual gap, and never less than three days. */
const gapsAtLeast = 3
const shortestSilence = 3

/**
 * What to do next, the most pressing first, each kind at most once. The order is fixed, because a reason can be read and a score cannot:
 * what was promised and is late, no promise at all, silence, what the next stage asks for, that it may go on, a stay too long, people who
 * are missing, too many attempts, what deals of its kind usually had, the guide of the stage.
 */
export function suggest(facts: DealFacts): Suggestion[] {
  return [step(facts), silence(facts), wayOn(facts), dwell(facts), people(facts, 'decision_maker'), tooMuch(facts), people(facts, 'champion'), cycleActivity(facts), cycleAge(facts), guide(facts)]
    .filter((one) => one !== null)
    .map((one) => ({ ...one, effect: one.activity === null ? null : (facts.effects[one.activity] ?? null) }))
}

type Draft = Omit<Suggestion, 'effect'> | null
const draft = (kind: SuggestionKind, act: Suggestion['act'], data: Suggestion['data'], activity: ActivityKindKey | null = null): Draft => ({ kind, act, data, activity })

function step({ nextStep, stepLateDays }: DealFacts): Draft {
  if (nextStep === null) return draft('no_next_step', 'next_step', {})
  return stepLateDays !== null && stepLateDays > 0 ? draft('step_overdue', 'log', { step: nextStep, days: stepLateDays }) : null
}

/** After how many days without a word a deal is silent: by its own cadence where it has one, else after `silentDays`. `n`: gaps that tell. */
export function cadence(contacts: readonly { at: number }[], silentDays: number): { days: number; usual: number | null; n: number } {
  const at = sorted(contacts.map((one) => one.at))
  const gaps = sorted([...at].slice(1).map((one, i) => (one - (at[i] ?? one)) / day))
  const usual = gaps.length < gapsAtLeast ? null : median(gaps)
  return { days: usual === null ? silentDays : Math.max(shortestSilence, 2 * usual), usual, n: gaps.length }
}

function silence({ now, contacts, createdAt, stage, limits }: DealFacts): Draft {
  const last = contacts.reduce((latest, one) => Math.max(latest, one.at), 0)
  const days = Math.floor((now - (last === 0 ? createdAt : last)) / day)
  const own = cadence(contacts, limits.silentDays[stage.layer])
  if (days <= own.days) return null
  return draft('silence', 'log', { days, usual: own.usual === null ? null : Math.round(own.usual), limit: Math.round(own.days), n: own.n }, 'call')
}

function wayOn({ next, stage }: DealFacts): Draft {
  if (next === null) return null
  const [first, ...rest] = next.lacking
  if (first !== undefined) return draft('evidence', first.activity !== null ? 'log' : first.isContact ? 'contact' : 'gate', { asks: first.asks, more: rest.length, next: next.name, to: next.to }, first.activity)
  // Where nothing is asked nothing is proved: the stage's people decide.
  return next.passes && next.asked > 0 ? draft('advance', 'move', { next: next.name, stage: stage.name, n: next.asked, to: next.to }) : null
}

function dwell({ now, enteredAt, stage }: DealFacts): Draft {
  const days = Math.floor((now - enteredAt) / day)
  return stage.dwellDays !== null && days > stage.dwellDays ? draft('dwell', 'guide', { days, limit: stage.dwellDays, stage: stage.name }) : null
}

/** Early on nobody need know yet who decides. */
function people({ roles, stage }: DealFacts, kind: 'decision_maker' | 'champion'): Draft {
  if (stage.layer === 'nurture') return null
  const known = kind === 'decision_maker' ? ['decision_maker', 'economic_buyer'] : ['coach']
  return roles.some((role) => known.includes(role)) ? null : draft(kind, 'contact', { people: roles.length, stage: stage.name })
}

/** So many attempts in so many days, and nobody answered. */
function tooMuch({ now, contacts, limits: { tooMany } }: DealFacts): Draft {
  const lately = contacts.filter((one) => one.at > now - tooMany.days * day && one.at <= now)
  return lately.length >= tooMany.contacts && !lately.some((one) => one.isEffective) ? draft('too_much', 'contact', { n: lately.length, days: tooMany.days }) : null
}

/** The kind of activity that deals of its kind had most in excess of this one. */
function cycleActivity({ cycle, contacts }: DealFacts): Draft {
  if (cycle === null) return null
  const [first] = cycle.usual
    .map(({ activity, median: usual }) => ({ activity, usual, own: contacts.filter((one) => one.kind === activity).length }))
    .filter(({ usual, own }) => own < usual)
    .toSorted((a, b) => b.usual - b.own - (a.usual - a.own))
  return first === undefined ? null : draft('cycle_activity', 'log', { usual: first.usual, own: first.own, n: cycle.n, days: Math.round(cycle.medianDays) }, first.activity)
}

/** Older than the upper end of the interval (or, without one, the median) of those that were won. */
function cycleAge({ cycle, now, createdAt }: DealFacts): Draft {
  if (cycle === null) return null
  const age = Math.floor((now - createdAt) / day)
  return age > (cycle.high ?? cycle.medianDays) ? draft('cycle_age', 'guide', { age, days: Math.round(cycle.medianDays), n: cycle.n }) : null
}

function guide({ stage }: DealFacts): Draft {
  const words = stage.hint.trim() === '' ? (stage.questions[0] ?? '') : stage.hint
  return words === '' ? null : draft('playbook', 'guide', { words, stage: stage.name })
}
