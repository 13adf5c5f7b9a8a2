import type { FigureName } from '@sluice/core/funnel/figures'
import { figuresOf } from '@sluice/core/funnel/overview'
import type { Figure, FunnelView } from '@sluice/core/funnel/overview'
import type { FigureRef, Side } from './funnel-url.ts'

/** One text per figure of a view: for maps and sets. */
export function figureKey({ metric, stageId, reasonId, exit, window }: FigureName): string {
  return [metric, stageId ?? '', reasonId === null ? 'none' : (reasonId ?? ''), exit ?? '', window ?? ''].join('~')
}

/** How an address names a figure. */
export function refOf(figure: FigureName, side: Side = 'main', part: FigureRef['part'] = 'population'): FigureRef {
  return {
    metric: figure.metric,
    stage: figure.stageId,
    reason: figure.reasonId === null ? 'none' : figure.reasonId,
    exit: figure.exit,
    window: figure.window,
    part,
    side,
  }
}

/** The figure that an address names; undefined when the view has none of that name (another pipeline's stage). */
export function findFigure(view: FunnelView, ref: FigureRef): Figure | undefined {
  const key = figureKey({ ...ref, stageId: ref.stage, reasonId: ref.reason === 'none' ? null : ref.reason })
  return figuresOf(view).find((figure) => figureKey(figure) === key)
}

/** Figures by key. */
export function figureMap(view: FunnelView): Map<string, Figure> {
  return new Map(figuresOf(view).map((figure) => [figureKey(figure), figure]))
}

/** Keys of the figures whose value differs between two answers to the same question: what a live change touched. */
export function changedFigures(before: FunnelView, after: FunnelView): Set<string> {
  const old = figureMap(before)
  const changed = new Set<string>()
  for (const [key, figure] of figureMap(after)) {
    const was = old.get(key)
    if (was === undefined || was.value !== figure.value || was.n !== figure.n || was.hits !== figure.hits) changed.add(key)
  }
  return changed
}
