import { z } from 'zod'
import { figureDeal } from '../funnel/contract.ts'
import { WATERFALL_BARS } from '../funnel/measures/waterfall.ts'
import { id, instantOut, ref } from '../lib/wire.ts'

/** The parts of a review meeting, in their order. `decisions` is not prepared: it fills while the others are talked about. */
export const meetingSections = ['commitments', 'changes', 'stuck', 'anomalies', 'people', 'losses', 'topics', 'completeness', 'decisions'] as const
export const meetingSection = z.enum(meetingSections)
export type MeetingSection = (typeof meetingSections)[number]

const words = z.object({ zh: z.string(), en: z.string() })
const count = z.number().int()
const number = z.number().nullable()
const heap = z.object({ amountMinor: count, deals: count })
const dealFact = z.object({ dealId: id })

/** What was promised: kept in time, kept late, still to come, over its day and not done, given up. */
export const commitmentStates = ['kept', 'late', 'open', 'missed', 'dropped'] as const
const commitment = z.object({
  id, title: z.string(), assignee: ref.nullable(), dueOn: z.string().nullable(), state: z.enum(commitmentStates), doneOn: z.string().nullable(), outcome: z.string(),
  /** The day of the meeting that took it on. */
  meetingOn: z.string(),
})
const topic = z.object({ id, title: z.string(), body: z.string(), by: ref })
const alarm = z.object({
  alarmId: id, rule: z.string(), stage: z.string().nullable(), severity: z.enum(['info', 'warn', 'critical']), firstDay: z.string(), text: words,
  /** What the root-cause analysis found first; null: nothing clear, or not done. */
  cause: words.nullable(),
})
const changed = dealFact.extend({ bar: z.enum(WATERFALL_BARS), amountMinor: count })
const stuck = dealFact.extend({
  stage: z.string(), days: z.number(), limitDays: z.number(), amountMinor: count.nullable(), currency: z.string(), chance: number,
  /** Amount × chance, in minor units. */
  expectedMinor: count.nullable(),
})
const lost = dealFact.extend({ stage: z.string().nullable(), reason: z.string().nullable(), competitor: z.string().nullable(), note: z.string().nullable(), amountMinor: count.nullable(), currency: z.string() })
/** One rep's win rate with everybody's mix of deals, and how it departs from the team's (reports/people). */
const person = z.object({
  userId: id, name: z.string(), n: count, raw: number, adjusted: number, reference: number, difference: number, low: number, high: number, q: number,
  /** What they do besides: median hours to the first response, touches in a stay. */
  responseHours: number, touches: number,
})
const owner = z.object({ userId: id, name: z.string(), records: count, score: z.number(), missing: z.array(words) })

const shared = {
  /** What is looked at: from the last meeting until this one was opened. */
  from: instantOut, to: instantOut, currency: z.string(),
  /** Minutes of each section; 0 where there is nothing to talk about. */
  minutes: z.record(meetingSection, count),
  commitments: z.array(commitment),
  anomalies: z.array(alarm),
  people: z.object({ whole: number, n: count, responseHours: number, touches: number, rows: z.array(person) }),
  topics: z.array(topic),
  completeness: z.object({ records: count, score: number, owners: z.array(owner), fields: z.array(z.object({ label: words, filled: count, asked: count })) }),
}
const changes = { start: heap, end: heap, parts: z.array(heap.extend({ bar: z.enum(WATERFALL_BARS), sign: z.union([z.literal(1), z.literal(-1)]) })) }
const stuckSums = { total: count, expectedMinor: count }
const lossSums = {
  total: count, amountMinor: count,
  reasons: z.array(z.object({ name: z.string().nullable(), deals: count, amountMinor: count })), competitors: z.array(z.object({ name: z.string(), deals: count })),
}

/** The agenda as it is frozen when the meeting is opened: ids and facts, no names of deals. */
export const agendaFacts = z.object({
  ...shared,
  changes: z.object({ ...changes, deals: z.array(changed) }),
  stuck: z.object({ ...stuckSums, deals: z.array(stuck) }),
  losses: z.object({ ...lossSums, deals: z.array(lost) }),
})
export type AgendaFacts = z.infer<typeof agendaFacts>

const seen = { deal: figureDeal }
/** How many more there are, out of the reader's sight. */
const hidden = { hidden: count }
/** The agenda as somebody reads it: with the deals, people and alarms that they may see. `deal` is as it stands now. */
export const agenda = z.object({
  ...shared,
  changes: z.object({ ...changes, ...hidden, deals: z.array(changed.extend(seen)) }),
  stuck: z.object({ ...stuckSums, ...hidden, deals: z.array(stuck.extend(seen)) }),
  losses: z.object({ ...lossSums, ...hidden, deals: z.array(lost.extend(seen)) }),
}).meta({ id: 'Agenda' })
export type Agenda = z.infer<typeof agenda>

/** A section takes its minutes, or a third of them where a glance is enough; none when there is nothing to say. */
export function sectionMinutes(sections: Readonly<Record<Exclude<MeetingSection, 'decisions'>, number>>, minutes: number): Record<MeetingSection, number> {
  const short = Math.max(1, Math.round(minutes / 3))
  const glances: ReadonlySet<string> = new Set(['commitments', 'completeness'])
  const of = (section: Exclude<MeetingSection, 'decisions'>) => (sections[section] === 0 ? 0 : glances.has(section) ? short : minutes)
  return {
    commitments: of('commitments'), changes: of('changes'), stuck: of('stuck'), anomalies: of('anomalies'), people: of('people'), losses: of('losses'), topics: of('topics'),
    completeness: of('completeness'), decisions: short,
  }
}
