import { z } from 'zod'
import { customView } from '../funnel/measures/custom-view.ts'
import { contract } from '../lib/contract.ts'
import { id, params, ref, version } from '../lib/wire.ts'

/** Funnels of one's own steps, saved and shared: `private` to its owner, to the owner's team and those above it, or to all. What it shows says the report. */

const definition = customView.meta({ id: 'CustomView' })
export const customFunnel = z.object({ id, definition, isMine: z.boolean(), owner: ref, canWrite: z.boolean(), version }).meta({ id: 'CustomFunnel' })
export type CustomFunnel = z.infer<typeof customFunnel>
export const listCustomFunnels = contract({
  name: 'listCustomFunnels', method: 'GET', path: '/custom-funnels', tag: 'custom funnel', summary: "One's own and shared funnels.", response: z.object({ items: z.array(customFunnel) }),
})
export const getCustomFunnel = contract({ name: 'getCustomFunnel', method: 'GET', path: '/custom-funnels/:id', tag: 'custom funnel', params, summary: 'One saved funnel.', response: customFunnel })
const body = z.object({ definition })
export const createCustomFunnel = contract({
  name: 'createCustomFunnel', method: 'POST', path: '/custom-funnels', tag: 'custom funnel', status: 201, summary: 'Saves a funnel.', body, response: customFunnel,
})
export const changeCustomFunnel = contract({
  name: 'changeCustomFunnel', method: 'PUT', path: '/custom-funnels/:id', tag: 'custom funnel', params, ifMatch: true, summary: "Changes one's own funnel; administrators also a shared one.", body, response: customFunnel,
})
export const removeCustomFunnel = contract({ name: 'removeCustomFunnel', method: 'DELETE', path: '/custom-funnels/:id', tag: 'custom funnel', params, summary: "Deletes one's own funnel; administrators also a shared one." })
