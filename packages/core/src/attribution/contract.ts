import { z } from 'zod'
import { touchModels } from '../campaigns/contract.ts'
import { handBackKeys } from '../assignment/hand-over.ts'
import { contract } from '../lib/contract.ts'
import { currency, day, id, instantOut, page, pageQuery, params, ref } from '../lib/wire.ts'
import { attributedTo, attributionModels } from './model.ts'

const count = z.number().int()
const money = z.number().int()

/** Days `[from, to)` in the organisation's zone; left out: the last year until today. */
export const periodQuery = z.object({ from: day.optional(), to: day.optional() })
const asked = periodQuery.extend({
  by: z.enum(attributedTo).default('channel'),
  currency: currency.optional(),
  halfLifeDays: z.coerce.number().positive().max(3650).default(7),
  firstPercent: z.coerce.number().int().min(0).max(100).default(40),
  lastPercent: z.coerce.number().int().min(0).max(100).default(40),
  /** Touches longer before than this take no part; left out: all of them. */
  lookbackDays: z.coerce.number().positive().max(3650).optional(),
})
const withinWhole = ({ firstPercent, lastPercent }: { firstPercent: number; lastPercent: number }) => firstPercent + lastPercent <= 100
const over = 'attribution.over_100_percent'

const credit = z.object({
  model: z.enum(attributionModels),
  leads: z.number(), opened: z.number(), openedMinor: money, won: z.number(), wonMinor: money, wonDeals: count,
  costPerLeadMinor: money.nullable(), costPerWonMinor: money.nullable(), roi: z.number().nullable(),
})
const row = z.object({ key: id.nullable(), name: z.string().nullable(), isUntouched: z.boolean(), costMinor: money, models: z.array(credit) })
export type AttributionAnswerRow = z.infer<typeof row>

export const getAttribution = contract({
  name: 'getAttribution', method: 'GET', path: '/reports/attribution', tag: 'report', query: asked.refine(withinWhole, over),
  summary: 'Who is credited with the leads captured, the deals opened and the deals won of a period, by five models side by side, with cost and return. Money in one currency; the others are said.',
  response: z.object({
    from: z.string(), to: z.string(), zone: z.string(), currency: z.string(), by: z.enum(attributedTo),
    leads: z.object({ n: count, untouched: count }),
    opened: z.object({ n: count, untouched: count, amountMinor: money }),
    won: z.object({ n: count, untouched: count, amountMinor: money, withoutAmount: count }),
    costMinor: money,
    /** Won deals and costs in other currencies: in none of the rows. */
    others: z.array(z.object({ currency: z.string(), won: count, wonMinor: money, costMinor: money })),
    rows: z.array(row),
  }),
})
export const exportAttribution = contract({
  name: 'exportAttribution', method: 'GET', path: '/reports/attribution.csv', tag: 'report', query: asked.refine(withinWhole, over), file: 'text/csv',
  summary: 'The same as CSV, a line for each row and model; money in whole units of the currency.',
})

const touch = z.object({
  id, at: instantOut, kind: z.enum(['code', 'tagged', 'typed']), channel: ref.nullable(), campaign: ref.nullable(), promoter: ref.nullable(), share: z.number(), creditMinor: money,
  /** Credited to the key that was asked for. */
  isAsked: z.boolean(),
})
const attributedDeal = z.object({
  id, title: z.string(), account: z.string().nullable(), wonAt: instantOut, amountMinor: money.nullable(), currency: z.string(), share: z.number(), creditMinor: money,
  path: z.array(touch), after: count,
})
export type AttributedDeal = z.infer<typeof attributedDeal>
export const listAttributedDeals = contract({
  name: 'listAttributedDeals', method: 'GET', path: '/reports/attribution/deals', tag: 'report',
  query: asked.extend({
    model: z.enum(attributionModels).default('position'),
    /** Of whom; `none`: touches that name none; `untouched`: deals before which nothing was touched. */
    key: z.union([id, z.enum(['none', 'untouched'])]),
  }).extend(pageQuery.shape).refine(withinWhole, over),
  response: page(attributedDeal).extend({
    total: count,
    /** Credited too, but of people whose deals the viewer does not see. */
    hidden: count,
  }),
  summary: 'The won deals behind a credit, the greatest first, each with all its touches until it was won and what each of them is credited with.',
})

const funnelStep = z.object({ key: z.enum(['visits', 'leads', 'mql', 'sql', 'deals', 'won']), n: count, hits: count.nullable(), share: z.number().nullable(), low: z.number().nullable(), high: z.number().nullable(), enough: z.boolean() })
export const getCampaignFunnel = contract({
  name: 'getCampaignFunnel', method: 'GET', path: '/reports/campaigns/:id/funnel', tag: 'report', params, query: z.object({ model: z.enum(touchModels).default('last') }),
  summary: 'A campaign from visit to money: how many of its leads came to each step at least, and what share of those of the step before; with the top-leak test.',
  response: z.object({
    steps: z.array(funnelStep), wonMinor: money, currency: z.string(), wonWithoutMoney: count,
    leak: z.object({
      result: z.enum(['passed', 'failed', 'not_enough']), n: count, hits: count, value: z.number().nullable(), threshold: z.number(), minN: count, afterDays: count,
      text: z.object({ zh: z.string(), en: z.string() }), remedies: z.array(z.object({ key: z.string(), zh: z.string(), en: z.string() })),
    }),
  }),
})

const refusals = z.object({ decided: count, rejected: count, share: z.number().nullable(), low: z.number().nullable(), high: z.number().nullable(), enough: z.boolean(), reasons: z.array(z.object({ reason: z.enum(handBackKeys), n: count })) })
export const getRejections = contract({
  name: 'getRejections', method: 'GET', path: '/reports/rejections', tag: 'report', query: periodQuery.extend({ by: z.enum(['channel', 'campaign']).default('channel') }),
  summary: 'Leads that sales gave back in a period, by channel or campaign and by reason, of all that it decided on.',
  response: z.object({ from: z.string(), to: z.string(), total: refusals, rows: z.array(refusals.extend({ key: id.nullable(), name: z.string().nullable() })) }),
})
