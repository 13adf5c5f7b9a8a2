import { z } from 'zod'
import { contract } from '../lib/contract.ts'

/** One message of the live stream. `resync` means: something was missed, refresh all that is shown. */
export const liveMessage = z.object({
  type: z.string(), subjectType: z.string(), subjectId: z.string(), pipelineId: z.string().nullable(), actorId: z.string().nullable(),
})
export type LiveMessage = z.infer<typeof liveMessage>
export const openLive = contract({
  name: 'openLive', method: 'GET', path: '/live', tag: 'live', file: 'text/event-stream',
  summary: 'Server-sent events: what changed, for what the viewer may see. Resumes from Last-Event-ID, or else from `after`: an id of a message, or the `liveId` of `GET /me`.',
  query: z.object({ after: z.string().max(40).optional() }),
})
