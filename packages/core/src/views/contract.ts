import { z } from 'zod'
import { contract } from '../lib/contract.ts'
import { id, line, params, prose, ref, version } from '../lib/wire.ts'

export const viewObject = z.enum(['deal', 'lead', 'account', 'contact'])
/** What a view keeps: the list's URL state, column choice and layout. */
export const viewDefinition = z.object({
  query: z.record(z.string().max(40).regex(/^[\w.-]+$/), prose(20_000)), columns: z.array(z.string().max(60).regex(/^[\w.-]+$/)).max(80), layout: z.enum(['board', 'list']).optional(),
})
export const savedView = z.object({
  id, object: viewObject, name: z.string(), owner: ref, isShared: z.boolean(), isMine: z.boolean(), definition: viewDefinition, version,
})
export type SavedView = z.infer<typeof savedView>
export const listViews = contract({
  name: 'listViews', method: 'GET', path: '/views', tag: 'view', summary: "One's own and shared views of an object.",
  query: z.object({ object: viewObject }), response: z.object({ items: z.array(savedView) }),
})
const body = z.object({ name: line(60), isShared: z.boolean().default(false), definition: viewDefinition })
export const createView = contract({
  name: 'createView', method: 'POST', path: '/views', tag: 'view', status: 201, summary: 'Saves a view.', body: body.extend({ object: viewObject }), response: savedView,
})
export const changeView = contract({
  name: 'changeView', method: 'PATCH', path: '/views/:id', tag: 'view', params, ifMatch: true, summary: "Changes one's own view.", body: body.partial(), response: savedView,
})
export const removeView = contract({ name: 'removeView', method: 'DELETE', path: '/views/:id', tag: 'view', params, summary: "Deletes one's own view." })
