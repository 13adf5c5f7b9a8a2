import type { Campaign } from '@sluice/core/campaigns/contract'
import { useTranslation } from 'react-i18next'
import type { Tone } from '../../ui/Tag.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { dayAfter } from './period.ts'

/** Small things said of campaigns in several places. */
export function useCampaignWords() {
  const { t } = useTranslation('campaigns')
  const format = useFormat()
  return {
    /** `3月1日 至 3月4日`; the end that is kept is the day after the last. */
    period: ({ fromOn, toOn }: Pick<Campaign, 'fromOn' | 'toOn'>) =>
      toOn === null ? t('from', { from: format.day(fromOn) }) : dayAfter(fromOn, 1) === toOn ? format.day(fromOn) : t('until', { from: format.day(fromOn), to: format.day(dayAfter(toOn, -1)) }),
    status: (status: Campaign['status']) => t(`statuses.${status}`),
    /** A return of 2 is 200 %: long shares without digits behind the point. */
    roi: (roi: number | null) => format.percent(roi, roi !== null && Math.abs(roi) >= 1 ? 0 : 1),
  }
}

export const statusTones: Record<Campaign['status'], Tone> = { planned: 'brand', running: 'good', ended: 'neutral', archived: 'neutral' }
