import { getBoard, getDeal, listDeals, loseDeal, moveDeal, reopenDeal, winDeal } from '@sluice/core/pipeline/contract'
import type { Board, Deal } from '@sluice/core/pipeline/contract'
import { useQueryClient } from '@tanstack/react-query'
import type { QueryClient } from '@tanstack/react-query'
import { useCallback, useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiError } from '../../api/api-error.ts'
import { call } from '../../api/client.ts'
import { contractKey } from '../../api/query.ts'
import { useToast } from '../../ui/use-toast.tsx'
import { columnOf, findCard, moveCard, replaceCard } from './board/board-cache.ts'
import type { Placement } from './board/board-cache.ts'
import { neighboursOf } from './board/drop.ts'
import type { Neighbours } from './board/drop.ts'
import { beginMove, endMove } from './board/pending-moves.ts'
import { LoseDialog } from './LoseDialog.tsx'
import type { LossAnswer } from './LoseDialog.tsx'
import { useStages } from './lookups.ts'
import { WinDialog } from './WinDialog.tsx'

/** A stage id, `won` or `lost`; neighbours when it was dropped between cards. */
export interface MoveTarget extends Partial<Neighbours> {
  column: string
}

/** Boards of every filter that are in the cache: a card is moved in all of them. */
function changeBoards(client: QueryClient, change: (board: Board) => Board): void {
  client.setQueriesData<Board>({ predicate: ({ queryKey }) => queryKey[0] === getBoard.path }, (board) => board && change(board))
}

/** Where a card is on the boards now, to put it back. */
function placeOf(client: QueryClient, id: string): { placement: Placement; neighbours: Neighbours } | null {
  for (const [, board] of client.getQueriesData<Board>({ predicate: ({ queryKey }) => queryKey[0] === getBoard.path })) {
    const found = board && findCard(board, id)
    const neighbours = found ? neighboursOf(found.column.cards, id) : null
    if (found && neighbours) return { placement: { column: found.column.key, below: neighbours.beforeId }, neighbours }
  }
  return null
}

/**
 * The one way a deal changes its stage in the browser: board, list and record all ask here. Won and lost ask their question
 * first. The card moves at once; a refusal puts it back and says why; done can be undone.
 */
export function useDealMoves(): { request: (deal: Deal, target: MoveTarget) => void; dialogs: ReactNode } {
  const client = useQueryClient()
  const toast = useToast()
  const { t } = useTranslation('deals')
  const stages = useStages()
  const [asked, setAsked] = useState<{ deal: Deal; kind: 'won' | 'lost' } | null>(null)

  const perform = useCallback(
    async (deal: Deal, target: MoveTarget, send: () => Promise<Deal>): Promise<Deal | null> => {
      const from = placeOf(client, deal.id)
      const at = new Date().toISOString()
      const to: Placement = { column: target.column, below: target.beforeId ?? null }
      const detail = contractKey(getDeal, { params: { id: deal.id } })
      await client.cancelQueries({ predicate: ({ queryKey }) => queryKey[0] === getBoard.path })
      beginMove(deal.id, to, at)
      changeBoards(client, (board) => moveCard(board, deal.id, to, at))
      try {
        const moved = await send()
        endMove(deal.id)
        changeBoards(client, (board) => replaceCard(board, moved))
        client.setQueryData(detail, (shown: object | undefined) => shown && { ...shown, ...moved })
        void client.invalidateQueries({ queryKey: [getDeal.path, { id: deal.id }] })
        void client.invalidateQueries({ queryKey: [listDeals.path] })
        // The live stream refreshes the board's exact figures; without it they would stay as reckoned here.
        void client.invalidateQueries({ queryKey: [getBoard.path] })
        return moved
      } catch (error) {
        endMove(deal.id)
        if (from) changeBoards(client, (board) => moveCard(board, deal.id, from.placement, deal.stageEnteredAt))
        changeBoards(client, (board) => replaceCard(board, deal))
        toast.failed(error)
        void client.invalidateQueries({ queryKey: [getBoard.path] })
        void client.invalidateQueries({ queryKey: [getDeal.path, { id: deal.id }] })
        return null
      }
    },
    [client, toast],
  )

  const move = useCallback(
    async (deal: Deal, target: MoveTarget) => {
      const before = placeOf(client, deal.id)
      const closed = deal.status !== 'open'
      const name = stages.get(target.column)?.stage.name ?? ''
      const moved = await perform(deal, target, () =>
        closed
          ? call(reopenDeal, { params: { id: deal.id }, body: { stageId: target.column } })
          : call(moveDeal, {
              params: { id: deal.id },
              body: { stageId: target.column, beforeId: target.beforeId ?? null, afterId: target.afterId ?? null, fromStageId: deal.stageId },
            }),
      )
      if (!moved) return
      if (closed) return toast.done(t('record.reopened', { title: deal.title }))
      if (deal.stageId === target.column) return
      toast.undoable(t('board.moved', { title: deal.title, stage: name }), async () => {
        const body = { stageId: deal.stageId, fromStageId: target.column }
        const back = { column: deal.stageId, beforeId: before?.neighbours.beforeId ?? null, afterId: before?.neighbours.afterId ?? null }
        await perform(moved, back, async () => {
          try {
            return await call(moveDeal, { params: { id: deal.id }, body: { ...body, beforeId: back.beforeId, afterId: back.afterId } })
          } catch (error) {
            // The old neighbours have gone elsewhere meanwhile: back to the stage is what counts.
            if (error instanceof ApiError && error.code === 'deal.unknown_neighbour') return call(moveDeal, { params: { id: deal.id }, body })
            throw error
          }
        })
      })
    },
    [client, perform, stages, t, toast],
  )

  const close = useCallback(
    async (deal: Deal, kind: 'won' | 'lost', send: () => Promise<Deal>) => {
      const moved = await perform(deal, { column: kind }, send)
      if (!moved) return
      toast.undoable(t(kind === 'won' ? 'record.won' : 'record.lost', { title: deal.title }), async () => {
        await perform(moved, { column: deal.stageId }, () => call(reopenDeal, { params: { id: deal.id }, body: { stageId: deal.stageId } }))
      })
    },
    [perform, t, toast],
  )

  const request = useCallback(
    (deal: Deal, target: MoveTarget) => {
      if (target.column !== 'won' && target.column !== 'lost') return void move(deal, target)
      if (deal.status !== 'open') {
        if (columnOf(deal) !== target.column) toast.failed(new ApiError({ code: 'deal.not_open', status: 409 }))
        return
      }
      setAsked({ deal, kind: target.column })
    },
    [move, toast],
  )

  const dialogs = asked && (
    <>
      {asked.kind === 'won' && (
        <WinDialog
          deal={asked.deal}
          onCancel={() => setAsked(null)}
          onConfirm={(amountMinor) => {
            const { deal } = asked
            setAsked(null)
            void close(deal, 'won', () => call(winDeal, { params: { id: deal.id }, body: amountMinor === null ? {} : { amountMinor } }))
          }}
        />
      )}
      {asked.kind === 'lost' && (
        <LoseDialog
          deal={asked.deal}
          onCancel={() => setAsked(null)}
          onConfirm={(answer: LossAnswer) => {
            const { deal } = asked
            setAsked(null)
            void close(deal, 'lost', () => call(loseDeal, { params: { id: deal.id }, body: answer }))
          }}
        />
      )}
    </>
  )
  return { request, dialogs }
}
