import type { Approval } from '@sluice/core/approvals/contract'
import { useTranslation } from 'react-i18next'
import { useTargetName } from './use-stage-names.ts'

/** What an approval asks for, in words. */
export function useAsks(): (approval: Pick<Approval, 'target' | 'deal'>) => string {
  const { t } = useTranslation('approvals')
  const nameOf = useTargetName()
  return ({ target, deal }) => (target === null ? t('asks.plain') : target === 'won' ? t('asks.won') : t('asks.move', { stage: nameOf(target, deal.stageId) }))
}
