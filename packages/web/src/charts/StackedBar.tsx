import { useMemo } from 'react'
import { categoryColors } from '../ui/theme.ts'
import { useTheme } from '../ui/ThemeProvider.tsx'
import { useFormat } from '../ui/use-format.ts'
import { chartStyle } from './chart-style.ts'
import { EChart } from './EChart.tsx'

export interface BarSeries {
  label: string
  /** In the order of the categories. */
  values: readonly number[]
  color?: string
}

/** Parts of a whole per category: losses by reason at each stage, amounts by owner. `as` says how values are written. */
export function StackedBar(props: {
  categories: readonly string[]
  series: readonly BarSeries[]
  label: string
  height?: number
  /** Bars lie (names read well) or stand (time runs to the right). */
  direction?: 'lying' | 'standing'
  as?: (value: number) => string
  onOpen?: (part: { category: string; series: string }) => void
}) {
  const { categories, series, direction = 'lying', as, onOpen } = props
  const { color, mode } = useTheme()
  const format = useFormat()
  const option = useMemo(() => {
    const style = chartStyle(color)
    const hues = categoryColors(mode)
    const say = as ?? format.count
    const category = { ...style.categoryAxis, type: 'category', data: [...categories], inverse: direction === 'lying' }
    const value = { ...style.valueAxis, type: 'value', axisLabel: { ...style.valueAxis.axisLabel, formatter: say } }
    return {
      grid: { ...style.grid, top: 36 },
      legend: { ...style.legend, top: 0, left: 0, type: 'scroll' },
      tooltip: { ...style.tooltip, trigger: 'axis', axisPointer: { type: 'shadow', shadowStyle: { color: color.hover } }, valueFormatter: (one: unknown) => say(Number(one)) },
      xAxis: direction === 'lying' ? value : category,
      yAxis: direction === 'lying' ? category : value,
      series: series.map((one, index) => ({
        type: 'bar',
        name: one.label,
        stack: 'all',
        barMaxWidth: direction === 'lying' ? 18 : 34,
        cursor: onOpen ? 'pointer' : 'default',
        itemStyle: { color: one.color ?? hues[index % hues.length], borderColor: color.surface, borderWidth: 1 },
        emphasis: { focus: 'series' },
        data: one.values.map((amount, at) => ({ value: amount, category: categories[at], series: one.label })),
      })),
    }
  }, [categories, series, direction, as, color, mode, format, onOpen])
  const open = useMemo(
    () =>
      onOpen &&
      ((data: unknown) => {
        const part = data as { category?: string; series?: string }
        if (part.category !== undefined && part.series !== undefined) onOpen({ category: part.category, series: part.series })
      }),
    [onOpen],
  )
  return <EChart option={option} label={props.label} height={props.height ?? Math.max(160, 64 + categories.length * 34)} onClick={open} />
}
