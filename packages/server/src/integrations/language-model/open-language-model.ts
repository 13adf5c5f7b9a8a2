import { LanguageModelError, type LanguageModelFault, type LanguageModelGateway } from '@sluice/core/language-model/gateway'
import OpenAI, { APIError } from 'openai'
import { z } from 'zod'
import { post, type Reach } from '../../platform/outgoing.ts'

/** As long as one waits for a paragraph. */
const patienceMs = 45_000

/** As the endpoint counts, if that can be true. */
const tokens = z.number().int().min(0).max(10_000_000).nullable().catch(null)
const answerShape = z.object({
  choices: z.array(z.object({ message: z.object({ content: z.string().min(1) }) })).min(1),
  usage: z.object({ prompt_tokens: tokens, completion_tokens: tokens }).nullish().catch(null),
})

/** Any endpoint that answers as OpenAI's chat completions do. Addresses are looked up, checked and bounded as all that leaves (platform/outgoing). */
export function openLanguageModel(reach: Reach): LanguageModelGateway {
  return {
    async ask(account, { system, user, maxTokens }) {
      const client = new OpenAI({ apiKey: account.key, baseURL: account.baseUrl.replace(/\/+$/, ''), maxRetries: 0, timeout: patienceMs, organization: null, project: null, fetch: fetchWithin(reach), logLevel: 'off' })
      const answer: unknown = await client.chat.completions
        .create({ model: account.model, messages: [{ role: 'system', content: system }, { role: 'user', content: user }], max_tokens: maxTokens, temperature: 0.2, stream: false })
        .catch((error: unknown) => Promise.reject(told(error)))
      const read = answerShape.safeParse(answer)
      const text = read.success ? read.data.choices[0]?.message.content : undefined
      if (!read.success || text === undefined) throw new LanguageModelError('garbage', 'answer')
      return { text, promptTokens: read.data.usage?.prompt_tokens ?? null, answerTokens: read.data.usage?.completion_tokens ?? null }
    },
  }
}

/** Why nothing came, when the connection says it. */
class Lost extends Error {
  readonly said: string

  constructor(said: string) {
    super(said)
    this.said = said
  }
}

function fetchWithin(reach: Reach): typeof fetch {
  return async (input, init) => {
    const url = typeof input === 'string' ? input : input instanceof URL ? input.href : input.url
    const headers = Object.fromEntries([...new Headers(init?.headers)].filter(([name]) => name === 'authorization' || name === 'accept'))
    const outcome = await post({ url, body: typeof init?.body === 'string' ? init.body : '', headers, patienceMs }, reach)
    if (outcome.kind === 'failed') throw new Lost(outcome.said)
    return new Response(outcome.body, { status: outcome.status, headers: { 'content-type': 'application/json' } })
  }
}

const faults: Readonly<Record<number, LanguageModelFault>> = { 401: 'key', 403: 'key', 402: 'limit', 429: 'limit' }

function told(error: unknown): LanguageModelError {
  const cause = error instanceof Error ? error.cause : undefined
  const lost = error instanceof Lost ? error : cause instanceof Lost ? cause : null
  if (lost !== null) return new LanguageModelError(lost.said === 'timeout' ? 'timeout' : 'unreachable', lost.said)
  if (error instanceof APIError && typeof error.status === 'number') {
    return new LanguageModelError(faults[error.status] ?? (error.status >= 500 ? 'unreachable' : 'refused'), String(error.status))
  }
  // What is no JSON, and what the client gave up on.
  return new LanguageModelError(error instanceof SyntaxError ? 'garbage' : 'unreachable', error instanceof Error ? error.name : '')
}
