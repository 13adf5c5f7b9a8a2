import { sleepDeal, wakeDeal } from '@sluice/core/hygiene/contract'
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
import { GatePanel } from '../gates/GatePanel.tsx'
import type { GateAnswer } from '../gates/GatePanel.tsx'
import { gateRefusal, keepReport } from '../gates/gate-refusal.ts'
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

/** A move that a gate may stop: how it is sent with what the gate asked for, and what follows when it is done. */
interface GatedMove {
  deal: Deal
  target: MoveTarget
  send: (answer: GateAnswer) => Promise<Deal>
  done: (moved: Deal) => void
}

export interface DealMoves {
  /** Moves, wins, loses or reopens a deal. */
  request: (deal: Deal, target: MoveTarget) => void
  /** Shows what a move needs, without trying it first. */
  openGate: (deal: Deal, column: string) => void
  dialogs: ReactNode
}

/**
 * The one way a deal changes its stage in the browser: board, list and record all ask here. Won and lost ask their question
 * first. The card moves at once; a refusal puts it back and says why, and one that asks for evidence opens the panel to supply
 * it; done can be undone.
 */
export function useDealMoves(): DealMoves {
  const client = useQueryClient()
  const toast = useToast()
  const { t } = useTranslation('deals')
  const stages = useStages()
  const [asked, setAsked] = useState<{ deal: Deal; kind: 'won' | 'lost' } | null>(null)
  const [gated, setGated] = useState<GatedMove | null>(null)

  const perform = useCallback(
    async (deal: Deal, target: MoveTarget, send: () => Promise<Deal>): Promise<Deal> => {
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
        void client.invalidateQueries({ queryKey: [getBoard.path] })
        void client.invalidateQueries({ queryKey: [getDeal.path, { id: deal.id }] })
        throw error
      }
    },
    [client],
  )

  const attempt = useCallback(
    async (job: GatedMove) => {
      try {
        job.done(await perform(job.deal, job.target, () => job.send({})))
      } catch (error) {
        const refusal = gateRefusal(error)
        if (!refusal) return toast.failed(error)
        keepReport(client, job.deal.id, job.target.column, refusal)
        setGated(job)
      }
    },
    [client, perform, toast],
  )

  const moveJob = useCallback(
    (deal: Deal, target: MoveTarget): GatedMove => {
      const before = placeOf(client, deal.id)
      const closed = deal.status !== 'open'
      const to = stages.get(target.column)
      return {
        deal,
        target,
        send: (answer) =>
          // Back into its own stage: it only wakes.
          deal.dormantAt !== null && deal.stageId === target.column
            ? call(wakeDeal, { params: { id: deal.id } }).then(() => ({ ...deal, dormantAt: null }))
            : closed
            ? call(reopenDeal, { params: { id: deal.id }, body: { stageId: target.column, reason: answer.reason } })
            : call(moveDeal, {
                params: { id: deal.id },
                body: { stageId: target.column, beforeId: target.beforeId ?? null, afterId: target.afterId ?? null, fromStageId: deal.stageId, ...answer },
              }),
        done: (moved) => {
          if (closed) return toast.done(t('record.reopened', { title: deal.title }))
          if (deal.stageId === target.column) return
          const text = t('board.moved', { title: deal.title, stage: to?.stage.name ?? '' })
          // Where a pipeline does not allow going back, a move cannot be undone by one.
          if (to && !to.pipeline.rules.allowBack) return toast.done(text)
          toast.undoable(text, async () => {
            const body = { stageId: deal.stageId, fromStageId: target.column, reason: t('board.undoReason') }
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
      }
    },
    [client, perform, stages, t, toast],
  )

  const closeJob = useCallback(
    (deal: Deal, kind: 'won' | 'lost', send: GatedMove['send']): GatedMove => ({
      deal,
      target: { column: kind },
      send,
      done: (moved) => {
        const text = t(kind === 'won' ? 'record.won' : 'record.lost', { title: deal.title })
        if (stages.get(deal.stageId)?.pipeline.rules.allowReopen === false) return toast.done(text)
        toast.undoable(text, async () => {
          await perform(moved, { column: deal.stageId }, () => call(reopenDeal, { params: { id: deal.id }, body: { stageId: deal.stageId, reason: t('board.undoReason') } }))
        })
      },
    }),
    [perform, stages, t, toast],
  )
  const winJob = useCallback(
    (deal: Deal, amountMinor: number | null) =>
      closeJob(deal, 'won', ({ override, reasons }) => call(winDeal, { params: { id: deal.id }, body: { ...(amountMinor === null ? {} : { amountMinor }), override, reasons } })),
    [closeJob],
  )

  const sleepJob = useCallback(
    (deal: Deal): GatedMove => ({
      deal,
      target: { column: 'dormant' },
      send: () => call(sleepDeal, { params: { id: deal.id } }).then(({ dormantAt }) => ({ ...deal, dormantAt })),
      done: (asleep) =>
        toast.undoable(t('board.slept', { title: deal.title }), async () => {
          await perform(asleep, { column: deal.stageId }, () => call(wakeDeal, { params: { id: deal.id } }).then(() => ({ ...deal, dormantAt: null })))
        }),
    }),
    [perform, t, toast],
  )

  const request = useCallback(
    (deal: Deal, target: MoveTarget) => {
      if (target.column === 'dormant') return void attempt(sleepJob(deal))
      if (target.column !== 'won' && target.column !== 'lost') return void attempt(moveJob(deal, target))
      if (deal.status !== 'open') {
        if (columnOf(deal) !== target.column) toast.failed(new ApiError({ code: 'deal.not_open', status: 409 }))
        return
      }
      setAsked({ deal, kind: target.column })
    },
    [attempt, moveJob, sleepJob, toast],
  )
  const openGate = useCallback(
    (deal: Deal, column: string) => setGated(column === 'won' ? winJob(deal, deal.amountMinor) : moveJob(deal, { column })),
    [moveJob, winJob],
  )

  const dialogs = (
    <>
      {asked?.kind === 'won' && (
        <WinDialog
          deal={asked.deal}
          onCancel={() => setAsked(null)}
          onConfirm={(amountMinor) => {
            const { deal } = asked
            setAsked(null)
            void attempt(winJob(deal, amountMinor))
          }}
        />
      )}
      {asked?.kind === 'lost' && (
        <LoseDialog
          deal={asked.deal}
          onCancel={() => setAsked(null)}
          onConfirm={(answer: LossAnswer) => {
            const { deal } = asked
            setAsked(null)
            void attempt(closeJob(deal, 'lost', () => call(loseDeal, { params: { id: deal.id }, body: answer })))
          }}
        />
      )}
      {gated && (
        <GatePanel
          key={`${gated.deal.id} ${gated.target.column}`}
          dealId={gated.deal.id}
          dealTitle={gated.deal.title}
          target={gated.target.column}
          onClose={() => setGated(null)}
          onMove={async (answer) => {
            const moved = await perform(gated.deal, gated.target, () => gated.send(answer))
            setGated(null)
            gated.done(moved)
          }}
        />
      )}
    </>
  )
  return { request, openGate, dialogs }
}
