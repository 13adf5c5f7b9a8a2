import type { RefObject } from 'react'
import type { Explanation } from '../ui/Explained.tsx'
import type { FunnelStage } from './funnel-geometry.ts'

/** A stage with the texts that stand beside it, formatted already. */
export interface FunnelRow extends FunnelStage {
  /** `存量 34 · ¥1,280万` under the name; `stock` is its short form for narrow screens. */
  amount?: string
  stock?: string
  /** `8.8 天` and `21 天`. */
  dwellMedian?: string
  dwellP75?: string
  /** The commonest reason of the losses here. */
  topLoss?: string
}

export type FunnelPartKind = 'entered' | 'open' | 'passed' | 'lost' | 'conversion' | 'dwell' | 'stock'

/** What a reader points at. */
export interface FunnelPart {
  stage: string
  kind: FunnelPartKind
}

export interface FunnelProps {
  rows: readonly FunnelRow[]
  /** What the chart shows, for screen readers. */
  label: string
  /** The compared funnel's counts, stage by stage in the same order, and its name. A difference is coloured where significant. */
  comparison?: { label: string; entered: readonly number[]; conversions?: readonly (number | null)[]; significant?: readonly boolean[]; scale: 'share' | 'count' }
  orientation?: 'vertical' | 'horizontal'
  /** Room to fill from top to bottom, in px: a short funnel is stretched to it, at most by half. */
  room?: number
  /** What the counts are called when they are not the entries of a group: 流入, 存量. */
  countName?: string
  /** The counts are bare: nothing is known of how many are open, lost or gone on. */
  plain?: boolean
  /** Stages that a live change has just touched: they light up for a moment. */
  fresh?: ReadonlySet<string>
  /** How a figure was made, shown on hover, focus or tap. */
  explain?: (part: FunnelPart) => Explanation | null
  /** Opens the records behind a figure. */
  onOpen?: (part: FunnelPart) => void
}

/** Handed to drawings: every part of the funnel that can be pointed at goes through this. */
export interface FunnelPointer {
  point: (part: FunnelPart, target: Element) => void
  leave: () => void
  press: (part: FunnelPart, target: Element) => void
  pointed: FunnelPart | null
  active: boolean
}

/** What both drawings receive. */
export interface DrawingProps extends FunnelProps {
  width: number
  pointer: FunnelPointer
  hatch: string
  svgRef: RefObject<SVGSVGElement | null>
}
