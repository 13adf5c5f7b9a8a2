import { useTranslation } from 'react-i18next'
import { fontFamily } from '../ui/theme.ts'
import { useTheme } from '../ui/ThemeProvider.tsx'
import { useFormat } from '../ui/use-format.ts'
import { fit, funnelGeometry } from './funnel-geometry.ts'
import { ConversionPill, FunnelShapes, Hot } from './FunnelShapes.tsx'
import type { DrawingProps } from './funnel-types.ts'

const head = 58
const foot = 48
const breadth = 176

/** The funnel from left to right: for a row of a dashboard, where height is dear. */
export function FunnelHorizontal(props: DrawingProps) {
  const { rows, width, pointer, comparison } = props
  const { t } = useTranslation('charts')
  const { color } = useTheme()
  const format = useFormat()
  const step = width / Math.max(rows.length, 1)
  const band = Math.max(step * 0.46, 40)
  const neck = rows.length > 1 ? (width - rows.length * band) / (rows.length - 1) : 0
  const geometry = funnelGeometry(rows, { band, neck, breadth }, comparison)
  const height = head + breadth + foot
  return (
    <svg ref={props.svgRef} width={width} height={height} viewBox={`0 0 ${width} ${height}`} fontFamily={fontFamily} role="group" aria-label={props.label}>
      <g transform={`translate(0 ${head})`}>
        <FunnelShapes rows={rows} geometry={geometry} turn={(along, across) => [along, across]} hatch={props.hatch} pointer={pointer} fresh={props.fresh} />
      </g>
      {rows.map((row, index) => {
        const place = geometry.bands[index]
        const next = geometry.necks[index]
        if (!place) return null
        const x = (place.along.from + place.along.to) / 2
        return (
          <g key={row.key} textAnchor="middle">
            <g>
              <text x={x} y={16} fontSize={13} fill={color.textSecondary}>{fit(row.label, 13, step - 12)}</text>
              <text x={x} y={40} fontSize={18} fontWeight={600} fill={color.text} className="num">{format.count(row.entered)}</text>
              <Hot part={{ stage: row.key, kind: 'entered' }} pointer={pointer} label={t('funnel.part', { stage: row.label, part: props.countName ?? t('funnel.entered'), value: format.count(row.entered) })}>
                <rect x={place.along.from} y={0} width={band} height={head - 8} fill="transparent" />
              </Hot>
            </g>
            {row.kind !== 'won' && !props.plain && (
              <g>
                <text x={x} y={head + breadth + 20} fontSize={12} fill={color.textTertiary}>
                  {`${t('funnel.lost')} `}
                  <tspan fill={color.lost} className="num">{format.count(row.lost)}</tspan>
                </text>
                <text x={x} y={head + breadth + 38} fontSize={12} fill={color.textTertiary} className="num">{`${t('funnel.open')} ${format.count(row.open)}`}</text>
                <Hot part={{ stage: row.key, kind: 'lost' }} pointer={pointer} label={t('funnel.part', { stage: row.label, part: t('funnel.lost'), value: format.count(row.lost) })}>
                  <rect x={place.along.from} y={head + breadth + 4} width={band} height={foot - 6} fill="transparent" />
                </Hot>
              </g>
            )}
            {next && <ConversionPill row={row} x={(next.along.from + next.along.to) / 2} y={head + breadth / 2} small pointer={pointer} />}
          </g>
        )
      })}
    </svg>
  )
}
