import { z } from 'zod'
import { id, instantOut, ref } from '../lib/wire.ts'
import { meetingSection } from './agenda.ts'

/** What became of a deal while the meeting ran. Of stages and people the names; null where there is none. */
export const moveFact = z.object({ dealId: id, what: z.enum(['stage', 'owner', 'won', 'lost', 'reopened']), from: z.string().nullable(), to: z.string().nullable(), by: ref.nullable(), at: instantOut })
export type MoveFact = z.infer<typeof moveFact>

/** The minutes as they are frozen when the meeting is closed: moves by the ids of their deals. */
export const minutesFacts = z.object({
  openedAt: instantOut, closedAt: instantOut, present: z.array(ref), absent: z.array(ref),
  sections: z.array(z.object({ section: meetingSection, minutes: z.number().int(), seconds: z.number().int() })),
  notes: z.array(z.object({ section: meetingSection, by: ref, body: z.string() })),
  tasks: z.array(z.object({ id, title: z.string(), assignee: ref.nullable(), dueOn: z.string().nullable() })),
  topics: z.array(z.object({ id, title: z.string(), isDone: z.boolean() })),
  moves: z.array(moveFact),
})
export type MinutesFacts = z.infer<typeof minutesFacts>
