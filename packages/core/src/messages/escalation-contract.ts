import { z } from 'zod'
import { contract } from '../lib/contract.ts'
import { id, instantOut, line, params, ref, version } from '../lib/wire.ts'
import { waitedKind } from '../notifications/escalated.ts'
import { countedTimes, escalationEnds, escalationSteps } from './escalation.ts'

const definition = {
  name: line(100), kinds: z.array(waitedKind).min(1).max(60), isHighOnly: z.boolean(), counts: z.enum(countedTimes), until: z.enum(escalationEnds), steps: escalationSteps, isOn: z.boolean(),
}
export const escalationChain = z.object({
  id, ...definition, isPreset: z.boolean(),
  /** Matters that wait by it now. */
  waiting: z.number().int(),
  /** Names of the people that its steps name. */
  people: z.array(ref), version,
}).meta({ id: 'EscalationChain' })
export type EscalationChain = z.infer<typeof escalationChain>
export const listEscalationChains = contract({ name: 'listEscalationChains', method: 'GET', path: '/escalation-chains', tag: 'notification', summary: 'Who is told when nobody answers a notice, by kinds of notices.', response: z.object({ items: z.array(escalationChain) }) })
export const createEscalationChain = contract({ name: 'createEscalationChain', method: 'POST', path: '/escalation-chains', tag: 'notification', status: 201, summary: 'Adds an escalation chain; it counts for notices from now on.', body: z.object(definition), response: escalationChain })
export const changeEscalationChain = contract({
  name: 'changeEscalationChain', method: 'PATCH', path: '/escalation-chains/:id', tag: 'notification', params, ifMatch: true, summary: 'Changes a chain; what waits already goes on as it began, unless the chain is switched off.',
  body: z.object(definition).partial(), response: escalationChain,
})
export const removeEscalationChain = contract({ name: 'removeEscalationChain', method: 'DELETE', path: '/escalation-chains/:id', tag: 'notification', params, summary: 'Takes a chain away with what waits by it; those that every organisation has can only be switched off.' })

export const escalation = z.object({
  id, chain: ref, kind: waitedKind, data: z.record(z.string(), z.unknown()), subjectType: z.string().nullable(), subjectId: id, noticedAt: instantOut, people: z.array(ref), counts: z.enum(countedTimes),
  /** Steps taken, of how many; when the next is due. */
  taken: z.number().int(), steps: z.number().int(), dueAt: instantOut.nullable(), state: z.enum(['waiting', 'ended']), endedBecause: z.enum(['read', 'done', 'handled', 'gone', 'off', 'last']).nullable(),
}).meta({ id: 'Escalation' })
export type Escalation = z.infer<typeof escalation>
export const listEscalations = contract({ name: 'listEscalations', method: 'GET', path: '/escalations', tag: 'notification', summary: 'The last fifty matters that waited by a chain, newest first.', response: z.object({ items: z.array(escalation) }) })
