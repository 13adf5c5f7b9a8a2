import { fillWords } from '@sluice/core/lib/refusal'
import { refusals, type RefusalCode } from '@sluice/core/refusals'
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { ZodError } from 'zod'
import { readerLanguage, type ReaderLanguage } from './reader-language.ts'
import { Refusal, type FieldRefusal } from './refusal.ts'

/** RFC 9457, with Sluice's stable `code` and the words in the reader's language. */
export interface Problem {
  type: string
  title: string
  status: number
  code: string
  requestId: string
  errors?: readonly FieldRefusal[]
  data?: Readonly<Record<string, unknown>>
}

/** Every error of the API leaves as problem+json; a fault is logged and its words tell nothing of the inside. */
export function answerProblems(fastify: FastifyInstance): void {
  fastify.setErrorHandler(answerProblem)
}

/** Also for what is refused before there is a route: an address that cannot be decoded or is too long. */
export function answerProblem(error: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const refusal = asRefusal(error)
  if (refusal === null) request.log.error({ err: error }, 'request failed')
  const problem = problemOf(refusal ?? new Refusal('server.failed'), request)
  if (problem.code === 'request.too_many' && typeof refusal?.data.seconds === 'number') {
    void reply.header('retry-after', String(refusal.data.seconds))
  }
  return reply.status(problem.status).type('application/problem+json').send(JSON.stringify(problem))
}

export function problemOf(refusal: Refusal, request: FastifyRequest): Problem {
  const words = refusals[refusal.code]
  const language = readerLanguage(request)
  const told = Object.fromEntries(Object.entries(refusal.data).map(([key, value]) => [key, inLanguage(value, language)]))
  const data = { ...told, requestId: request.id }
  return {
    type: `urn:sluice:${refusal.code}`,
    title: fillWords(words[language], data),
    status: words.status,
    code: refusal.code,
    requestId: request.id,
    ...(refusal.errors.length > 0 && { errors: refusal.errors }),
    ...(Object.keys(told).length > 0 && { data: told }),
  }
}

/** A piece of data that is words itself comes in both languages. */
function inLanguage(value: unknown, language: ReaderLanguage): unknown {
  return typeof value === 'object' && value !== null && 'zh' in value && 'en' in value ? value[language] : value
}

const byDriver: Record<string, RefusalCode> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'request.too_large',
  FST_REQ_FILE_TOO_LARGE: 'request.too_large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'request.unsupported_media_type',
  FST_INVALID_MULTIPART_CONTENT_TYPE: 'request.unsupported_media_type',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'request.invalid',
  FST_ERR_CTP_INVALID_JSON_BODY: 'request.invalid',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'request.invalid',
  FST_ERR_BAD_URL: 'request.invalid',
  FST_ERR_MAX_PARAM_LENGTH: 'request.not_found',
  // PostgreSQL: unique and foreign key violations that no use case foresaw; text that is no valid UTF-8.
  '23505': 'conflict.duplicate',
  '23503': 'conflict.reference',
  '22021': 'request.invalid',
  '22P05': 'request.invalid',
  // Serialisation, deadlock, lock or statement timeout, a transaction left idle; the server going away.
  '40001': 'server.unavailable',
  '40P01': 'server.unavailable',
  '55P03': 'server.unavailable',
  '57014': 'server.unavailable',
  '25P03': 'server.unavailable',
  '57P01': 'server.unavailable',
  '57P02': 'server.unavailable',
  '57P03': 'server.unavailable',
  ECONNREFUSED: 'server.unavailable',
  ECONNRESET: 'server.unavailable',
}

/** What comes without a code. */
const byMessage: readonly (readonly [RegExp, RefusalCode])[] = [
  // A form that ends before its boundary, as when the sender went away.
  [/^(Unexpected end of (multipart data|form|file)|Part terminated early|Malformed part header)/, 'request.invalid'],
  // The connection to PostgreSQL broke, or there was none to be had.
  [/^(Connection terminated|Client has encountered a connection error|timeout exceeded when trying to connect)/, 'server.unavailable'],
]

function asRefusal(error: FastifyError): Refusal | null {
  if (error instanceof Refusal) return error
  if (error instanceof ZodError) {
    const errors = error.issues.map((issue) => ({
      path: issue.path.join('.'),
      code: /^[a-z_]+\.[a-z_]+$/.test(issue.message) ? issue.message : issue.code,
    }))
    return new Refusal('request.invalid', {}, errors)
  }
  const code = byDriver[error.code] ?? byMessage.find(([message]) => message.test(error.message))?.[1]
  if (code !== undefined) return new Refusal(code)
  return error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500 ? new Refusal('request.invalid') : null
}
