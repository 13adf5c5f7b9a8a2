import { useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { concerns } from './live-rules.ts'
import type { LiveMessage, ReadKey } from './live-rules.ts'

/**
 * Reads again what an own write concerns, by the same rules as a live message, without waiting for it (the stream may be
 * down): `refresh({ type: 'activity.logged', subjectType: 'deal', subjectId })`.
 */
export function useRefresh(): (message: LiveMessage) => void {
  const client = useQueryClient()
  return useCallback(
    (message) =>
      void client.invalidateQueries({
        predicate: ({ queryKey: [path, params, query] }) =>
          typeof path === 'string' && concerns(message, { path, params: (params ?? null) as ReadKey['params'], query: (query ?? null) as ReadKey['query'] }),
      }),
    [client],
  )
}
