import type { Ref } from 'react'
import { useCallback, useId, useImperativeHandle, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { EmptyState } from '../ui/EmptyState.tsx'
import { ExplanationCard } from '../ui/Explained.tsx'
import { useTheme } from '../ui/ThemeProvider.tsx'
import styles from './FunnelChart.module.css'
import { FunnelHorizontal } from './FunnelHorizontal.tsx'
import { FunnelTable } from './FunnelTable.tsx'
import { FunnelVertical } from './FunnelVertical.tsx'
import type { FunnelPart, FunnelPointer, FunnelProps } from './funnel-types.ts'
import { downloadSvg } from './download-svg.ts'
import type { Caption } from './download-svg.ts'
import { useWidth } from './use-width.ts'

export interface FunnelHandle {
  /** Saves the picture as a PNG, with what it shows written above and below. */
  download: (name: string, caption?: Omit<Caption, 'color' | 'quiet'>) => Promise<void>
}

interface Pointed {
  part: FunnelPart
  x: number
  y: number
}

/**
 * The funnel: breadths by count, conversion between stages, what is still open hatched, losses at the side, the interval as a
 * whisker, a compared funnel as an outline. Every figure explains itself and opens its records; a table says the same.
 */
export function FunnelChart(props: FunnelProps & { ref?: Ref<FunnelHandle> }) {
  const { t } = useTranslation('charts')
  const { color } = useTheme()
  const [box, width] = useWidth()
  const svg = useRef<SVGSVGElement>(null)
  const [pointed, setPointed] = useState<Pointed | null>(null)
  const hatch = useId()
  useImperativeHandle(props.ref, () => ({
    download: (name, caption) =>
      svg.current
        ? downloadSvg(svg.current, name, color.surface, caption && { ...caption, color: color.text, quiet: color.textSecondary })
        : Promise.resolve(),
  }))

  const { onOpen, explain } = props
  const point = useCallback(
    (part: FunnelPart, target: Element) => {
      const frame = box.current?.getBoundingClientRect()
      if (!frame || !explain) return
      const place = target.getBoundingClientRect()
      setPointed({ part, x: place.left + place.width / 2 - frame.left, y: place.bottom - frame.top + 6 })
    },
    [box, explain],
  )
  const leave = useCallback(() => setPointed(null), [])
  const press = useCallback(
    (part: FunnelPart, target: Element) => {
      // Without a pointer that hovers, the first tap explains; the card then offers the records.
      if (explain && !window.matchMedia('(hover: hover)').matches) point(part, target)
      else onOpen?.(part)
    },
    [explain, onOpen, point],
  )
  const pointer: FunnelPointer = { point, leave, press, pointed: pointed?.part ?? null, active: Boolean(onOpen ?? explain) }
  const about = pointed ? explain?.(pointed.part) : null

  if (!props.rows.some((row) => row.entered > 0)) return <EmptyState title={t('funnel.empty')} compact />
  const horizontal = props.orientation === 'horizontal' && width >= 680
  const drawing = { ...props, width, pointer, hatch, svgRef: svg }
  return (
    <figure className={styles.figure} aria-label={props.label}>
      <FunnelLegend comparison={props.comparison?.label} plain={props.plain} />
      <div ref={box} className={styles.box}>
        {width > 0 && (horizontal ? <FunnelHorizontal {...drawing} /> : <FunnelVertical {...drawing} />)}
        {pointed && about && (
          <div
            className={styles.card}
            role="tooltip"
            // A tap on the card must not take the focus from the figure first: the card would be gone before the tap arrives.
            onMouseDown={(event) => event.preventDefault()}
            style={{ left: Math.min(Math.max(pointed.x, 162), Math.max(width - 162, 162)), top: pointed.y }}
          >
            <ExplanationCard about={about} onOpen={onOpen && !window.matchMedia('(hover: hover)').matches ? () => onOpen(pointed.part) : undefined} />
          </div>
        )}
      </div>
      <FunnelTable rows={props.rows} label={props.label} hidden />
    </figure>
  )
}

function FunnelLegend({ comparison, plain }: { comparison?: string; plain?: boolean }) {
  const { t } = useTranslation('charts')
  if (plain && !comparison) return null
  return (
    <div className={styles.legend} aria-hidden>
      {!plain && (
        <>
          <span className={styles.passed}>{t('funnel.passed')}</span>
          <span className={styles.open}>{t('funnel.open')}</span>
          <span className={styles.lost}>{t('funnel.lost')}</span>
          <span className={styles.whisker}>{t('funnel.interval')}</span>
        </>
      )}
      {comparison && <span className={styles.ghost}>{t('funnel.compared', { label: comparison })}</span>}
    </div>
  )
}
