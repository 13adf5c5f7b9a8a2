import { useMemo } from 'react'
import { categoryColors } from '../ui/theme.ts'
import { useTheme } from '../ui/ThemeProvider.tsx'
import { useFormat } from '../ui/use-format.ts'
import { chartStyle } from './chart-style.ts'
import { EChart } from './EChart.tsx'

export interface DecayLine {
  name: string
  /** `value`: a share; what is not measured is reckoned, and its sign is hollow. */
  points: readonly { day: number; value: number; isMeasured: boolean }[]
}

const signs = ['circle', 'rect', 'triangle', 'diamond', 'pin', 'arrow'] as const

/** Shares that fall with the days, one line each: told apart by their signs as well as by colour. */
export function DecayLines(props: { label: string; days: string; formula: string; lines: readonly DecayLine[]; height?: number }) {
  const { color, mode } = useTheme()
  const format = useFormat()
  const { lines, days, formula } = props
  const option = useMemo(() => {
    const style = chartStyle(color)
    const hues = categoryColors(mode)
    return {
      grid: { ...style.grid, top: 52, bottom: 20 },
      legend: { ...style.legend, icon: undefined, top: 0, left: 0, data: lines.map((line) => line.name) },
      tooltip: {
        ...style.tooltip,
        trigger: 'axis',
        formatter: (items: { seriesName: string; data: { value: [number, number]; isMeasured: boolean }; marker: string }[]) =>
          [format.days(items[0]?.data.value[0]), ...items.map(({ marker, seriesName, data }) => `${marker}${seriesName} ${format.percent(data.value[1])}${data.isMeasured ? '' : ` · ${formula}`}`)].join('<br>'),
      },
      xAxis: { ...style.valueAxis, type: 'value', name: days, nameLocation: 'middle', nameGap: 24, nameTextStyle: { color: color.textTertiary }, splitLine: { show: false } },
      yAxis: { ...style.valueAxis, type: 'value', min: 0, axisLabel: { ...style.valueAxis.axisLabel, formatter: (value: number) => format.percent(value, 0) } },
      series: lines.flatMap((line, at) => {
        const hue = hues[at % hues.length] ?? color.brand
        const shared = {
          type: 'line',
          name: line.name,
          symbol: signs[at % signs.length],
          symbolSize: 8,
        }
        const dots = (isMeasured: boolean) => line.points.filter((point) => point.isMeasured === isMeasured).map((point) => ({ value: [point.day, point.value], isMeasured }))
        // Two lines of one name: what was measured is not joined to what is reckoned, for the step between them is nobody's.
        return [
          { ...shared, lineStyle: { width: 2, color: hue }, itemStyle: { color: hue }, data: dots(true) },
          { ...shared, symbolSize: 6, lineStyle: { width: 1, type: 'dashed', color: hue, opacity: 0.55 }, itemStyle: { color: color.surface, borderColor: hue, borderWidth: 1, opacity: 0.55 }, data: dots(false) },
        ]
      }),
    }
  }, [lines, days, formula, color, mode, format])
  return <EChart option={option} label={props.label} height={props.height ?? 300} />
}
