import type { AlarmKind } from '@sluice/core/diagnosis/alarms/rule'
import { useFormat } from '../../ui/use-format.ts'

/** Writes the figure of an alarm with its unit. */
export function useAlarmValue(): (kind: AlarmKind, value: number | null) => string {
  const format = useFormat()
  return (kind, value) => {
    switch (kind) {
      case 'conversion_below_mean':
      case 'below_line':
      case 'win_rate_swing':
      case 'stage_days':
        return format.percent(value)
      case 'dwell_over':
        return format.days(value)
      case 'stock_growth':
      case 'inflow_drop':
        return format.number(value, value !== null && Number.isInteger(value) ? 0 : 1)
    }
  }
}
