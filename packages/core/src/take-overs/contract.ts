import { z } from 'zod'
import { contract } from '../lib/contract.ts'
import { day, id, instantOut, line, params, prose, ref, version } from '../lib/wire.ts'

/** A manager takes a deal of the team over for a while, and hands it back. The rep stays informed: collaborates on it and follows it. */

export const takeOver = z.object({
  id, deal: z.object({ id, number: z.number().int(), title: z.string(), amountMinor: z.number().int().nullable(), currency: z.string(), status: z.enum(['open', 'won', 'lost']), stageName: z.string(), version }),
  /** Who took it over, and to whom it goes back. */
  takenBy: ref, owner: ref, reason: z.string(), takenAt: instantOut,
  /** The day by which it is to go back, and how many days it is late; 0 and less: it is not. */
  untilOn: z.string(), daysLate: z.number().int(),
  canHandBack: z.boolean(),
}).meta({ id: 'TakeOver' })
export type TakeOver = z.infer<typeof takeOver>

export const getTakeOver = contract({
  name: 'getTakeOver', method: 'GET', path: '/deals/:id/take-over', tag: 'take_over', params, summary: 'Who has taken the deal over, since when and why; and whether the viewer may do so.',
  response: z.object({ takeOver: takeOver.nullable(), canTakeOver: z.boolean() }),
})
export const startTakeOver = contract({
  name: 'startTakeOver', method: 'POST', path: '/deals/:id/take-over', tag: 'take_over', params, ifMatch: true, status: 201,
  summary: 'Makes the viewer the owner of a deal of their team for a while; the rep keeps working on it, follows it and is told. Managers for teams of theirs, and administrators.',
  body: z.object({ reason: line(300), untilOn: day }), response: takeOver,
})
export const handBack = contract({
  name: 'handBack', method: 'POST', path: '/take-overs/:id/hand-back', tag: 'take_over', params, ifMatch: true, summary: 'Gives the deal back to the rep, with a note. If-Match is the version of the deal.',
  body: z.object({ note: prose(2000).default('') }), response: z.object({ dealId: id, owner: ref, deal: z.object({ version }) }),
})
export const listTakeOvers = contract({
  name: 'listTakeOvers', method: 'GET', path: '/take-overs', tag: 'take_over', query: z.object({ team: id.optional() }), summary: "Deals of the viewer's teams that somebody has taken over, the most overdue first.",
  response: z.object({ items: z.array(takeOver) }),
})
