import type { FastifyRequest } from 'fastify'

/** The language that the asker reads, by the request's `Accept-Language`; Chinese unless it begins with English. */
export function readerLanguage(request: FastifyRequest): 'zh' | 'en' {
  return /^\s*en\b/i.test(request.headers['accept-language'] ?? '') ? 'en' : 'zh'
}
