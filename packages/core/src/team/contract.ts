import { z } from 'zod'
import { contract } from '../lib/contract.ts'
import { id, params, ref, version } from '../lib/wire.ts'
import { suggestion } from '../suggestions/contract.ts'

/** The manager's view: one row a rep, whoever needs the manager most first. */

const count = z.number().int()
/** What may be wrong with an open deal: longer in its stage than the stage allows, nothing agreed, the agreed day over, the expected close over. */
export const dealTroubles = ['stalled', 'no_next_step', 'overdue_step', 'overdue_close'] as const
export type DealTrouble = (typeof dealTroubles)[number]

const figures = z.object({
  /** Open deals that do not sleep. Money is of the organisation's currency; `weightedMinor`: amount × chance to win. */
  open: z.object({ deals: count, amountMinor: count, weightedMinor: count }),
  /** Those with any trouble, and how many have each. `need`: Σ weighted money × number of troubles, by which rows and deals are ordered. */
  risk: z.object({ deals: count, amountMinor: count, weightedMinor: count, need: count, by: z.object({ stalled: count, no_next_step: count, overdue_step: count, overdue_close: count }) }),
  /** Deals that the cadence guard names: nothing said for longer than their own rhythm, and attempts without an answer. */
  contact: z.object({ silent: count, tooMuch: count }),
  /** First responses of the period that are decided, and those met in time; minutes are working minutes. */
  response: z.object({ met: count, decided: count, share: z.number().nullable(), medianMinutes: z.number().nullable() }),
  /** Alarms that are not resolved: assigned to the rep; of the team: all in sight. */
  alarms: count,
})
const member = figures.extend({
  user: ref, team: ref,
  /** Deals taken a stage further this week, against what is asked; null: nothing is asked. */
  quota: z.object({ perWeek: count, done: count }).nullable(),
  /** Deals that a manager took over from the rep. */
  takenOver: count,
}).meta({ id: 'TeamMember' })
export type TeamMember = z.infer<typeof member>

const periodDays = ['30', '90', '180', '365'] as const
const teamDays = z.enum(periodDays).default('90').transform(Number)

export const getTeam = contract({
  name: 'getTeam', method: 'GET', path: '/team', tag: 'coaching', query: z.object({ team: id.optional(), days: teamDays }),
  summary: 'The people of the teams that the viewer leads, whoever needs the manager most first: value, value at risk, quota, responses, contact, alarms. Administrators and managers.',
  response: z.object({
    currency: z.string(), days: count, total: figures, items: z.array(member),
    /** Teams that can be chosen. */
    teams: z.array(ref),
  }),
})
export type Team = z.infer<(typeof getTeam)['response']>

/** Why a deal needs somebody: a trouble, or what the cadence guard says. */
const reason = z.object({ code: z.enum([...dealTroubles, 'silence', 'too_much']), days: count.nullable(), limitDays: count.nullable() })
export type MemberReason = z.infer<typeof reason>
const memberDeal = z.object({
  id, number: count, title: z.string(), version, accountName: z.string().nullable(), stageName: z.string(), amountMinor: count.nullable(), currency: z.string(), weightedMinor: count.nullable(),
  nextStep: z.string().nullable(), nextStepDue: z.string().nullable(), expectedCloseOn: z.string().nullable(), daysInStage: count, canWrite: z.boolean(),
  reasons: z.array(reason), suggestion: suggestion.nullable(),
}).meta({ id: 'MemberDeal' })
export type MemberDeal = z.infer<typeof memberDeal>

export const getTeamMember = contract({
  name: 'getTeamMember', method: 'GET', path: '/team/:id', tag: 'coaching', params, query: z.object({ days: teamDays }),
  summary: "One of them with their open deals by risk and value, each with its reasons and what to do next.", response: z.object({ currency: z.string(), member, deals: z.array(memberDeal), total: count }),
})
