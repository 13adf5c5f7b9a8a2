import { z } from 'zod'
import { contract } from '../lib/contract.ts'
import { amountMinor, currency, day, id, instantOut, line, page, pageQuery, params, prose, ref, version } from '../lib/wire.ts'
import { landingProblem } from './landing.ts'
import { campaignStatuses } from './status.ts'
import { utmKeyPattern } from './utm-key.ts'

export const campaignKinds = ['exhibition', 'webinar', 'search', 'content', 'social', 'email', 'referral', 'partner', 'outbound', 'other'] as const
/** Whose lead it is when several sources touched it: the first, or the last before it was captured. */
export const touchModels = ['last', 'first'] as const
const model = z.enum(touchModels).default('last')

const count = z.number().int()
const money = z.number().int()
export const figures = z.object({
  visits: count, leads: count, qualified: count, deals: count, won: count, wonMinor: money, wonWithoutMoney: count,
  costMinor: money, costPerLeadMinor: money.nullable(), qualifiedShare: z.number().nullable(), wonShare: z.number().nullable(), roi: z.number().nullable(),
}).meta({ id: 'CampaignFigures' })

export const campaign = z.object({
  id, name: z.string(), kind: z.enum(campaignKinds), status: z.enum(campaignStatuses), utmKey: z.string(),
  budgetMinor: money.nullable(), currency: z.string(), fromOn: z.string(), toOn: z.string().nullable(), owner: ref,
  targetLeads: count.nullable(), targetWonMinor: money.nullable(), landingUrl: z.string().nullable(), note: z.string(),
  isArchived: z.boolean(), createdAt: instantOut, canWrite: z.boolean(), version,
  /** Null for those who read only their own deals: the numbers are of everybody's. */
  figures: figures.nullable(),
}).meta({ id: 'Campaign' })
export type Campaign = z.infer<typeof campaign>

const landingUrl = line(2000).superRefine((text, context) => {
  const problem = landingProblem(text)
  if (problem !== null) context.addIssue({ code: 'custom', message: problem })
})
const logo = z.string().max(100_000).regex(/^data:image\/(png|jpeg);base64,[A-Za-z0-9+/]+={0,2}$/, 'campaign.logo')

const fields = z.object({
  name: line(100), kind: z.enum(campaignKinds), utmKey: z.string().toLowerCase().regex(utmKeyPattern, 'campaign.utm_key'),
  budgetMinor: amountMinor.nullable(), currency, fromOn: day, toOn: day.nullable(), ownerId: id,
  targetLeads: z.number().int().min(0).max(10_000_000).nullable(), targetWonMinor: amountMinor.nullable(),
  landingUrl: landingUrl.nullable(), logo: logo.nullable(), note: prose(5000),
})

export const listCampaigns = contract({
  name: 'listCampaigns', method: 'GET', path: '/campaigns', tag: 'campaign', summary: 'Campaigns with what they brought, filtered and paged; who reads only their own sees those they own or promote.',
  query: pageQuery.extend({ q: z.string().trim().max(100).optional(), status: z.enum(campaignStatuses).optional(), kind: z.enum(campaignKinds).optional(), owner: id.optional(), model }),
  response: page(campaign).extend({ total: count }),
})
export const getCampaign = contract({
  name: 'getCampaign', method: 'GET', path: '/campaigns/:id', tag: 'campaign', params, summary: 'One campaign, what it brought, and that by channel.',
  query: z.object({ model }),
  response: campaign.extend({
    logo: z.string().nullable(),
    channels: z.array(z.object({ channel: ref.nullable(), figures })).nullable(),
  }),
})
export const createCampaign = contract({
  name: 'createCampaign', method: 'POST', path: '/campaigns', tag: 'campaign', status: 201, summary: 'Makes a campaign. Left out, the owner is who makes it and the utm key comes from the name.',
  body: fields.partial().required({ name: true, kind: true, fromOn: true }), response: campaign,
})
export const changeCampaign = contract({
  name: 'changeCampaign', method: 'PATCH', path: '/campaigns/:id', tag: 'campaign', params, ifMatch: true, summary: 'Changes, archives or takes back a campaign.',
  body: fields.omit({ currency: true }).partial().extend({ isArchived: z.boolean().optional() }), response: campaign,
})

export const cost = z.object({ id, channel: ref.nullable(), onDay: z.string(), amountMinor: money, note: z.string(), by: ref, createdAt: instantOut })
export type CampaignCost = z.infer<typeof cost>
export const listCampaignCosts = contract({
  name: 'listCampaignCosts', method: 'GET', path: '/campaigns/:id/costs', tag: 'campaign', params, summary: 'What was spent on a campaign, the latest first.',
  query: pageQuery, response: page(cost),
})
export const addCampaignCost = contract({
  name: 'addCampaignCost', method: 'POST', path: '/campaigns/:id/costs', tag: 'campaign', params, status: 201, summary: 'Adds what was spent, in the currency of the campaign.',
  body: z.object({ onDay: day, amountMinor: amountMinor.min(1), channelId: id.nullable().optional(), note: line(200).optional() }), response: cost,
})
export const removeCampaignCost = contract({
  name: 'removeCampaignCost', method: 'DELETE', path: '/campaign-costs/:id', tag: 'campaign', params, summary: 'Takes back what was entered by mistake.',
})

export const channelCode = z.object({
  id, code: z.string(), campaign: ref, channel: ref, promoter: ref.nullable(), placement: z.string(),
  /** The whole short link; what the QR code says. */
  link: z.string(), landingUrl: z.string().nullable(), endedAt: instantOut.nullable(), createdAt: instantOut, canWrite: z.boolean(), version,
  visits: count, leads: count, qualified: count, won: count,
}).meta({ id: 'ChannelCode' })
export type ChannelCode = z.infer<typeof channelCode>
export const listChannelCodes = contract({
  name: 'listChannelCodes', method: 'GET', path: '/channel-codes', tag: 'campaign', summary: 'Channel codes with what they brought; who reads only their own sees their own codes and those of their campaigns.',
  query: pageQuery.extend({ campaign: id.optional(), channel: id.optional(), promoter: id.optional(), model }),
  response: page(channelCode).extend({ total: count }),
})
export const createChannelCodes = contract({
  name: 'createChannelCodes', method: 'POST', path: '/campaigns/:id/codes', tag: 'campaign', params, status: 201,
  summary: 'Makes a code for each channel and promoter; those that are there already are answered as they are.',
  body: z.object({
    channelIds: z.array(id).min(1).max(50), promoterIds: z.array(id).max(500).default([]), placement: line(60).optional(), landingUrl: landingUrl.nullable().optional(),
  }),
  response: z.object({ items: z.array(channelCode), created: count }),
})
export const changeChannelCode = contract({
  name: 'changeChannelCode', method: 'PATCH', path: '/channel-codes/:id', tag: 'campaign', params, ifMatch: true, summary: 'Changes where a code leads, withdraws it or takes it back.',
  body: z.object({ landingUrl: landingUrl.nullable(), isEnded: z.boolean() }).partial(), response: channelCode,
})
