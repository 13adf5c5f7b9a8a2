import type { Comparison } from '@sluice/core/funnel/compare'
import type { FunnelView } from '@sluice/core/funnel/overview'
import { createContext, useContext } from 'react'
import type { FigureRef, FunnelUrl, Side } from './funnel-url.ts'

/** What every part of the page needs of the answers and their names. */
export interface FunnelShown {
  views: { main: FunnelView; other: FunnelView | null; closing: FunnelView | null }
  kind: FunnelUrl['view']
  /** Names of what is shown, for legends, heads and sentences. */
  mainLabel: string
  otherLabel: string
  stage: (id: string) => string
  /** The stage after this one; after the last, what winning is called. */
  next: (id: string) => string
  won: string
  reason: (id: string | null) => string
  open: (ref: FigureRef) => void
  /** Keys of the figures that a live change has just touched. */
  changed: ReadonlySet<string>
  /** By the figure's key; empty without a comparison. */
  compared: ReadonlyMap<string, Comparison>
}

export const FunnelContext = createContext<FunnelShown | null>(null)

/** The answers on the page, inside of it. */
export function useFunnelShown(): FunnelShown {
  const shown = useContext(FunnelContext)
  if (!shown) throw new Error('useFunnelShown is for parts of the funnel page')
  return shown
}

/** The view that a side stands for, if there is one. */
export function viewOf(shown: FunnelShown, side: Side): FunnelView | null {
  return shown.views[side]
}
