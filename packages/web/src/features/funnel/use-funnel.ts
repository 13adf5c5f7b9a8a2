import { compareViews } from '@sluice/core/funnel/compare'
import type { Comparison } from '@sluice/core/funnel/compare'
import { getFunnel } from '@sluice/core/funnel/contract'
import { useMemo } from 'react'
import { useContractQuery } from '../../api/query.ts'
import { figureKey } from './figure-ref.ts'
import type { Questions } from './funnel-url.ts'
import { useFreshFigures } from './use-fresh-figures.ts'

/** The answers to a page's questions, kept true by live events; and what the two compared ones differ in. */
export function useFunnel(questions: Questions) {
  const ready = questions.main.pipeline !== ''
  const main = useContractQuery(getFunnel, { query: questions.main }, { keepPrevious: true, enabled: ready })
  const other = useContractQuery(getFunnel, { query: questions.other ?? questions.main }, { keepPrevious: true, enabled: ready && questions.other !== null })
  const closing = useContractQuery(getFunnel, { query: questions.closing }, { keepPrevious: true, enabled: ready })

  const mainView = main.data
  const otherView = questions.other ? other.data : undefined
  const compared = useMemo<ReadonlyMap<string, Comparison>>(() => {
    if (!mainView || !otherView) return new Map()
    // "b − a": the page's own side is b, so that a rise is a plus.
    return new Map(compareViews(otherView, mainView).map((one) => [figureKey(one.name), one]))
  }, [mainView, otherView])
  const changed = useFreshFigures(main.isPlaceholderData ? undefined : mainView, JSON.stringify(questions.main))

  return {
    main: mainView,
    other: otherView ?? null,
    closing: closing.data ?? null,
    compared,
    changed,
    isStale: main.isPlaceholderData || (questions.other !== null && other.isPlaceholderData),
    error: main.error ?? (questions.other ? other.error : null) ?? closing.error,
    retry: () => {
      void main.refetch()
      if (questions.other) void other.refetch()
      if (closing.error) void closing.refetch()
    },
  }
}
