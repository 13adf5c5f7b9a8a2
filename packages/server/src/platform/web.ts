import staticFiles from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** The built web client. */
export const webRoot = fileURLToPath(new URL('../../../web/dist', import.meta.url))

/** Serves the web client: hashed assets for ever, and index.html for every address that is a screen's. */
export async function serveWeb(fastify: FastifyInstance): Promise<void> {
  if (!existsSync(`${webRoot}/index.html`)) return
  await fastify.register(staticFiles, {
    root: webRoot,
    wildcard: false,
    index: false,
    setHeaders: (response, path) => {
      response.header('cache-control', path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache')
    },
  })
  fastify.get('/*', (request, reply) => {
    if (request.url.startsWith('/api/') || request.url.startsWith('/assets/')) return reply.callNotFound()
    return reply.header('cache-control', 'no-cache').sendFile('index.html')
  })
}
