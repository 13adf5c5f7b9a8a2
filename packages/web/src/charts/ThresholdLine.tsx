import { useMemo } from 'react'
import { useTheme } from '../ui/ThemeProvider.tsx'
import { chartStyle } from './chart-style.ts'
import { EChart } from './EChart.tsx'

/** One figure day by day, with the line that it must not cross, its usual level, and the days that are talked about. */
export function ThresholdLine(props: {
  /** Named as they are shown on the axis. */
  days: readonly string[]
  values: readonly (number | null)[]
  threshold?: { value: number; label: string }
  baseline?: { value: number; label: string }
  /** Positions of the first and last marked day. */
  mark?: { from: number; to: number }
  as: (value: number) => string
  label: string
  /** The axis begins at zero: counts. */
  fromZero?: boolean
  height?: number
}) {
  const { days, values, threshold, baseline, mark, as, fromZero } = props
  const { color } = useTheme()
  const option = useMemo(() => {
    const style = chartStyle(color)
    const level = (line: { value: number; label: string }, hue: string, type: 'dashed' | 'dotted') => ({
      yAxis: line.value, lineStyle: { color: hue, type, width: 1.5 }, label: { formatter: `${line.label} ${as(line.value)}`, color: hue, position: 'insideStartTop', fontSize: 11.5, textBorderColor: color.surface, textBorderWidth: 3 },
    })
    const known = [...values.filter((value) => value !== null), ...(threshold ? [threshold.value] : []), ...(baseline ? [baseline.value] : [])]
    const low = Math.min(...known)
    const high = Math.max(...known)
    return {
      grid: { ...style.grid, top: 16, right: 20 },
      tooltip: { ...style.tooltip, trigger: 'axis', valueFormatter: (value: unknown) => (typeof value === 'number' ? as(value) : '—') },
      xAxis: { ...style.categoryAxis, type: 'category', data: [...days], boundaryGap: false },
      yAxis: {
        ...style.valueAxis, type: 'value', scale: !fromZero, axisLabel: { ...style.valueAxis.axisLabel, formatter: as },
        ...(fromZero || known.length === 0 ? {} : { min: Math.max(0, low - (high - low) * 0.15), max: high + (high - low) * 0.15 }),
      },
      series: [
        {
          type: 'line', name: props.label, showSymbol: false, lineStyle: { width: 2, color: color.brand }, itemStyle: { color: color.brand }, data: [...values],
          markLine: { silent: true, symbol: 'none', data: [...(threshold ? [level(threshold, color.lost, 'dashed')] : []), ...(baseline ? [level(baseline, color.textTertiary, 'dotted')] : [])] },
          ...(mark ? { markArea: { silent: true, itemStyle: { color: color.lost, opacity: 0.1 }, data: [[{ xAxis: mark.from }, { xAxis: mark.to }]] } } : {}),
        },
      ],
    }
  }, [days, values, threshold, baseline, mark, as, color, fromZero, props.label])
  return <EChart option={option} label={props.label} height={props.height ?? 220} />
}
