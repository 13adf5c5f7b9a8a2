import { useCallback, useMemo } from 'react'
import { useSearchParams } from 'react-router'
import type { z } from 'zod'
import { readUrlState, writeUrlState } from './url-state.ts'
import type { UrlShape } from './url-state.ts'

/**
 * Filters, sort, the open record: state that a link must carry. `schema` is a module constant whose fields have defaults.
 * `change` merges a part, or what a function makes of the state; it replaces the history entry, unless `push` is set
 * (opening a record: Back closes it). It starts from the address as it stands: two changes that follow each other before
 * the page is drawn again must both hold.
 */
export function useUrlState<S extends UrlShape>(schema: S) {
  const [search, setSearch] = useSearchParams()
  const state = useMemo(() => readUrlState(schema, search), [schema, search])
  const change = useCallback(
    (part: Partial<z.output<S>> | ((state: z.output<S>) => Partial<z.output<S>>), options: { push?: boolean } = {}) => {
      const current = new URLSearchParams(window.location.search)
      const before = readUrlState(schema, current)
      setSearch(writeUrlState(schema, { ...before, ...(typeof part === 'function' ? part(before) : part) }, current), { replace: !options.push })
    },
    [schema, setSearch],
  )
  return [state, change] as const
}
