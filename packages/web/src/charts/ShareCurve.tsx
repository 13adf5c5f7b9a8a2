import { useMemo } from 'react'
import { useTheme } from '../ui/ThemeProvider.tsx'
import { chartStyle } from './chart-style.ts'
import { EChart } from './EChart.tsx'

/** A curve of shares over shares beside the line of chance or perfection, from corner to corner; both axes go from 0 to `max`. */
export function ShareCurve(props: {
  label: string
  xName: string
  yName: string
  diagonal: string
  /** `[x, y]`, ascending in x. */
  points: readonly (readonly [number, number])[]
  /** Each point is drawn: there are few. */
  dots?: boolean
  max?: number
  as: (share: number) => string
  height?: number
}) {
  const { label, xName, yName, diagonal, points, dots, as } = props
  const { color } = useTheme()
  const max = props.max ?? 1
  const option = useMemo(() => {
    const style = chartStyle(color)
    const axis = { ...style.valueAxis, type: 'value', min: 0, max, nameLocation: 'middle', nameTextStyle: { color: color.textTertiary, fontSize: 11.5 }, axisLabel: { ...style.valueAxis.axisLabel, formatter: as } }
    return {
      grid: { ...style.grid, top: 32, bottom: 24, left: 24 },
      legend: { ...style.legend, icon: undefined, top: 0, left: 0, itemWidth: 24, itemStyle: { opacity: 0 }, selectedMode: false },
      tooltip: { ...style.tooltip, trigger: 'axis', formatter: (items: { data: [number, number] }[]) => (items[0] ? `${xName} ${as(items[0].data[0])}<br/>${yName} ${as(items[0].data[1])}` : '') },
      xAxis: { ...axis, name: xName, nameGap: 28, splitLine: { show: false } },
      yAxis: axis,
      series: [
        { type: 'line', name: yName, showSymbol: dots === true, symbolSize: 7, lineStyle: { width: 2, color: color.brand }, itemStyle: { color: color.brand }, data: points.map(([x, y]) => [x, y]) },
        { type: 'line', name: diagonal, showSymbol: false, silent: true, tooltip: { show: false }, lineStyle: { width: 1.5, type: 'dotted', color: color.textTertiary }, itemStyle: { color: color.textTertiary }, data: [[0, 0], [max, max]] },
      ],
    }
  }, [color, max, as, xName, yName, diagonal, points, dots])
  return <EChart option={option} label={label} height={props.height ?? 260} />
}
