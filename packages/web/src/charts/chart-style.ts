import type { Palette } from '../ui/theme.ts'

/** What every chart looks like: hairline grid, quiet axes, a tooltip like our cards. */
export function chartStyle(color: Palette) {
  const axisLabel = { color: color.textTertiary, fontSize: 11.5 }
  return {
    grid: { left: 8, right: 16, top: 12, bottom: 4, containLabel: true },
    valueAxis: { axisLabel, axisLine: { show: false }, axisTick: { show: false }, splitLine: { lineStyle: { color: color.border } } },
    categoryAxis: { axisLabel, axisTick: { show: false }, axisLine: { lineStyle: { color: color.borderStrong } } },
    tooltip: {
      backgroundColor: color.raised,
      borderColor: color.border,
      textStyle: { color: color.text, fontSize: 12.5 },
      extraCssText: `box-shadow: ${color.shadow}; border-radius: 8px;`,
      confine: true,
    },
    legend: { icon: 'roundRect', itemWidth: 12, itemHeight: 8, itemGap: 16, textStyle: { color: color.textSecondary, fontSize: 12 } },
  }
}
