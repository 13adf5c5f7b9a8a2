import type { RootCauseAnswer } from '@sluice/core/diagnosis/contract'
import { OTHER_VALUE } from '@sluice/core/diagnosis/root-cause/cuts'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../ui/use-format.ts'
import { addDays } from '../funnel/calendar-days.ts'

/** Names of dimensions, values and periods of a root cause. */
export function useCauseNames({ names }: Pick<RootCauseAnswer, 'names'>) {
  const { t } = useTranslation('analysis')
  const format = useFormat()
  return useMemo(() => {
    const dimension = (key: string) => names[key] ?? key
    const value = (key: string, one: string) => (one === OTHER_VALUE ? t('other') : (names[`${key}:${one}`] ?? (one === '' ? t('none') : one)))
    const days = ({ from, to }: { from: string; to: string }) => `${format.day(from)} – ${format.day(addDays(to, -1))}`
    return {
      dimension,
      value,
      segment: (dimensions: readonly string[], values: readonly string[]) => dimensions.map((key, at) => `${dimension(key)}＝${value(key, values[at] ?? '')}`).join(' · '),
      days,
      period: ({ before, after }: Pick<RootCauseAnswer['question'], 'before' | 'after'>) => `${days(before)} → ${days(after)}`,
    }
  }, [names, t, format])
}
export type CauseNames = ReturnType<typeof useCauseNames>
