import type { Measured } from '@sluice/core/funnel/measured'

/**
 * Where each part of the funnel stands. Pure: counts in, shapes out; FunnelChart only draws them.
 *
 * The funnel runs along an axis, stage after stage. Every stage is a *band* as broad as the records that reached it, split
 * into those still there, those that went on and those lost; between two bands lies a *neck*, a trapezoid from one breadth
 * to the next. Breadths share one scale, so equal areas mean equal counts.
 */

/** One stage, in records. `open + lost` may leave a rest (the ones that went on). */
export interface FunnelStage {
  key: string
  label: string
  /** The last band is often no stage but the won deals: it has a colour of its own. */
  kind?: 'stage' | 'won'
  /** Records that reached the stage (cohort), or entered it (flow). */
  entered: number
  /** Of these: still in the stage, so their outcome is unknown. */
  open: number
  /** Of these: lost while in the stage. */
  lost: number
  /** To the next stage. null on the last stage, or when there is nothing to divide by. */
  conversion: FunnelConversion | null
}

/** A share 0…1 (above 1 in the flow view) with its interval; `enough` false: too few records for a figure to be trusted. */
export type FunnelConversion = Pick<Measured, 'value' | 'low' | 'high' | 'enough'>

export interface Span {
  from: number
  to: number
}

export interface BandGeometry {
  key: string
  /** Along the axis. */
  along: Span
  /** Across the axis, whole band. */
  across: Span
  /** Parts in this order across; empty ones are left out. */
  parts: { kind: 'open' | 'passed' | 'lost'; across: Span; count: number }[]
}

export interface NeckGeometry {
  key: string
  along: Span
  /** Breadth where it leaves the band, and where it meets the next. */
  start: Span
  end: Span
}

export interface Whisker {
  key: string
  /** Position along the axis: the head of the next band. */
  at: number
  /** Where the edge of the next band could lie, on the far side. */
  across: Span
}

export interface FunnelGeometry {
  bands: BandGeometry[]
  necks: NeckGeometry[]
  whiskers: Whisker[]
  /** Outline of the compared funnel, as points [along, across], closed. Empty without a comparison. */
  ghost: [along: number, across: number][]
  /** Length along the axis. */
  length: number
}

export interface FunnelLayout {
  /** Length of a band and of a neck along the axis. */
  band: number
  neck: number
  /** Room across the axis. */
  breadth: number
  /** A stage with any record is at least this broad, so that it can be seen and touched. */
  minimum?: number
}

/** `entered` of the compared funnel, in the same order; `share` scales it to the same first stage, `count` keeps its size. */
export interface FunnelComparison {
  entered: readonly number[]
  scale: 'share' | 'count'
}

/** Places a funnel of `stages` in `layout`. All numbers are in the unit of the layout (px). */
export function funnelGeometry(
  stages: readonly FunnelStage[],
  layout: FunnelLayout,
  comparison?: FunnelComparison,
): FunnelGeometry {
  const { band, neck, breadth, minimum = 3 } = layout
  const first = Math.max(stages[0]?.entered ?? 0, 0)
  const compared = comparedCounts(first, comparison).slice(0, stages.length)
  const broadest = Math.max(1, ...stages.map((stage) => stage.entered), ...compared)
  const middle = breadth / 2

  const widthOf = (count: number) => (count <= 0 ? 0 : Math.max((count / broadest) * breadth, minimum))
  const centred = (count: number): Span => {
    const half = widthOf(count) / 2
    return { from: middle - half, to: middle + half }
  }
  const start = (index: number) => index * (band + neck)

  const bands = stages.map((stage, index): BandGeometry => {
    const across = centred(stage.entered)
    return {
      key: stage.key,
      along: { from: start(index), to: start(index) + band },
      across,
      parts: splitBand(stage, across),
    }
  })

  const necks = stages.slice(0, -1).map((stage, index): NeckGeometry => {
    const next = stages[index + 1]
    return {
      key: stage.key,
      along: { from: start(index) + band, to: start(index + 1) },
      start: centred(stage.entered),
      end: centred(next?.entered ?? 0),
    }
  })

  const whiskers = stages.slice(0, -1).flatMap((stage, index): Whisker[] => {
    const { low = null, high = null, enough = false } = stage.conversion ?? {}
    if (low === null || high === null || !enough || stage.entered <= 0) return []
    return [
      {
        key: stage.key,
        at: start(index + 1),
        across: {
          from: Math.min(middle + widthOf(stage.entered * low) / 2, breadth),
          to: Math.min(middle + widthOf(stage.entered * high) / 2, breadth),
        },
      },
    ]
  })

  return {
    bands,
    necks,
    whiskers,
    ghost: outline(compared, bands, centred),
    length: stages.length === 0 ? 0 : start(stages.length - 1) + band,
  }
}

function comparedCounts(first: number, comparison: FunnelComparison | undefined): number[] {
  if (!comparison) return []
  const base = comparison.entered[0] ?? 0
  if (comparison.scale === 'count') return [...comparison.entered]
  return base <= 0 ? [] : comparison.entered.map((count) => (count / base) * first)
}

function splitBand(stage: FunnelStage, across: Span): BandGeometry['parts'] {
  const total = stage.entered
  if (total <= 0) return []
  // Figures from different instants may not add up; a part never reaches beyond its band.
  const open = Math.min(Math.max(stage.open, 0), total)
  const lost = Math.min(Math.max(stage.lost, 0), total - open)
  const passed = total - open - lost
  const width = across.to - across.from
  let at = across.from
  const parts: BandGeometry['parts'] = []
  for (const [kind, count] of [['open', open], ['passed', passed], ['lost', lost]] as const) {
    if (count <= 0) continue
    const next = at + (count / total) * width
    parts.push({ kind, across: { from: at, to: next }, count })
    at = next
  }
  return parts
}

function outline(
  compared: readonly number[],
  bands: readonly BandGeometry[],
  centred: (count: number) => Span,
): [number, number][] {
  if (compared.length === 0) return []
  const left: [number, number][] = []
  const right: [number, number][] = []
  for (const [index, count] of compared.entries()) {
    const band = bands[index]
    if (!band) break
    const { from, to } = centred(count)
    left.push([band.along.from, from], [band.along.to, from])
    right.push([band.along.from, to], [band.along.to, to])
  }
  return [...left, ...right.reverse()]
}

/**
 * The width of a text in a proportional face, roughly: a Chinese character is one em, a Latin one a good half.
 * Enough to decide whether a label fits; never used to place one after another.
 */
export function textWidth(text: string, size: number): number {
  let width = 0
  for (const character of text) width += (character.codePointAt(0) ?? 0) > 0x2e7f ? 1 : /[ .,:;|'!il()[\]]/.test(character) ? 0.3 : 0.58
  return width * size
}

/** `text`, or its beginning and an ellipsis, so that it takes at most `width`. */
export function fit(text: string, size: number, width: number): string {
  if (textWidth(text, size) <= width) return text
  let kept = ''
  for (const character of text) {
    if (textWidth(`${kept}${character}…`, size) > width) break
    kept += character
  }
  return kept === '' ? '' : `${kept}…`
}
