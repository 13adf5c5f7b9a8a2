import { z } from 'zod'
import { contract } from '../lib/contract.ts'
import { id, line, params, ref, version } from '../lib/wire.ts'

/** Funnels of one's own steps, saved and shared. What may stand in a definition says core/funnel/measures/custom-view. */

export const customFunnelDefinition = z.record(z.string(), z.unknown())
export const customFunnel = z.object({ id, name: z.string(), definition: customFunnelDefinition, isShared: z.boolean(), isMine: z.boolean(), owner: ref, canWrite: z.boolean(), version })
export type CustomFunnel = z.infer<typeof customFunnel>
export const listCustomFunnels = contract({
  name: 'listCustomFunnels', method: 'GET', path: '/custom-funnels', tag: 'custom funnel', summary: "One's own and shared funnels.", response: z.object({ items: z.array(customFunnel) }),
})
export const getCustomFunnel = contract({ name: 'getCustomFunnel', method: 'GET', path: '/custom-funnels/:id', tag: 'custom funnel', params, summary: 'One saved funnel.', response: customFunnel })
const body = z.object({ name: line(80), definition: customFunnelDefinition, isShared: z.boolean() })
export const createCustomFunnel = contract({
  name: 'createCustomFunnel', method: 'POST', path: '/custom-funnels', tag: 'custom funnel', status: 201, summary: 'Saves a funnel.', body: body.extend({ isShared: z.boolean().default(false) }), response: customFunnel,
})
export const changeCustomFunnel = contract({
  name: 'changeCustomFunnel', method: 'PATCH', path: '/custom-funnels/:id', tag: 'custom funnel', params, ifMatch: true, summary: "Changes one's own funnel; administrators also a shared one.", body: body.partial(), response: customFunnel,
})
export const removeCustomFunnel = contract({ name: 'removeCustomFunnel', method: 'DELETE', path: '/custom-funnels/:id', tag: 'custom funnel', params, summary: "Deletes one's own funnel; administrators also a shared one." })
