import { getBoard, getDeal, listColumn } from '@sluice/core/pipeline/contract'
import type { Board } from '@sluice/core/pipeline/contract'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useRef, useState } from 'react'
import type { ApiError } from '../../../api/api-error.ts'
import { call } from '../../../api/client.ts'
import { useLiveMessages } from '../../../api/live.ts'
import type { LiveMessage } from '../../../api/live-rules.ts'
import { contractKey } from '../../../api/query.ts'
import type { boardQueryOf } from '../deals-url.ts'
import { appendCards, findCard, followCard, mergeBoard } from './board-cache.ts'
import { withPendingMoves } from './pending-moves.ts'

/** Cards of each column that a refresh brings; further ones come by scrolling. */
const firstCards = 30
const nextCards = 100

/**
 * The board of a pipeline under a filter. One answer holds counts and first cards of all columns; pages loaded by scrolling stay
 * through refreshes, and cards in them follow what others do.
 */
export function useBoard(pipelineId: string, query: ReturnType<typeof boardQueryOf>) {
  const client = useQueryClient()
  const args = { params: { id: pipelineId }, query: { ...query, cards: firstCards } }
  const key = contractKey(getBoard, args)
  const result = useQuery<Board, ApiError>({
    queryKey: key,
    queryFn: async ({ signal }) => {
      const fresh = await call(getBoard, { ...args, signal })
      return withPendingMoves(mergeBoard(client.getQueryData<Board>(key), fresh))
    },
    // Another filter of the same pipeline fades; another pipeline has other columns.
    placeholderData: (previous, previousQuery) =>
      (previousQuery?.queryKey[1] as { id?: string } | null | undefined)?.id === pipelineId ? previous : undefined,
  })

  // Read by callbacks that must stay the same objects, so that columns are not drawn again.
  const latest = useRef({ key, query, pipelineId })
  latest.current = { key, query, pipelineId }
  const busy = useRef(new Set<string>())
  const [loadingColumns, setLoadingColumns] = useState<ReadonlySet<string>>(new Set())

  const loadMore = useCallback(
    async (columnKey: string) => {
      const { key: of, query: filter, pipelineId: id } = latest.current
      const column = client.getQueryData<Board>(of)?.columns.find((one) => one.key === columnKey)
      const mark = JSON.stringify([of, columnKey])
      if (!column || column.nextCursor === null || busy.current.has(mark)) return
      busy.current.add(mark)
      setLoadingColumns((shown) => new Set(shown).add(columnKey))
      const { nextCursor } = column
      try {
        const page = await call(listColumn, { params: { id, column: columnKey }, query: { ...filter, cursor: nextCursor, limit: nextCards } })
        client.setQueryData<Board>(of, (board) => {
          const now = board?.columns.find((one) => one.key === columnKey)
          // A refresh meanwhile may have moved the end; its own next page will be asked for then.
          return board && now?.nextCursor === nextCursor ? appendCards(board, columnKey, page) : board
        })
      } catch {
        // The end of the column offers it again when it is scrolled to.
      } finally {
        busy.current.delete(mark)
        setLoadingColumns((shown) => new Set([...shown].filter((one) => one !== columnKey)))
      }
    },
    [client],
  )

  const follow = useCallback(
    (message: LiveMessage) => {
      if (message.subjectType !== 'deal') return
      const { key: of } = latest.current
      const board = client.getQueryData<Board>(of)
      const found = board && findCard(board, message.subjectId)
      // The first cards come with the refresh that the message causes anyway.
      if (!found || found.index < firstCards) return
      void call(getDeal, { params: { id: message.subjectId } }).then(
        (deal) => client.setQueryData<Board>(of, (now) => now && followCard(now, deal)),
        () => undefined,
      )
    },
    [client],
  )
  useLiveMessages(follow)

  return { board: result.data, error: result.error, isLoading: result.isPending, isStale: result.isPlaceholderData, retry: () => void result.refetch(), loadMore, loadingColumns }
}
