import { useMemo } from 'react'
import { useTheme } from '../ui/ThemeProvider.tsx'
import { chartStyle } from './chart-style.ts'
import { EChart } from './EChart.tsx'

/** Points in four quadrants, divided by the medians; each carries its name. `quiet` points are too few to be judged. */
export function QuadrantScatter(props: {
  label: string
  xName: string
  yName: string
  points: readonly { name: string; x: number; y: number; quiet: boolean }[]
  xMedian: number | null
  yMedian: number | null
  xAs: (value: number) => string
  yAs: (value: number) => string
  height?: number
}) {
  const { label, xName, yName, points, xMedian, yMedian, xAs, yAs } = props
  const { color } = useTheme()
  const option = useMemo(() => {
    const style = chartStyle(color)
    const axis = { ...style.valueAxis, type: 'value', min: 0, nameTextStyle: { color: color.textTertiary, fontSize: 11.5 } }
    const lines = [...(xMedian === null ? [] : [{ xAxis: xMedian }]), ...(yMedian === null ? [] : [{ yAxis: yMedian }])]
    return {
      grid: { ...style.grid, top: 36, bottom: 28, left: 16, right: 40 },
      tooltip: { ...style.tooltip, trigger: 'item', formatter: ({ data }: { data: { name: string; value: [number, number] } }) => `${escaped(data.name)}<br/>${xName} ${xAs(data.value[0])}<br/>${yName} ${yAs(data.value[1])}` },
      xAxis: { ...axis, name: xName, nameLocation: 'middle', nameGap: 28, splitLine: { show: false }, axisLabel: { ...style.valueAxis.axisLabel, formatter: (value: number) => xAs(value) } },
      yAxis: { ...axis, name: yName, axisLabel: { ...style.valueAxis.axisLabel, formatter: (value: number) => yAs(value) } },
      series: [{
        type: 'scatter', symbolSize: 13,
        data: points.map(({ name, x, y, quiet }) => ({ name, value: [x, y], itemStyle: { color: quiet ? color.textTertiary : color.brand, opacity: quiet ? 0.5 : 0.9 } })),
        label: { show: true, position: 'top', formatter: '{b}', color: color.textSecondary, fontSize: 12 }, labelLayout: { hideOverlap: true },
        markLine: { silent: true, symbol: 'none', label: { show: false }, lineStyle: { color: color.borderStrong, type: 'dashed' }, data: lines },
      }],
    }
  }, [color, points, xMedian, yMedian, xName, yName, xAs, yAs])
  return <EChart option={option} label={label} height={props.height ?? 340} />
}

/** The tooltip takes HTML; names are what people typed. */
const escaped = (text: string) => text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`)
