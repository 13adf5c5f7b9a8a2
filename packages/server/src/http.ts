import compress from '@fastify/compress'
import cookie from '@fastify/cookie'
import helmet from '@fastify/helmet'
import multipart from '@fastify/multipart'
import fastifyFactory, { type FastifyInstance } from 'fastify'
import type { Writable } from 'node:stream'
import type { Env } from './platform/env.ts'
import { newId } from './platform/ids.ts'
import { loggedError } from './platform/logged-error.ts'
import { answerProblem, answerProblems } from './platform/problem.ts'

/** The HTTP server without its routes: what it logs, its limits, its headers, how it answers what goes wrong. `log` takes the lines instead of stdout. */
export async function openHttp(env: Env, log?: Writable): Promise<FastifyInstance> {
  const fastify = fastifyFactory({
    logger: {
      level: env.SLUICE_LOG,
      ...(log !== undefined && { stream: log }),
      redact: { paths: ['req.headers.cookie', 'req.headers.authorization', 'res.headers["set-cookie"]'], remove: true },
      serializers: {
        // Neither bodies nor query strings are logged: they hold names, phones and search words.
        req: (request) => ({ method: request.method, path: request.url.split('?')[0], ip: request.ip }),
        err: loggedError,
      },
    },
    // One proxy: what it adds to X-Forwarded-For counts, what the caller wrote there does not.
    trustProxy: env.SLUICE_TRUST_PROXY === '1' && ((_, hop) => hop === 0),
    bodyLimit: 1024 * 1024,
    // A condition of 20,000 characters fits into an address, percent signs included.
    http: { maxHeaderSize: 256 * 1024 },
    // Whole requests, slow uploads of large files among them; headers alone have a minute.
    requestTimeout: 30 * 60_000,
    frameworkErrors: (error, request, reply) => void answerProblem(error, request, reply),
    genReqId: () => newId(),
    routerOptions: { maxParamLength: 200 },
  })
  answerProblems(fastify)
  await fastify.register(helmet, {
    contentSecurityPolicy: {
      directives: {
        defaultSrc: ["'self'"], scriptSrc: ["'self'"], styleSrc: ["'self'", "'unsafe-inline'"], imgSrc: ["'self'", 'data:', 'blob:'],
        connectSrc: ["'self'"], frameAncestors: ["'none'"], upgradeInsecureRequests: null,
      },
    },
    strictTransportSecurity: env.SLUICE_URL?.startsWith('https:') ?? false,
  })
  await fastify.register(cookie)
  await fastify.register(compress, { threshold: 2048 })
  await fastify.register(multipart, { limits: { files: 1, fields: 10, fieldSize: 100_000, fileSize: 1024 * 1024 * 1024 } })
  fastify.addHook('onSend', async (request, reply) => {
    reply.header('x-request-id', request.id)
  })
  return fastify
}
