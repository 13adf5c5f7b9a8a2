import { z } from 'zod'
import { contract } from '../lib/contract.ts'
import { day, id, idList, instantOut, line, page, pageQuery, params, prose, ref } from '../lib/wire.ts'

/** Keeping the funnel clean: what sleeps, what lies about, and what the manager decides of it. */

export const hygieneIssue = z.enum(['dormant', 'dormant_soon', 'no_next_step', 'overdue_close', 'overdue_step', 'stalled', 'loss_unreviewed', 'invalid_lead', 'idle_lead'])
export type HygieneIssue = z.infer<typeof hygieneIssue>
const hygieneFilter = z.object({ pipeline: id.optional(), owner: idList.optional(), team: idList.optional(), q: z.string().trim().max(100).optional() })
export const getHygiene = contract({
  name: 'getHygiene', method: 'GET', path: '/hygiene', tag: 'hygiene', query: hygieneFilter, summary: 'How many records need a decision, by kind of trouble.',
  response: z.object({ counts: z.array(z.object({ issue: hygieneIssue, count: z.number().int(), amountMinor: z.number().int() })) }),
})
export const hygieneItem = z.object({
  subjectType: z.enum(['deal', 'lead']), id, number: z.number().int(), title: z.string(), account: ref.nullable(), owner: ref.nullable(), teamId: id.nullable(),
  pipelineId: id.nullable(), stageId: id.nullable(), amountMinor: z.number().int().nullable(), currency: z.string().nullable(),
  /** Since when it is so; and days in the stage or since the last touch, as the issue means. */
  since: instantOut.nullable(), days: z.number().nullable(), expectedCloseOn: z.string().nullable(), nextStep: z.string().nullable(), nextStepDue: z.string().nullable(),
  lostReasonId: id.nullable(), lostNote: z.string().nullable(), competitor: z.string().nullable(), canWrite: z.boolean(), version: z.number().int(),
})
export type HygieneItem = z.infer<typeof hygieneItem>
export const listHygiene = contract({
  name: 'listHygiene', method: 'GET', path: '/hygiene/:issue', tag: 'hygiene', params: z.object({ issue: hygieneIssue }), query: pageQuery.extend(hygieneFilter.shape),
  summary: 'The records with one kind of trouble, worst first.', response: page(hygieneItem).extend({ total: z.number().int() }),
})
export const decideHygiene = contract({
  name: 'decideHygiene', method: 'POST', path: '/hygiene/decide', tag: 'hygiene',
  summary: 'One decision for up to 500 records: sleep, wake, lose, hand over, set the close date or the next step, mark a lead invalid or restore it. Says for each whether it was done, and why not.',
  body: z.object({
    subjectType: z.enum(['deal', 'lead']), ids: z.array(id).min(1).max(500),
    decision: z.discriminatedUnion('type', [
      z.object({ type: z.literal('sleep') }), z.object({ type: z.literal('wake') }),
      z.object({ type: z.literal('lose'), reasonId: id, note: prose(2000).optional(), competitor: line(120).optional() }),
      z.object({ type: z.literal('owner'), ownerId: id }),
      z.object({ type: z.literal('close_date'), expectedCloseOn: day }),
      z.object({ type: z.literal('next_step'), nextStep: line(300), nextStepDue: day }),
      z.object({ type: z.literal('invalid'), reason: line(200) }), z.object({ type: z.literal('restore') }),
    ]),
  }),
  response: z.object({ changed: z.array(id), refused: z.array(z.object({ id, code: z.string() })) }),
})
/** Asked again at review: was it really lost for this reason? */
export const reviewLoss = contract({
  name: 'reviewLoss', method: 'POST', path: '/deals/:id/review-loss', tag: 'hygiene', params, summary: 'Confirms or corrects why a deal was lost; the first reason stays in the log.',
  body: z.object({ reasonId: id, note: prose(2000).optional(), competitor: line(120).optional() }),
  response: z.object({ id, lostReasonId: id.nullable(), lostNote: z.string().nullable(), competitor: z.string().nullable(), reviewedAt: instantOut, reviewedBy: ref }),
})
export const sleepDeal = contract({ name: 'sleepDeal', method: 'POST', path: '/deals/:id/sleep', tag: 'hygiene', params, summary: 'Puts an open deal to sleep: out of the active funnel and the forecast until something happens.', response: z.object({ id, dormantAt: instantOut.nullable() }) })
export const wakeDeal = contract({ name: 'wakeDeal', method: 'POST', path: '/deals/:id/wake', tag: 'hygiene', params, summary: 'Wakes a dormant deal.', response: z.object({ id, dormantAt: instantOut.nullable() }) })
