import { openLive, type LiveMessage } from '@sluice/core/live/contract'
import type { Api } from '../../platform/api.ts'
import { streamRoute } from '../../platform/route.ts'

const beatEvery = 25_000
/** A stream ends after this long, and the browser opens another: permissions are looked up anew. */
const endAfter = 30 * 60_000

/** `GET /live`: the stream of what changed. One socket and two timers a stream; reading is shared (platform/live.ts). */
export function liveRoutes(api: Api): void {
  // An open stream would keep a stopping server waiting for its half hour.
  api.fastify.addHook('preClose', async () => api.live.endAll())
  streamRoute(api, openLive, async ({ viewer, query, request, reply }) => {
    // A browser that reconnects by itself repeats the address, and says in the header what it has heard since.
    const lastId = request.headers['last-event-id'] ?? query.after
    reply.hijack()
    const { raw } = reply
    raw.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store', connection: 'keep-alive', 'x-accel-buffering': 'no',
    })
    const send = (message: LiveMessage, id: string) => {
      // A reader that does not read is cut off rather than buffered for; it resumes from its last id.
      if (raw.writableLength > 256 * 1024) raw.destroy()
      else raw.write(`id: ${id}\ndata: ${JSON.stringify(message)}\n\n`)
    }
    raw.write('retry: 2000\n\n')
    // Listening begins before the past is read: what is committed between the two is told twice rather than never.
    const stop = api.live.listen({ viewer, send, end: () => raw.end() })
    const beat = setInterval(() => raw.write(': \n\n'), beatEvery).unref()
    const end = setTimeout(() => raw.end(), endAfter).unref()
    raw.on('close', () => {
      stop()
      clearInterval(beat)
      clearTimeout(end)
    })
    try {
      const missed = typeof lastId === 'string' ? await api.live.since(viewer, lastId) : { messages: [], id: await api.live.head(viewer.orgId) }
      if (missed === null) send(bare('resync'), await api.live.head(viewer.orgId))
      else {
        for (const message of missed.messages) send(message, missed.id)
        send(bare('hello'), missed.id)
      }
    } catch (error) {
      request.log.error({ err: error }, 'live stream could not start')
      raw.destroy()
    }
    return reply
  })
}

const bare = (type: 'hello' | 'resync'): LiveMessage => ({ type, subjectType: '', subjectId: '', pipelineId: null, actorId: null })
