import { useMemo } from 'react'
import { useTheme } from '../ui/ThemeProvider.tsx'
import { chartStyle } from './chart-style.ts'
import { EChart } from './EChart.tsx'

export interface DailyLine {
  label: string
  /** One a day; null leaves a gap. */
  values: readonly (number | null)[]
}

/** One figure day by day, with the line that it must not cross and its usual level, which may move along, and the days that are talked about. */
export function ThresholdLine(props: {
  /** Named as they are shown on the axis. */
  days: readonly string[]
  line: DailyLine
  threshold?: DailyLine
  baseline?: DailyLine
  /** Positions of the first and last marked day, and what is said of them. */
  mark?: { from: number; to: number; label: string }
  as: (value: number) => string
  /** The axis begins at zero: counts. */
  fromZero?: boolean
  height?: number
}) {
  const { days, line, threshold, baseline, mark, as, fromZero } = props
  const { color } = useTheme()
  const option = useMemo(() => {
    const style = chartStyle(color)
    const lines = [
      { own: line, hue: color.brand, type: 'solid', width: 2 },
      ...(threshold ? [{ own: threshold, hue: color.lost, type: 'dashed', width: 1.5 }] : []),
      ...(baseline ? [{ own: baseline, hue: color.textTertiary, type: 'dotted', width: 1.5 }] : []),
    ]
    // A day ends where the next one begins; a single last day is told by the stretch before it.
    const end = mark && Math.min(mark.to + 1, days.length - 1)
    const begin = mark && (mark.from === end ? Math.max(0, mark.from - 1) : mark.from)
    return {
      grid: { ...style.grid, top: 52, right: 20 },
      // The lines are told apart by their strokes, as in the picture.
      legend: { ...style.legend, icon: undefined, top: 0, left: 0, itemWidth: 24, itemStyle: { opacity: 0 }, selectedMode: false },
      tooltip: { ...style.tooltip, trigger: 'axis', valueFormatter: (value: unknown) => (typeof value === 'number' ? as(value) : '—') },
      xAxis: { ...style.categoryAxis, type: 'category', data: [...days], boundaryGap: false },
      yAxis: { ...style.valueAxis, type: 'value', scale: !fromZero, axisLabel: { ...style.valueAxis.axisLabel, formatter: as } },
      series: lines.map(({ own, hue, type, width }, at) => ({
        type: 'line', name: own.label, showSymbol: false, symbol: 'none', lineStyle: { width, type, color: hue }, itemStyle: { color: hue }, data: [...own.values],
        ...(at === 0 && mark
          ? {
              markArea: {
                silent: true, itemStyle: { color: color.lost, opacity: 0.14 }, label: { show: true, color: color.textSecondary, fontSize: 11.5, position: 'top' },
                data: [[{ xAxis: begin, name: mark.label }, { xAxis: end }]],
              },
            }
          : {}),
      })),
    }
  }, [days, line, threshold, baseline, mark, as, color, fromZero])
  return <EChart option={option} label={line.label} height={props.height ?? 240} />
}
