import { type ExperimentPage, listExperimentDeals } from '@sluice/core/experiments/contract'
import { Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useContractPages } from '../../api/query.ts'
import { paths } from '../../paths.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Paged } from '../../ui/Paged.tsx'
import { Tag } from '../../ui/Tag.tsx'
import { useFormat } from '../../ui/use-format.ts'
import styles from './Experiments.module.css'

const outcomes = ['hit', 'miss', 'running'] as const
const tones = { hit: 'good', miss: 'neutral', running: 'brand' } as const

/** The deals behind the figures, by path and outcome. */
export function ExperimentDeals({ experiment, arm, outcome, onFilter }: { experiment: ExperimentPage; arm: string; outcome: 'all' | (typeof outcomes)[number]; onFilter: (part: { arm?: string; outcome?: 'all' | (typeof outcomes)[number] }) => void }) {
  const { t } = useTranslation('experiments')
  const format = useFormat()
  const { arms } = experiment.definition
  const list = useContractPages(listExperimentDeals, { params: { id: experiment.id }, query: { limit: 30, ...(arm !== '' && { arm }), ...(outcome !== 'all' && { outcome }) } })
  return (
    <div className={styles.stack}>
      <div className={styles.inline}>
        <Select aria-label={t('deals.arm')} value={arm} onChange={(next) => onFilter({ arm: next })} popupMatchSelectWidth={false} options={[{ value: '', label: t('deals.allArms') }, ...arms.map((one) => ({ value: one.key, label: one.name }))]} />
        <Select aria-label={t('deals.outcome')} value={outcome} onChange={(next) => onFilter({ outcome: next })} popupMatchSelectWidth={false} options={[{ value: 'all' as const, label: t('deals.allOutcomes') }, ...outcomes.map((value) => ({ value, label: t(`deals.${value}`) }))]} />
      </div>
      <Paged read={list} empty={<EmptyState compact title={t('deals.none')} />}>
        <ul className={styles.deals} aria-label={t('deals.list')}>
          {list.rows.map((deal) => (
            <li key={deal.id}>
              <span className={styles.between}><Link className={styles.name} to={paths.deal(deal.id)}>{deal.title}</Link><span className="num">{format.moneyShort(deal.amountMinor, deal.currency)}</span></span>
              <span className={styles.inline}>
                <Tag tone={tones[deal.outcome]} dot>{t(`deals.${deal.outcome}`)}</Tag>
                <Tag>{arms.find((one) => one.key === deal.arm)?.name ?? deal.arm}</Tag>
                <span className={`num ${styles.muted}`}>{[deal.owner?.name, t('deals.enteredAt', { time: format.date(deal.enteredAt) }), deal.given > 0 ? t('deals.tasks', { done: deal.done, given: deal.given }) : undefined].filter((part) => part !== undefined).join(' · ')}</span>
              </span>
            </li>
          ))}
        </ul>
      </Paged>
    </div>
  )
}
