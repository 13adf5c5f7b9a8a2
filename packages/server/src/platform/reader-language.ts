import type { FastifyRequest } from 'fastify'

export type ReaderLanguage = 'zh' | 'en'

/** The language of whoever is signed in, as their account says it. */
const ofAccount = new WeakMap<FastifyRequest, ReaderLanguage>()

/**
 * The language that the asker reads: what the request asks for (`Accept-Language`, as chosen on the device), else what the
 * account says, else Chinese.
 */
export function readerLanguage(request: FastifyRequest): ReaderLanguage {
  return askedLanguage(request.headers['accept-language']) ?? ofAccount.get(request) ?? 'zh'
}

/** To be called when it is known who asks: `locale` of their account. */
export function readsAs(request: FastifyRequest, locale: string): void {
  ofAccount.set(request, locale === 'en' ? 'en' : 'zh')
}

/** The first choice of the header among our two languages; null when it names neither. */
export function askedLanguage(header: string | undefined): ReaderLanguage | null {
  const choices = (header ?? '').slice(0, 300).split(',').map((part) => {
    const [tag = '', ...options] = part.split(';').map((text) => text.trim().toLowerCase())
    const weight = Number(/^q=([01](?:\.\d{0,3})?)$/.exec(options[0] ?? 'q=1')?.[1] ?? 0)
    return { language: /^en(-|$)/.test(tag) ? 'en' as const : /^zh(-|$)/.test(tag) ? 'zh' as const : null, weight }
  })
  // Equal ones in the order in which they stand.
  return choices.filter(({ weight }) => weight > 0).toSorted((a, b) => b.weight - a.weight).find(({ language }) => language !== null)?.language ?? null
}
