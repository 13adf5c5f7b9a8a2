import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { categoryColors } from '../ui/theme.ts'
import { useTheme } from '../ui/ThemeProvider.tsx'
import { useFormat } from '../ui/use-format.ts'
import { chartStyle } from './chart-style.ts'
import { EChart } from './EChart.tsx'

/** One step of a Kaplan–Meier curve: from `day` on, the share `still` remains. */
export interface SurvivalPoint {
  day: number
  still: number
  low?: number | null
  high?: number | null
}

export interface SurvivalSeries {
  label: string
  points: readonly SurvivalPoint[]
  /** null: not reached. */
  median: number | null
}

/** How long deals stay: step lines with their confidence band, and where half have left. */
export function SurvivalCurve({ series, label, height = 260 }: { series: readonly SurvivalSeries[]; label: string; height?: number }) {
  const { t } = useTranslation('charts')
  const { color, mode } = useTheme()
  const format = useFormat()
  const option = useMemo(() => {
    const style = chartStyle(color)
    const hues = categoryColors(mode)
    return {
      grid: { ...style.grid, top: 36, bottom: 20 },
      legend: {
        ...style.legend,
        top: 0,
        left: 0,
        data: series.map((one) => one.label),
        formatter: (name: string) => {
          const median = series.find((one) => one.label === name)?.median
          return `${name}  ${median === null || median === undefined ? t('survival.notReached') : t('survival.median', { value: format.number(median, 1) })}`
        },
      },
      tooltip: {
        ...style.tooltip,
        trigger: 'axis',
        formatter: (items: { seriesName: string; data: [number, number]; marker: string }[]) => {
          const lines = items.filter((item) => series.some((one) => one.label === item.seriesName))
          const day = items[0]?.data[0]
          return [format.days(day), ...lines.map((item) => `${item.marker}${item.seriesName} ${format.percent(item.data[1])}`)].join('<br>')
        },
      },
      xAxis: { ...style.valueAxis, type: 'value', name: t('survival.days'), nameLocation: 'middle', nameGap: 24, nameTextStyle: { color: color.textTertiary }, splitLine: { show: false } },
      yAxis: { ...style.valueAxis, type: 'value', min: 0, max: 1, interval: 0.25, axisLabel: { ...style.valueAxis.axisLabel, formatter: (value: number) => format.percent(value, 0) } },
      series: series.flatMap((one, index) => {
        const hue = hues[index % hues.length] ?? color.brand
        const band = one.points.filter((point) => point.low !== null && point.low !== undefined && point.high !== null && point.high !== undefined)
        const side = { type: 'line', step: 'end', symbol: 'none', silent: true, lineStyle: { width: 0 }, stack: `band-${index}`, tooltip: { show: false } }
        return [
          { ...side, name: `${one.label} low`, data: band.map((point) => [point.day, point.low ?? 0]) },
          { ...side, name: `${one.label} high`, data: band.map((point) => [point.day, (point.high ?? 0) - (point.low ?? 0)]), areaStyle: { color: hue, opacity: 0.13 } },
          {
            type: 'line',
            name: one.label,
            step: 'end',
            symbol: 'none',
            lineStyle: { width: 2, color: hue },
            itemStyle: { color: hue },
            data: one.points.map((point) => [point.day, point.still]),
            ...(one.median === null
              ? {}
              : {
                  markLine: {
                    symbol: 'none',
                    silent: true,
                    lineStyle: { color: hue, type: 'dashed', width: 1 },
                    label: { show: false },
                    data: [[{ coord: [one.median, 0] }, { coord: [one.median, 0.5] }]],
                  },
                }),
          },
        ]
      }),
    }
  }, [series, color, mode, t, format])
  return <EChart option={option} label={label} height={height} />
}
