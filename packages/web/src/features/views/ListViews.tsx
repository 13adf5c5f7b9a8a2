import { listViews } from '@sluice/core/views/contract'
import type { SavedView } from '@sluice/core/views/contract'
import type { z } from 'zod'
import { useContractQuery } from '../../api/query.ts'
import { readUrlState, writeUrlState } from '../../ui/url-state.ts'
import type { UrlShape } from '../../ui/url-state.ts'
import { usePhone } from '../../ui/use-media-query.ts'
import { ViewsBar } from './ViewsBar.tsx'

/**
 * Saved views of a list whose whole state is in its address (`view` names the one opened last) and in its choice of columns.
 * A phone has no room for them until there is one.
 */
export function ListViews<S extends UrlShape>(props: {
  object: SavedView['object']
  schema: S
  url: z.output<S>
  change: (part: Partial<z.output<S>>) => void
  columns: readonly string[] | null
  onColumns: (columns: string[] | null) => void
}) {
  const { schema, url } = props
  const phone = usePhone()
  const saved = useContractQuery(listViews, { query: { object: props.object } }, { staleTime: 5 * 60_000, enabled: phone }).data?.items.length ?? 0
  const query = Object.fromEntries([...writeUrlState(schema, url, new URLSearchParams())].filter(([name]) => name !== 'view'))
  const activeId = (url as Record<string, unknown>)['view']
  if (phone && saved === 0) return null
  return (
    <ViewsBar
      object={props.object}
      current={{ query, columns: [...(props.columns ?? [])] }}
      activeId={typeof activeId === 'string' ? activeId : ''}
      onOpen={(view) => {
        const search = new URLSearchParams(view?.definition.query ?? {})
        search.set('view', view?.id ?? '')
        props.change(readUrlState(schema, search))
        const columns = view?.definition.columns ?? []
        props.onColumns(columns.length === 0 ? null : columns)
      }}
    />
  )
}
