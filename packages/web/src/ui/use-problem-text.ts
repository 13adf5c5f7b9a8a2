import { fillWords } from '@sluice/core/lib/refusal'
import { refusals } from '@sluice/core/refusals'
import type { RefusalCode } from '@sluice/core/refusals'
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'

interface Problem {
  code: string
  title?: string
  requestId?: string
  data: Readonly<Record<string, unknown>>
}

/** What is known of a failure, whatever was thrown. */
export function problemFacts(error: unknown): Problem {
  if (error === null || typeof error !== 'object' || !('code' in error) || typeof error.code !== 'string')
    return { code: 'unknown', data: {} }
  const loose = error as { code: string; title?: unknown; requestId?: unknown; extra?: unknown }
  const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined)
  const members = (value: unknown) => (value !== null && typeof value === 'object' ? (value as Record<string, unknown>) : {})
  const extra = members(loose.extra)
  const requestId = text(loose.requestId)
  // What the words of a refusal speak of (`{seconds}`) is in the problem's `data`.
  return { code: loose.code, title: text(loose.title), requestId, data: { requestId, ...extra, ...members(extra['data']) } }
}

const isRefusal = (code: string): code is RefusalCode => Object.hasOwn(refusals, code)
const known = ['network', 'timeout', 'unknown', 'not_found', 'payload_too_large'] as const

/** Says a failure in the user's language, by its code: the refusal's words, those of the browser's own failures, or the server's title. */
export function useProblemText(): (error: unknown) => string {
  const { t, i18n } = useTranslation('problems')
  const english = i18n.language === 'en'
  return useCallback(
    (error) => {
      const { code, title, data } = problemFacts(error)
      if (isRefusal(code)) return fillWords(english ? refusals[code].en : refusals[code].zh, data)
      const own = known.find((one) => one === code)
      if (own) return t(own)
      return title && title !== code ? title : t('unknown')
    },
    [t, english],
  )
}
