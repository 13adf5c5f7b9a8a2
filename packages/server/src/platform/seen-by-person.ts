import type { FastifyRequest } from 'fastify'

/** What follows links to show a preview of them is nobody's visit. */
const robots = /bot\b|bot\/|crawl|spider|slurp|preview|facebookexternalhit|whatsapp|curl\/|wget\/|python|headlesschrome|monitor|uptime/i

/** By its own name; others are people. */
export const isRobot = (request: FastifyRequest): boolean => robots.test(request.headers['user-agent'] ?? '')

/** Whether a person opens it now: no robot by its own name, no browser that fetches ahead. */
export function seenByPerson(request: FastifyRequest): boolean {
  const ahead = `${String(request.headers['sec-purpose'] ?? '')} ${String(request.headers.purpose ?? '')}`.includes('prefetch')
  return request.method === 'GET' && !ahead && !isRobot(request)
}
