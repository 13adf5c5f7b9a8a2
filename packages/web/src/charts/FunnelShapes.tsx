import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { mix, stageColor } from '../ui/theme.ts'
import type { Mode, Palette } from '../ui/theme.ts'
import { useTheme } from '../ui/ThemeProvider.tsx'
import { useFormat } from '../ui/use-format.ts'
import type { FunnelGeometry, Span } from './funnel-geometry.ts'
import type { FunnelPart, FunnelPointer, FunnelRow } from './funnel-types.ts'
import styles from './FunnelShapes.module.css'

/** How geometry becomes coordinates: the axis runs down (vertical) or to the right (horizontal). */
export type Turn = (along: number, across: number) => [x: number, y: number]

export function rowColor(mode: Mode, color: Palette, rows: readonly FunnelRow[], index: number): string {
  const stages = rows.filter((row) => row.kind !== 'won').length
  return rows[index]?.kind === 'won' ? color.won : stageColor(mode, index, Math.max(stages, 2))
}

/**
 * A part of the funnel that can be pointed at, pressed and reached by keyboard. It holds shapes only: its texts stand beside it,
 * so that the label is all that is read, and the focus ring is drawn on the shape.
 */
export function Hot(props: { part: FunnelPart; pointer: FunnelPointer; label: string; children: ReactNode }) {
  const { part, pointer } = props
  if (!pointer.active) return <g>{props.children}</g>
  return (
    <g
      role="button"
      tabIndex={0}
      aria-label={props.label}
      onPointerEnter={(event) => event.pointerType === 'mouse' && pointer.point(part, event.currentTarget)}
      onPointerLeave={(event) => event.pointerType === 'mouse' && pointer.leave()}
      onFocus={(event) => event.currentTarget.matches(':focus-visible') && pointer.point(part, event.currentTarget)}
      onBlur={pointer.leave}
      onClick={(event) => pointer.press(part, event.currentTarget)}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' && event.key !== ' ') return
        event.preventDefault()
        pointer.press(part, event.currentTarget)
      }}
    >
      {props.children}
    </g>
  )
}

/** Bands, necks, whiskers and the compared outline: everything of the funnel but its texts. */
export function FunnelShapes(props: { rows: readonly FunnelRow[]; geometry: FunnelGeometry; turn: Turn; hatch: string; pointer: FunnelPointer; fresh?: ReadonlySet<string> }) {
  const { rows, geometry, turn, hatch, pointer } = props
  const { t } = useTranslation('charts')
  const { mode, color } = useTheme()
  const format = useFormat()
  const box = (along: Span, across: Span) => {
    const [x1, y1] = turn(along.from, across.from)
    const [x2, y2] = turn(along.to, across.to)
    return { x: Math.min(x1, x2), y: Math.min(y1, y2), width: Math.abs(x2 - x1), height: Math.abs(y2 - y1) }
  }
  const points = (list: readonly (readonly [number, number])[]) => list.map(([along, across]) => turn(along, across).join(',')).join(' ')
  const lost = mix(color.surface, color.lost, mode === 'dark' ? 0.5 : 0.42)

  return (
    <>
      <defs>
        {rows.map((row, index) => (
          <pattern key={row.key} id={`${hatch}-${index}`} width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <rect width="5" height="5" fill={mix(color.surface, rowColor(mode, color, rows, index), 0.16)} />
            <rect width="1.6" height="5" fill={rowColor(mode, color, rows, index)} />
          </pattern>
        ))}
        {geometry.necks.map((neck, index) => {
          const [x1, y1] = turn(0, 0)
          const [x2, y2] = turn(1, 0)
          const horizontal = Math.abs(x2 - x1) > Math.abs(y2 - y1)
          return (
            <linearGradient key={neck.key} id={`${hatch}-n${index}`} x1="0" y1="0" x2={horizontal ? 1 : 0} y2={horizontal ? 0 : 1}>
              <stop offset="0" stopColor={rowColor(mode, color, rows, index)} stopOpacity={mode === 'dark' ? 0.34 : 0.26} />
              <stop offset="1" stopColor={rowColor(mode, color, rows, index + 1)} stopOpacity={mode === 'dark' ? 0.2 : 0.13} />
            </linearGradient>
          )
        })}
      </defs>

      {geometry.necks.map((neck, index) => (
        <polygon
          key={neck.key}
          points={points([
            [neck.along.from, neck.start.from],
            [neck.along.from, neck.start.to],
            [neck.along.to, neck.end.to],
            [neck.along.to, neck.end.from],
          ])}
          fill={`url(#${hatch}-n${index})`}
        />
      ))}

      {geometry.bands.map((band, index) => {
        const row = rows[index]
        if (!row) return null
        const fill = rowColor(mode, color, rows, index)
        const whole = box(band.along, band.across)
        return (
          <g key={band.key}>
            <clipPath id={`${hatch}-c${index}`}>
              <rect {...whole} rx={Math.min(4, whole.width / 2, whole.height / 2)} />
            </clipPath>
            <g clipPath={`url(#${hatch}-c${index})`}>
              {band.parts.map((part) => {
                const dimmed = pointer.pointed !== null && pointer.pointed.stage === row.key && pointer.pointed.kind !== part.kind && ['open', 'passed', 'lost'].includes(pointer.pointed.kind)
                return (
                  <Hot
                    key={part.kind}
                    part={{ stage: row.key, kind: part.kind }}
                    pointer={pointer}
                    label={t('funnel.part', { stage: row.label, part: t(`funnel.${part.kind}`), value: format.count(part.count) })}
                  >
                    <rect
                      {...box(band.along, part.across)}
                      fill={part.kind === 'passed' ? fill : part.kind === 'open' ? `url(#${hatch}-${index})` : lost}
                      opacity={dimmed ? 0.45 : 1}
                    />
                  </Hot>
                )
              })}
            </g>
            {props.fresh?.has(row.key) && <rect {...grown(whole, 3)} rx={6} data-passing="" className={styles.fresh} fill="none" stroke={color.brand} strokeWidth={2} pointerEvents="none" />}
          </g>
        )
      })}

      {geometry.whiskers.map((whisker) => {
        const [x1, y1] = turn(whisker.at, whisker.across.from)
        const [x2, y2] = turn(whisker.at, whisker.across.to)
        // Shorter than its own caps it says nothing but "precise".
        if (Math.hypot(x2 - x1, y2 - y1) < 5) return null
        const [dx, dy] = Math.abs(x2 - x1) >= Math.abs(y2 - y1) ? [0, 3.5] : [3.5, 0]
        return (
          <path
            key={whisker.key}
            d={`M${x1 - dx} ${y1 - dy}L${x1 + dx} ${y1 + dy}M${x1} ${y1}L${x2} ${y2}M${x2 - dx} ${y2 - dy}L${x2 + dx} ${y2 + dy}`}
            stroke={color.text}
            strokeWidth={1.25}
            opacity={0.75}
            fill="none"
            pointerEvents="none"
          />
        )
      })}
      {geometry.ghost.length > 0 && (
        <polygon points={points(geometry.ghost)} fill={color.ghost} fillOpacity={0.05} stroke={color.ghost} strokeWidth={1.5} strokeDasharray="5 4" pointerEvents="none" />
      )}
    </>
  )
}

/** A box that stands `by` px around another. */
function grown(box: { x: number; y: number; width: number; height: number }, by: number) {
  return { x: box.x - by, y: box.y - by, width: box.width + 2 * by, height: box.height + 2 * by }
}

/** The conversion between two stages as a pill in the neck, with its interval and, compared, the difference. */
export function ConversionPill(props: { row: FunnelRow; before?: number | null; sure?: boolean; x: number; y: number; small?: boolean; pointer: FunnelPointer }) {
  const { row, pointer, x, y, small } = props
  const { t } = useTranslation('charts')
  const { color } = useTheme()
  const format = useFormat()
  const share = row.conversion
  if (!share) return null
  const shown = share.enough && share.value !== null
  const text = shown ? format.percent(share.value) : t('funnel.insufficient')
  const width = shown ? 58 : 64
  const difference = shown && props.before !== null && props.before !== undefined && share.value !== null ? share.value - props.before : null
  // Where a text leaves the neck it crosses its edge and the compared outline: a halo keeps it readable.
  const halo = { stroke: color.surface, strokeWidth: 3, strokeOpacity: 0.85, paintOrder: 'stroke', strokeLinejoin: 'round' } as const
  const range = shown && share.low !== null && share.high !== null && !small ? format.interval(share.low, share.high).replaceAll('%', '') + '%' : null
  return (
    <g>
      <rect x={x - width / 2} y={y - 12} width={width} height={24} rx={12} fill={color.raised} stroke={color.borderStrong} strokeDasharray={shown ? undefined : '3 3'} />
      <text x={x} y={y + 4.5} textAnchor="middle" fontSize={shown ? 13 : 11.5} fontWeight={shown ? 600 : 400} fill={shown ? color.text : color.textTertiary} className="num">
        {text}
      </text>
      {difference !== null && (
        <text x={x - width / 2 - 8} y={y + 4} textAnchor="end" fontSize={11.5} fill={props.sure === false ? color.textSecondary : difference >= 0 ? color.won : color.lost} className="num" {...halo}>
          {`${difference >= 0 ? '▲' : '▼'} ${Math.abs(difference * 100).toFixed(1)}`}
        </text>
      )}
      {range && (
        <text x={x + width / 2 + 8} y={y + 4} fontSize={11.5} fill={color.textSecondary} className="num" {...halo}>
          {range}
        </text>
      )}
      <Hot part={{ stage: row.key, kind: 'conversion' }} pointer={pointer} label={`${row.label} ${t('funnel.conversion')} ${text}`}>
        <rect x={x - width / 2} y={y - 14} width={width} height={28} rx={14} fill="transparent" />
      </Hot>
    </g>
  )
}
