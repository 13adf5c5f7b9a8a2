import type { Approval } from '@sluice/core/approvals/contract'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../ui/use-format.ts'
import { useTargetName } from './use-stage-names.ts'

/** What an approval asks for, in words. */
export function useAsks(): (approval: Pick<Approval, 'target' | 'change' | 'deal'>) => string {
  const { t, i18n } = useTranslation('approvals')
  const nameOf = useTargetName()
  const format = useFormat()
  const wanted = ({ change, deal }: Pick<Approval, 'change' | 'deal'>): string => {
    const value = change?.value
    if (value === null || value === undefined || value === '') return t('asks.empty')
    if (change?.field === 'amount' && typeof value === 'number') return format.money(value, deal.currency)
    return (Array.isArray(value) ? value : [value]).map((one: unknown) => change?.names[String(one)] ?? String(one)).join(i18n.language === 'en' ? ', ' : '、')
  }
  return ({ target, change, deal }) => {
    if (change !== null) return t('asks.change', { field: change.label[i18n.language === 'en' ? 'en' : 'zh'], value: wanted({ change, deal }) })
    return target === null ? t('asks.plain') : target === 'won' ? t('asks.won') : t('asks.move', { stage: nameOf(target, deal.stageId) })
  }
}
