import { useMemo } from 'react'
import { useTheme } from '../ui/ThemeProvider.tsx'
import { chartStyle } from './chart-style.ts'
import { EChart } from './EChart.tsx'

export interface IntervalPoint {
  /** As it is shown. */
  at: string
  value: number
  low: number
  high: number
}

/** A difference as it became known, with its interval around it, zero, and the marks within which it does not matter. */
export function IntervalCourse(props: { label: string; points: readonly IntervalPoint[]; mark: number; markLabel: string; as: (value: number) => string; range: string; height?: number }) {
  const { label, points, mark, markLabel, as, range } = props
  const { color } = useTheme()
  const option = useMemo(() => {
    const style = chartStyle(color)
    const side = { type: 'line', symbol: 'none', silent: true, lineStyle: { width: 0 }, stack: 'band', stackStrategy: 'all', tooltip: { show: false } }
    return {
      grid: { ...style.grid, top: 16, right: 20 },
      tooltip: {
        ...style.tooltip, trigger: 'axis',
        formatter: (items: { dataIndex: number }[]) => {
          const point = points[items[0]?.dataIndex ?? -1]
          return point === undefined ? '' : [point.at, `${label} ${as(point.value)}`, `${range} ${as(point.low)} … ${as(point.high)}`].join('<br>')
        },
      },
      xAxis: { ...style.categoryAxis, type: 'category', data: points.map((point) => point.at), boundaryGap: false },
      yAxis: { ...style.valueAxis, type: 'value', axisLabel: { ...style.valueAxis.axisLabel, formatter: as } },
      series: [
        { ...side, name: 'low', data: points.map((point) => point.low) },
        { ...side, name: 'high', data: points.map((point) => point.high - point.low), areaStyle: { color: color.brand, opacity: 0.14 } },
        {
          type: 'line', name: label, symbol: 'none', lineStyle: { width: 2, color: color.brand }, itemStyle: { color: color.brand }, data: points.map((point) => point.value),
          markLine: {
            symbol: 'none', silent: true, label: { show: false },
            data: [
              { yAxis: 0, lineStyle: { color: color.textSecondary, type: 'solid', width: 1 } },
              ...[mark, -mark].map((yAxis) => ({ yAxis, lineStyle: { color: color.textTertiary, type: 'dashed', width: 1 }, label: { show: yAxis > 0, formatter: markLabel, position: 'insideEndTop', color: color.textTertiary, fontSize: 11 } })),
            ],
          },
        },
      ],
    }
  }, [label, points, mark, markLabel, as, range, color])
  return <EChart option={option} label={label} height={props.height ?? 240} />
}
