import type { CoachingPoint } from '@sluice/core/diagnosis/coaching/contract'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../ui/use-format.ts'

/** What a coaching point says, in one sentence. */
export function useCoachingWords(): (point: CoachingPoint) => string {
  const { t } = useTranslation('team')
  const format = useFormat()
  return ({ measure, stage, value, reference }) => {
    if (measure === 'conversion') return t('coaching.conversion', { stage: stage.name, value: format.percent(value, 0), reference: format.percent(reference, 0) })
    const days = { stage: stage.name, reference: format.number(reference, 1) }
    return value === null ? t('coaching.dwellOpen', days) : t('coaching.dwell', { ...days, value: format.number(value, 1) })
  }
}
