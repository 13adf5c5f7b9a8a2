import { z } from 'zod'
import { customIn, customNames, customOut, customSort } from '../fields/custom.ts'
import { gatePass } from '../gates/contract.ts'
import { contract } from '../lib/contract.ts'
import { amountMinor, currency, day, id, idList, instant, instantOut, line, page, pageQuery, params, prose, ref, version } from '../lib/wire.ts'

export const dealStatus = z.enum(['open', 'won', 'lost'])
/** Keys of config/contact-roles.ts, and `other` while a role is not known yet. */
export const contactRole = z.enum(['decision_maker', 'economic_buyer', 'technical_evaluator', 'user', 'influencer', 'coach', 'opponent', 'other'])

/** A deal as lists and the board show it. */
export const deal = z.object({
  id, number: z.number().int(), title: z.string(), pipelineId: id, stageId: id, status: dealStatus,
  amountMinor: z.number().int().nullable(), currency: z.string(),
  winProbability: z.number().nullable(), forecastCategory: z.string().nullable(),
  expectedCloseOn: z.string().nullable(), nextStep: z.string().nullable(), nextStepDue: z.string().nullable(),
  account: ref.nullable(), owner: ref.nullable(), teamId: id.nullable(), sourceId: id.nullable(),
  tagIds: z.array(id), rank: z.string(),
  stageEnteredAt: instantOut, closedAt: instantOut.nullable(), lastActivityAt: instantOut.nullable(), createdAt: instantOut,
  lostReasonId: id.nullable(),
  /** Since when it sleeps: open, but out of the active funnel and the forecast. */
  dormantAt: instantOut.nullable(), custom: customOut, version,
  /** Open gate debts, and approvals that wait: the marks on a card. */
  debtCount: z.number().int(), approvalsWaiting: z.number().int(),
}).meta({ id: 'Deal' })
export type Deal = z.infer<typeof deal>

/** A deal as its own page shows it. */
export const dealDetail = deal.extend({
  note: z.string(), lostNote: z.string().nullable(), competitor: z.string().nullable(), leadId: id.nullable(),
  canWrite: z.boolean(), customNames,
  contacts: z.array(z.object({
    id, name: z.string(), title: z.string().nullable(), phone: z.string().nullable(), role: contactRole,
  })),
  collaborators: z.array(ref),
  products: z.array(z.object({ id, name: z.string(), quantity: z.number(), priceMinor: z.number().int().nullable() })),
  /** Its stays in order, for the stage path. */
  stays: z.array(z.object({ stageId: id, enteredAt: instantOut, leftAt: instantOut.nullable(), exit: z.string().nullable() })),
}).meta({ id: 'DealDetail' })
export type DealDetail = z.infer<typeof dealDetail>

export const dealSort = z.enum(['created', 'amount', 'close', 'stage_age', 'title', 'activity', 'next_step'])
/** The filters of board and list, the same everywhere; `where` is a condition (JSON or the text form). */
export const dealFilter = z.object({
  pipeline: id.optional(), stage: idList.optional(),
  /** `open` leaves out what is dormant; without a status all are meant. */
  status: z.enum([...dealStatus.options, 'dormant']).optional(),
  owner: idList.optional(), team: idList.optional(), source: idList.optional(), tag: idList.optional(),
  account: id.optional(), q: z.string().trim().max(100).optional(),
  quick: z.enum(['mine', 'team', 'closing_this_month', 'no_next_step', 'overdue', 'stale']).optional(),
  where: z.string().max(20_000).optional(),
})
export type DealFilter = z.infer<typeof dealFilter>

export const listDeals = contract({
  name: 'listDeals', method: 'GET', path: '/deals', tag: 'deal', summary: 'Deals, filtered, sorted and paged by keyset.',
  query: pageQuery.extend(dealFilter.shape).extend({ sort: z.union([dealSort, customSort]).default('created'), direction: z.enum(['asc', 'desc']).default('desc') }),
  /** `amountMinor` adds up the organisation's currency alone; deals in another are in the count. So do the board's columns. */
  response: page(deal).extend({ total: z.number().int(), amountMinor: z.number().int(), customNames }),
})
export const exportDeals = contract({
  name: 'exportDeals', method: 'GET', path: '/deals/export', tag: 'deal', file: 'text/csv',
  summary: 'Exactly the rows and columns that the list shows, as CSV.',
  query: dealFilter.extend({
    sort: z.union([dealSort, customSort]).default('created'), direction: z.enum(['asc', 'desc']).default('desc'),
    /** Keys of deal-columns.ts and `c_<key>` of custom fields, comma-separated; all when left out. */
    columns: z.string().max(8000).optional(), locale: z.enum(['zh-CN', 'en']).default('zh-CN'),
  }),
})
export const getBoard = contract({
  name: 'getBoard', method: 'GET', path: '/pipelines/:id/board', tag: 'deal', params,
  summary: 'Columns of a board: exact count and amount of each stage under the filter, and the first cards.',
  query: dealFilter.omit({ pipeline: true, stage: true, status: true }).extend({
    cards: z.coerce.number().int().min(0).max(100).default(30),
    sort: z.enum(['rank', 'amount', 'close', 'stage_age', 'activity']).default('rank'),
    /** How far back the won and lost columns reach. */
    closedDays: z.coerce.number().int().min(1).max(3660).default(90),
  }),
  response: z.object({
    columns: z.array(z.object({
      /** A stage id (what is awake there), or `dormant`, `won`, `lost`. */
      key: z.string(), count: z.number().int(), amountMinor: z.number().int(),
      /** Σ amount × probability (the deal's own, else the stage's) of open deals that are awake; 0 in the other columns. */
      weightedMinor: z.number().int(), cards: z.array(deal), nextCursor: z.string().nullable(),
    })),
  }),
})
export type Board = z.infer<(typeof getBoard)['response']>
export const listColumn = contract({
  name: 'listColumn', method: 'GET', path: '/pipelines/:id/board/:column', tag: 'deal',
  summary: 'More cards of one board column, by keyset.',
  params: params.extend({ column: z.union([id, z.enum(['dormant', 'won', 'lost'])]) }),
  query: pageQuery.extend(getBoard.query.omit({ cards: true }).shape),
  response: page(deal),
})
export const getDeal = contract({
  name: 'getDeal', method: 'GET', path: '/deals/:id', tag: 'deal', params, summary: 'One deal with contacts, products and stays.', response: dealDetail,
})

/** As `numeric(14, 3)` holds it. */
const quantity = z.number().min(0.001).max(99_999_999_999)
const dealFields = z.object({
  title: line(200), amountMinor: amountMinor.nullable(), currency,
  winProbability: z.number().min(0).max(1).nullable(),
  forecastCategory: z.enum(['pipeline', 'best_case', 'commit', 'omitted']).nullable(),
  expectedCloseOn: day.nullable(), nextStep: line(300).nullable(), nextStepDue: day.nullable(),
  accountId: id.nullable(), ownerId: id.nullable(), sourceId: id.nullable(), tagIds: z.array(id).max(50), note: prose(20_000), custom: customIn,
})
export const createDeal = contract({
  name: 'createDeal', method: 'POST', path: '/deals', tag: 'deal', status: 201, summary: 'Creates a deal in the first stage, or the stage named.',
  body: dealFields.partial().extend(gatePass.shape).extend({
    title: line(200), pipelineId: id, stageId: id.optional(),
    contactIds: z.array(z.object({ id, role: contactRole.default('other') })).max(50).optional(),
    products: z.array(z.object({ id, quantity: quantity.default(1), priceMinor: amountMinor.nullable().optional() })).max(100).optional(),
  }),
  response: dealDetail,
})
export const changeDeal = contract({
  name: 'changeDeal', method: 'PATCH', path: '/deals/:id', tag: 'deal', params, ifMatch: true,
  summary: 'Changes fields of a deal; not its stage, which is moved.', body: dealFields.partial(), response: dealDetail,
})
export const moveDeal = contract({
  name: 'moveDeal', method: 'POST', path: '/deals/:id/move', tag: 'deal', params,
  summary: 'Moves a deal to a stage (of any pipeline), or within its column between two neighbours.',
  body: z.object({
    stageId: id,
    /** Neighbouring cards after the drop; both absent: to the top of the column. */
    beforeId: id.nullable().optional(), afterId: id.nullable().optional(),
    /** Where the card was when it was picked up; a deal that has left it meanwhile is refused. */
    fromStageId: id.optional(),
    reason: line(500).optional(),
    nextStep: line(300).optional(), nextStepDue: day.optional(),
    /** When it really happened, if earlier than now. */
    at: instant.optional(),
  }).extend(gatePass.shape),
  response: deal,
})
export const winDeal = contract({
  name: 'winDeal', method: 'POST', path: '/deals/:id/win', tag: 'deal', params, summary: 'Marks a deal won.',
  body: z.object({ amountMinor: amountMinor.optional(), at: instant.optional() }).extend(gatePass.shape), response: deal,
})
export const loseDeal = contract({
  name: 'loseDeal', method: 'POST', path: '/deals/:id/lose', tag: 'deal', params, summary: 'Marks a deal lost; a reason is required.',
  body: z.object({ reasonId: id, note: prose(2000).optional(), competitor: line(120).optional(), at: instant.optional() }), response: deal,
})
export const reopenDeal = contract({
  name: 'reopenDeal', method: 'POST', path: '/deals/:id/reopen', tag: 'deal', params, summary: 'Reopens a won or lost deal.',
  body: z.object({ stageId: id.optional(), reason: line(500).optional(), nextStep: line(300).optional(), nextStepDue: day.optional() }).extend(gatePass.shape), response: deal,
})
export const bulkChangeDeals = contract({
  name: 'bulkChangeDeals', method: 'POST', path: '/deals/bulk', tag: 'deal',
  summary: 'Changes owner, stage or tags of up to 500 deals; says for each whether it was changed, and why not.',
  body: z.object({
    ids: z.array(id).min(1).max(500), ownerId: id.optional(), stageId: id.optional(),
    addTagIds: z.array(id).max(20).optional(), removeTagIds: z.array(id).max(20).optional(),
  }),
  response: z.object({ changed: z.array(id), refused: z.array(z.object({ id, code: z.string(), missing: z.number().int().optional() })) }),
})
export const setDealContact = contract({
  name: 'setDealContact', method: 'PUT', path: '/deals/:id/contacts/:contactId', tag: 'deal',
  summary: 'Links a contact with its role in the decision.', params: params.extend({ contactId: id }), body: z.object({ role: contactRole }), response: dealDetail,
})
export const removeDealContact = contract({
  name: 'removeDealContact', method: 'DELETE', path: '/deals/:id/contacts/:contactId', tag: 'deal', summary: 'Unlinks a contact.',
  params: params.extend({ contactId: id }), status: 200, response: dealDetail,
})
export const setDealCollaborators = contract({
  name: 'setDealCollaborators', method: 'PUT', path: '/deals/:id/collaborators', tag: 'deal', params,
  summary: 'Sets who works on the deal besides its owner.', body: z.object({ userIds: z.array(id).max(30) }), response: dealDetail,
})
export const setDealProducts = contract({
  name: 'setDealProducts', method: 'PUT', path: '/deals/:id/products', tag: 'deal', params, summary: 'Sets the products of a deal.',
  body: z.object({ products: z.array(z.object({ id, quantity, priceMinor: amountMinor.nullable() })).max(100) }), response: dealDetail,
})
export const convertLead = contract({
  name: 'convertLead', method: 'POST', path: '/leads/:id/convert', tag: 'lead', params, status: 201,
  summary: 'Turns a lead into account, contact and deal in one transaction; the history stays with all of them.',
  body: z.object({
    /** An existing account, else one is made from the company. */
    accountId: id.optional(), accountName: line(200).optional(),
    deal: z.object({ title: line(200), pipelineId: id, amountMinor: amountMinor.nullable().optional(), expectedCloseOn: day.nullable().optional(), ownerId: id.optional(), custom: customIn.optional() }).extend(gatePass.shape).nullable(),
  }),
  response: z.object({ accountId: id, contactId: id, dealId: id.nullable() }),
})
