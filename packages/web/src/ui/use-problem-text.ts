import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'

interface Problem {
  code: string
  title?: string
  detail?: string
  requestId?: string
}

/** What is known of a failure, whatever was thrown. */
export function problemFacts(error: unknown): Problem {
  if (error !== null && typeof error === 'object' && 'code' in error && typeof error.code === 'string') {
    const loose = error as { code: string; title?: unknown; detail?: unknown; requestId?: unknown }
    const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined)
    return { code: loose.code, title: text(loose.title), detail: text(loose.detail), requestId: text(loose.requestId) }
  }
  return { code: 'unknown' }
}

/**
 * Says a failure in the user's language: the words of its code, else of the code's first part (`validation.x` →
 * `validation`), else the server's title.
 */
export function useProblemText(): (error: unknown) => string {
  const { t, i18n } = useTranslation('problems')
  return useCallback(
    (error) => {
      const { code, title } = problemFacts(error)
      const keys = [code.replaceAll('.', '_'), code.split('.')[0] ?? code]
      const known = keys.find((key) => i18n.exists(key, { ns: 'problems' }))
      if (known) return t(known as 'unknown')
      return title && title !== code ? title : t('unknown')
    },
    [t, i18n],
  )
}
