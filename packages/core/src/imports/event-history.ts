import type { DealHistory, Transition } from './history.ts'
import type { EventMeaning, NameRef } from './records.ts'
import type { ReasonCode } from './reasons.ts'

/** What a case's history needs of an event. Instants are ISO UTC with milliseconds, so that text order is time order. */
export interface CaseEvent {
  line: number
  at: string
  meaning: EventMeaning
}

export interface CaseHistory extends DealHistory {
  lostReason: NameRef | null
  /** Events that changed nothing although they are mapped, with the reason. */
  passed: { line: number; code: ReasonCode }[]
}

export interface CaseOptions {
  backwards: 'reenter' | 'ignore'
  afterClose: 'ignore' | 'reopen'
}

/**
 * The history of one case of an event log; null when none of its events is mapped to a stage and it never closes.
 *
 * - Events are taken in order of time. At the same instant: stages in the pipeline's order, then won or lost; what is
 *   still equal stays in file order. (Systems write several steps within one tick, in any order.)
 * - The first stage event creates the deal in that stage; linear fill covers the stages before.
 * - The same stage again while the deal stands in it is a repetition, not a new stay. An earlier stage is a re-entry:
 *   the stay that it ends has exit `back` (or nothing happens, if the mapping says so).
 * - Won or lost closes. Activities that are mapped to nothing never reopen: logs go on with clean-up work
 *   (registration, cancelled offers). Of those that are mapped (`afterClose: 'reopen'`, the default):
 *   a stage after a *loss* reopens the deal, because somebody worked on it again; a stage after a *win* does so only if
 *   the log closes the deal once more behind it, else it is paperwork that arrived late; a win straight after a loss
 *   reopens the deal in its last stage and wins it; a loss straight after a win changes nothing.
 *   With `afterClose: 'ignore'` the first close is final. Whatever is passed over is named in `passed`.
 * - A case that is closed without any stage event is created and closed at that instant: a win from the last stage, a
 *   loss from the first. Both stays have no length and are never at risk.
 */
export function caseHistory(events: readonly CaseEvent[], stages: readonly { key: string }[], options: CaseOptions): CaseHistory | null {
  const place = new Map(stages.map((stage, i) => [stage.key, i]))
  const ordered = events.filter((event) => event.meaning !== 'ignore').sort((a, b) => compare(a, b, place))
  const transitions: Transition[] = []
  const passed: CaseHistory['passed'] = []
  let stage: string | null = null
  let closed: 'won' | 'lost' | null = null
  let lostReason: NameRef | null = null
  let riskFrom: string | null = null

  const lastClose = ordered.findLastIndex(({ meaning }) => closes(meaning))
  for (const [i, { at, line, meaning }] of ordered.entries()) {
    if (meaning === 'ignore') continue
    if (typeof meaning === 'object' && 'stageKey' in meaning) {
      const { stageKey } = meaning
      if (stage === null) transitions.push({ kind: 'created', at, stageKey })
      else if (closed !== null) {
        if (options.afterClose === 'ignore' || (closed === 'won' && lastClose < i)) {
          passed.push({ line, code: 'event.after_close' })
          continue
        }
        transitions.push({ kind: 'reopened', at, stageKey })
        closed = null
        lostReason = null
      } else if (stageKey === stage) continue
      else {
        const back = (place.get(stageKey) ?? 0) < (place.get(stage) ?? 0)
        if (back && options.backwards === 'ignore') continue
        transitions.push({ kind: 'entered', at, stageKey, direction: back ? 'back' : 'advance' })
      }
      stage = stageKey
      continue
    }
    if (closed !== null) {
      const turned = closed === 'lost' && meaning === 'won' && options.afterClose === 'reopen' && stage !== null
      if (!turned || stage === null) {
        passed.push({ line, code: 'event.after_close' })
        continue
      }
      transitions.push({ kind: 'reopened', at, stageKey: stage })
      lostReason = null
    }
    closed = meaning === 'won' ? 'won' : 'lost'
    if (stage === null) {
      const only = (closed === 'won' ? stages.at(-1) : stages[0])?.key
      if (only === undefined) throw new Error('a pipeline without open stages')
      stage = only
      transitions.push({ kind: 'created', at, stageKey: stage })
      riskFrom = at
    }
    if (meaning !== 'won') lostReason = meaning.lost
    transitions.push({ kind: closed, at })
  }
  return transitions.length === 0 ? null : { transitions, riskFrom, lostReason, passed }
}

const closes = (meaning: EventMeaning): boolean => meaning === 'won' || (typeof meaning === 'object' && 'lost' in meaning)

function compare(a: CaseEvent, b: CaseEvent, place: ReadonlyMap<string, number>): number {
  if (a.at !== b.at) return a.at < b.at ? -1 : 1
  return rank(a.meaning, place) - rank(b.meaning, place) || a.line - b.line
}

function rank(meaning: EventMeaning, place: ReadonlyMap<string, number>): number {
  return typeof meaning === 'object' && 'stageKey' in meaning ? (place.get(meaning.stageKey) ?? 0) : place.size
}
