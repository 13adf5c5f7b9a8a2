import type { RefObject } from 'react'
import type { Explanation } from '../ui/Explained.tsx'
import type { FunnelStage } from './funnel-geometry.ts'

/** A stage with the texts that stand beside it, formatted already. */
export interface FunnelRow extends FunnelStage {
  /** `¥1,280万` under the name. */
  amount?: string
  /** `8.8 天` and `21 天`. */
  dwellMedian?: string
  dwellP75?: string
  /** The commonest reason of the losses here. */
  topLoss?: string
}

export type FunnelPartKind = 'entered' | 'open' | 'passed' | 'lost' | 'conversion' | 'dwell'

/** What a reader points at. */
export interface FunnelPart {
  stage: string
  kind: FunnelPartKind
}

export interface FunnelProps {
  rows: readonly FunnelRow[]
  /** What the chart shows, for screen readers. */
  label: string
  /** The compared funnel's counts, stage by stage in the same order, and its name. */
  comparison?: { label: string; entered: readonly number[]; conversions?: readonly (number | null)[]; scale: 'share' | 'count' }
  orientation?: 'vertical' | 'horizontal'
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
