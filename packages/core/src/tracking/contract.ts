import { z } from 'zod'
import { contract } from '../lib/contract.ts'
import { day, id, instantOut, line, params, version } from '../lib/wire.ts'
import { touch } from '../touches/contract.ts'
import { behaviourKinds } from './behaviour.ts'
import { readOrigin } from './origin.ts'
import { signalRule, signalRuleKey } from './signal-rule.ts'

/** ask: nothing before the page says yes; assumed: until it says no; off: pages are counted, nobody is recognised again. */
export const consentModes = ['ask', 'assumed', 'off'] as const
const count = z.number().int()
const kind = z.enum(behaviourKinds)

export const site = z.object({
  id, name: z.string(), isOn: z.boolean(), consent: z.enum(consentModes), retentionDays: count, dailyLimit: count,
  pricingPaths: z.array(z.string()), documentPaths: z.array(z.string()), origins: z.array(z.string()), isArchived: z.boolean(),
  lastAt: instantOut.nullable(), keptToday: count, refusedToday: count, canWrite: z.boolean(), createdAt: instantOut, version,
  /** What the site's pages load. */
  scriptUrl: z.string(),
}).meta({ id: 'Site' })
export type Site = z.infer<typeof site>

const origin = line(300).transform((text, context) => {
  const read = readOrigin(text)
  if (read !== null) return read
  context.addIssue({ code: 'custom', message: 'site.not_an_origin' })
  return z.NEVER
})
const path = line(200).regex(/^[/*]/, 'site.path')
const fields = z.object({
  name: line(60), isOn: z.boolean(), consent: z.enum(consentModes), retentionDays: z.number().int().min(7).max(730), dailyLimit: z.number().int().min(100).max(50_000_000),
  pricingPaths: z.array(path).max(50), documentPaths: z.array(path).max(50), origins: z.array(origin).min(1).max(50),
})
export const listSites = contract({ name: 'listSites', method: 'GET', path: '/sites', tag: 'tracking', summary: 'Web sites that report visits.', response: z.object({ items: z.array(site) }) })
export const createSite = contract({
  name: 'createSite', method: 'POST', path: '/sites', tag: 'tracking', status: 201, summary: 'Adds a web site; its pages may report from then on.',
  body: fields.partial().required({ name: true, origins: true }), response: site,
})
export const changeSite = contract({
  name: 'changeSite', method: 'PATCH', path: '/sites/:id', tag: 'tracking', params, ifMatch: true, summary: 'Changes, switches off, archives or takes back a web site.',
  body: fields.partial().extend({ isArchived: z.boolean().optional() }), response: site,
})
export const getSiteSecret = contract({
  name: 'getSiteSecret', method: 'POST', path: '/sites/:id/secret', tag: 'tracking', params, confidential: true,
  summary: "The secret with which the organisation's own server signs who a visitor is; made anew when asked for, and names signed before are refused then.",
  body: z.object({ renew: z.boolean().default(false) }), response: z.object({ secret: z.string() }),
})
export const getSiteArrivals = contract({
  name: 'getSiteArrivals', method: 'GET', path: '/sites/:id/arrivals', tag: 'tracking', params, summary: 'Whether events arrive: the latest ones, two weeks by day (UTC), and pages that report without being listed.',
  response: z.object({
    lastAt: instantOut.nullable(),
    days: z.array(z.object({ day: z.string(), kept: count, refused: count })),
    latest: z.array(z.object({ id, at: instantOut, kind, subject: z.string(), title: z.string().nullable(), isKnown: z.boolean() })),
    strangers: z.array(z.object({ origin: z.string(), at: instantOut, n: count })),
  }),
})

const keptRule = z.object({ key: signalRuleKey, rule: signalRule, isOn: z.boolean(), isStandard: z.boolean(), isChanged: z.boolean(), canWrite: z.boolean() }).meta({ id: 'SignalRule' })
export type KeptSignalRule = z.infer<typeof keptRule>
export const listSignalRules = contract({
  name: 'listSignalRules', method: 'GET', path: '/signal-rules', tag: 'tracking', summary: 'When what a lead does is worth telling its owner.', response: z.object({ items: z.array(keptRule) }),
})
export const saveSignalRule = contract({
  name: 'saveSignalRule', method: 'PUT', path: '/signal-rules/:key', tag: 'tracking', params: z.object({ key: signalRuleKey }), summary: 'Changes a rule, or adds one under a new key.',
  body: z.object({ rule: signalRule, isOn: z.boolean() }), response: keptRule,
})
export const removeSignalRule = contract({
  name: 'removeSignalRule', method: 'DELETE', path: '/signal-rules/:key', tag: 'tracking', params: z.object({ key: signalRuleKey }), summary: 'Takes back what was changed of a standard rule; removes one of your own.',
})

const visitEvent = z.object({ at: instantOut, kind, subject: z.string(), title: z.string().nullable() })
const visit = z.object({ from: instantOut, to: instantOut, site: z.string().nullable(), source: touch.nullable(), events: z.array(visitEvent) })
export type LeadVisit = z.infer<typeof visit>
export const getLeadBehaviour = contract({
  name: 'getLeadBehaviour', method: 'GET', path: '/leads/:id/behaviour', tag: 'tracking', params, summary: 'What a lead did on the web sites and with mails, by day and visit, the latest first.',
  query: z.object({ before: day.optional() }),
  response: z.object({
    /** How its browsers became known, and how many there are. */
    knownBy: z.array(z.enum(['form', 'mail', 'signed', 'demo'])), browsers: count, lastAt: instantOut.nullable(),
    counts: z.array(z.object({ kind, n: count })),
    signals: z.array(z.object({ id, key: z.string(), name: z.string(), kind, subject: z.string(), n: count, at: instantOut })),
    /** All its arrivals that told a source, in order of time. */
    touches: z.array(touch),
    days: z.array(z.object({ day: z.string(), visits: z.array(visit), others: z.array(z.object({ kind, subject: z.string(), n: count })) })),
    /** Ask with `before` this day for what came earlier. */
    nextBefore: z.string().nullable(),
  }),
})
export type LeadBehaviour = z.infer<(typeof getLeadBehaviour)['response']>
