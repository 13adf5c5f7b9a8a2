import { z } from 'zod'
import { id, instantOut, line, ref } from '../lib/wire.ts'

export const touchKinds = ['code', 'tagged', 'typed'] as const

/** One arrival with its source, as a lead shows it. */
export const touch = z.object({
  id, at: instantOut, kind: z.enum(touchKinds), campaign: ref.nullable(), channel: ref.nullable(), promoter: ref.nullable(), code: z.string().nullable(),
  utm: z.object({ source: z.string().nullable(), medium: z.string().nullable(), campaign: z.string().nullable(), term: z.string().nullable(), content: z.string().nullable() }),
  clickIdKind: z.string().nullable(), clickId: z.string().nullable(), referrerHost: z.string().nullable(), landingPage: z.string().nullable(),
})
export type Touch = z.infer<typeof touch>

/** Where somebody came from, as a form or another system hands it over with a new lead. */
export const arrivalIn = z.object({
  /** The page's whole address: utm parameters, click ids and what a short link added are read from it. */
  url: line(4000).optional(),
  referrer: line(4000).optional(),
  /** The code alone, when there is no address: read out at a stand, typed from a leaflet. */
  code: line(20).optional(),
  /** A campaign that a person names. */
  campaignId: id.optional(),
  /** The browser, as the tracking snippet calls it: what it touched before is the lead's too. */
  visitorId: z.uuid().toLowerCase().optional(),
})
