import { MIN_N } from '@sluice/core/funnel/measured'
import { useTranslation } from 'react-i18next'
import { fontFamily } from '../ui/theme.ts'
import { useTheme } from '../ui/ThemeProvider.tsx'
import { useFormat } from '../ui/use-format.ts'
import { fit, funnelGeometry } from './funnel-geometry.ts'
import { ConversionPill, FunnelShapes, Hot } from './FunnelShapes.tsx'
import type { DrawingProps, FunnelPointer } from './funnel-types.ts'

/** Columns beside the funnel, by the room there is. */
function layoutFor(width: number) {
  if (width >= 860) return { name: 132, count: 84, gap: 28, open: 76, lost: 148, dwell: 118, band: 44, neck: 42, head: 30 }
  if (width >= 740) return { name: 124, count: 64, gap: 18, open: 54, lost: 116, dwell: 116, band: 44, neck: 42, head: 30 }
  if (width >= 600) return { name: 104, count: 70, gap: 18, open: 60, lost: 104, dwell: 0, band: 42, neck: 40, head: 30 }
  return { name: 86, count: 0, gap: 10, open: 0, lost: 84, dwell: 0, band: 44, neck: 38, head: 0 }
}

/** The funnel from top to bottom, its figures in columns to both sides; the same picture at 1440 and at 390 px. */
export function FunnelVertical(props: DrawingProps) {
  const { rows, width, pointer, comparison } = props
  const { t } = useTranslation('charts')
  const { color } = useTheme()
  const format = useFormat()
  const layout = layoutFor(width)
  // Bare counts leave the columns of what is open and lost to the drawing.
  const at = props.plain && layout.count > 0 ? { ...layout, open: 0, lost: 0 } : layout
  const left = at.name + at.count + at.gap
  const right = (at.open + at.lost + at.dwell === 0 ? 0 : at.gap) + at.open + at.lost + at.dwell
  const breadth = Math.max(width - left - right, 80)
  const usual = rows.length * at.band + (rows.length - 1) * at.neck
  const stretch = Math.min(Math.max((props.room ?? 0) / usual, 1), 1.5)
  const geometry = funnelGeometry(rows, { band: Math.round(at.band * stretch), neck: Math.round(at.neck * stretch), breadth }, comparison)
  const first = rows[0]?.entered ?? 0
  const counted = props.countName ?? t('funnel.entered')
  const wide = at.count > 0
  const edges = { open: left + breadth + at.gap + at.open, lost: left + breadth + at.gap + at.open + 20, dwell: width }
  const small = { fontSize: 12, fill: color.textTertiary }

  return (
    <svg ref={props.svgRef} width={width} height={at.head + geometry.length + 2} viewBox={`0 0 ${width} ${at.head + geometry.length + 2}`} fontFamily={fontFamily} role="group" aria-label={props.label}>
      {wide && (
        <g {...small} aria-hidden>
          <text x={0} y={14}>{t('funnel.stage')}</text>
          <text x={at.name + at.count} y={14} textAnchor="end">{counted}</text>
          {!props.plain && <text x={edges.open} y={14} textAnchor="end">{t('funnel.open')}</text>}
          {!props.plain && <text x={edges.lost} y={14}>{t('funnel.lost')}</text>}
          {at.dwell > 0 && <text x={edges.dwell} y={14} textAnchor="end">{t('funnel.dwellHead')}</text>}
        </g>
      )}
      <g transform={`translate(0 ${at.head})`}>
        {geometry.bands.map((band) => {
          const y = (band.along.from + band.along.to) / 2
          const rest = { y1: y, y2: y, stroke: color.border, strokeDasharray: '1 3' }
          return (
            <g key={band.key} aria-hidden>
              <line {...rest} x1={left - at.gap + 8} x2={left + band.across.from - 6} />
              <line {...rest} x1={left + band.across.to + 6} x2={left + breadth + (wide ? at.gap - 8 : 2)} />
            </g>
          )
        })}
        <FunnelShapes rows={rows} geometry={geometry} turn={(along, across) => [left + across, along]} hatch={props.hatch} pointer={pointer} fresh={props.fresh} />
        {rows.map((row, index) => {
          const band = geometry.bands[index]
          const neck = geometry.necks[index]
          if (!band) return null
          const y = (band.along.from + band.along.to) / 2
          // Shares of too few records are no figures; and bare counts are no parts of the first.
          const share = first >= MIN_N && !props.plain ? format.percent(row.entered / first, index === 0 ? 0 : 1) : ''
          const lostShare = row.entered >= MIN_N ? format.percent(row.lost / row.entered, 0) : ''
          return (
            <g key={row.key}>
              {wide ? (
                <>
                  <text x={0} y={row.amount ? y - 2 : y + 5} fontSize={14} fontWeight={600} fill={color.text}>
                    {fit(row.label, 14, at.name)}
                    <title>{row.label}</title>
                  </text>
                  {row.amount && (
                    <g>
                      <text x={0} y={y + 16} {...small} className="num">{row.amount}</text>
                      <Hot part={{ stage: row.key, kind: 'stock' }} pointer={pointer} label={`${row.label} ${row.amount}`}>
                        <rect x={0} y={y + 3} width={at.name} height={19} rx={3} fill="transparent" />
                      </Hot>
                    </g>
                  )}
                  <g>
                    <text x={at.name + at.count} y={share === '' ? y + 6 : y - 1} textAnchor="end" fontSize={17} fontWeight={600} fill={color.text} className="num">{format.count(row.entered)}</text>
                    <text x={at.name + at.count} y={y + 16} textAnchor="end" {...small} className="num">{share}</text>
                    <Hot part={{ stage: row.key, kind: 'entered' }} pointer={pointer} label={t('funnel.part', { stage: row.label, part: counted, value: format.count(row.entered) })}>
                      <rect x={at.name} y={y - 20} width={at.count + 6} height={40} rx={5} fill="transparent" />
                    </Hot>
                  </g>
                  {row.kind !== 'won' && (
                    <>
                      {!props.plain && <Figure {...{ pointer, color, row }} kind="open" x={edges.open} y={y} anchor="end" value={format.count(row.open)} />}
                      {!props.plain && <g>
                        <text x={edges.lost} y={row.topLoss ? y - 2 : y + 5} fontSize={13.5} fill={color.lost} className="num">
                          {format.count(row.lost)}
                          <tspan dx={7} fontSize={12} fill={color.textTertiary}>{lostShare}</tspan>
                        </text>
                        {row.topLoss && <text x={edges.lost} y={y + 16} {...small}>{fit(row.topLoss, 12, at.lost - 24)}</text>}
                        <Hot part={{ stage: row.key, kind: 'lost' }} pointer={pointer} label={t('funnel.part', { stage: row.label, part: t('funnel.lost'), value: format.count(row.lost) })}>
                          <rect x={edges.lost - 4} y={y - 20} width={at.lost - 18} height={40} rx={5} fill="transparent" />
                        </Hot>
                      </g>}
                      {at.dwell > 0 && row.dwellMedian && (
                        <Figure {...{ pointer, color, row }} kind="dwell" x={edges.dwell} y={y} anchor="end" value={row.dwellP75 === undefined ? row.dwellMedian : `${row.dwellMedian} / ${row.dwellP75}`} />
                      )}
                    </>
                  )}
                </>
              ) : (
                <>
                  <g>
                    <text x={0} y={row.stock ? y - 12 : y - 4} fontSize={13.5} fill={color.textSecondary}>{fit(row.label, 13.5, at.name)}</text>
                    <text x={0} y={row.stock ? y + 8 : y + 16} fontSize={17} fontWeight={600} fill={color.text} className="num">{format.count(row.entered)}</text>
                    <Hot part={{ stage: row.key, kind: 'entered' }} pointer={pointer} label={t('funnel.part', { stage: row.label, part: counted, value: format.count(row.entered) })}>
                      <rect x={0} y={y - 28} width={at.name} height={row.stock ? 40 : 52} fill="transparent" />
                    </Hot>
                  </g>
                  {row.stock && (
                    <g>
                      <text x={0} y={y + 26} {...small} className="num">{row.stock}</text>
                      <Hot part={{ stage: row.key, kind: 'stock' }} pointer={pointer} label={`${row.label} ${row.stock}`}>
                        <rect x={0} y={y + 12} width={at.name} height={28} fill="transparent" />
                      </Hot>
                    </g>
                  )}
                  {row.kind !== 'won' && !props.plain && (
                    <g>
                      <text x={width} y={row.dwellMedian ? y - 11 : y - 2} textAnchor="end" fontSize={12} fill={color.textTertiary}>
                        {`${t('funnel.lost')} `}
                        <tspan fontSize={13.5} fill={color.lost} className="num">{format.count(row.lost)}</tspan>
                      </text>
                      <text x={width} y={row.dwellMedian ? y + 7 : y + 15} textAnchor="end" fontSize={12} fill={color.textTertiary}>
                        {`${t('funnel.open')} `}
                        <tspan className="num">{format.count(row.open)}</tspan>
                      </text>
                      <Hot part={{ stage: row.key, kind: 'lost' }} pointer={pointer} label={t('funnel.part', { stage: row.label, part: t('funnel.lost'), value: format.count(row.lost) })}>
                        <rect x={width - at.lost} y={y - 28} width={at.lost} height={row.dwellMedian ? 40 : 52} fill="transparent" />
                      </Hot>
                    </g>
                  )}
                  {row.kind !== 'won' && row.dwellMedian && (
                    <g>
                      <text x={width} y={props.plain ? y + 5 : y + 25} textAnchor="end" fontSize={12} fill={color.textTertiary} className="num">{`${t('funnel.dwell')} ${row.dwellMedian}`}</text>
                      <Hot part={{ stage: row.key, kind: 'dwell' }} pointer={pointer} label={`${row.label}: ${t('funnel.dwell')} ${row.dwellMedian}`}>
                        <rect x={width - at.lost} y={props.plain ? y - 22 : y + 12} width={at.lost} height={props.plain ? 44 : 28} fill="transparent" />
                      </Hot>
                    </g>
                  )}
                </>
              )}
              {neck && (
                <ConversionPill row={row} before={comparison?.conversions?.[index]} sure={comparison?.significant?.[index]} x={left + breadth / 2} y={(neck.along.from + neck.along.to) / 2} small={breadth < 260} pointer={pointer} />
              )}
            </g>
          )
        })}
      </g>
    </svg>
  )
}

function Figure(props: {
  pointer: FunnelPointer
  color: { text: string }
  row: { key: string; label: string }
  kind: 'open' | 'dwell'
  x: number
  y: number
  anchor: 'end'
  value: string
}) {
  const { t } = useTranslation('charts')
  return (
    <g>
      <text x={props.x} y={props.y + 5} textAnchor={props.anchor} fontSize={13.5} fill={props.color.text} className="num">
        {props.value}
      </text>
      <Hot part={{ stage: props.row.key, kind: props.kind }} pointer={props.pointer} label={`${props.row.label}: ${t(`funnel.${props.kind}`)} ${props.value}`}>
        <rect x={props.x - (props.kind === 'dwell' ? 112 : 52)} y={props.y - 20} width={props.kind === 'dwell' ? 114 : 54} height={40} rx={5} fill="transparent" />
      </Hot>
    </g>
  )
}
