import { listTakeOvers, type TakeOver } from '@sluice/core/take-overs/contract'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useContractQuery } from '../../api/query.ts'
import { paths } from '../../paths.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Skeletons } from '../../ui/Skeletons.tsx'
import { Tag } from '../../ui/Tag.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { HandBackSheet } from './HandBackSheet.tsx'
import styles from './TakeOvers.module.css'

/** Deals that managers hold for their reps, the most overdue first. `empty`: what to say when there are none. */
export function TakeOverList({ team, label, empty }: { team: string | undefined; label: string; empty: { title: string; text: string } }) {
  const { t } = useTranslation('takeOvers')
  const format = useFormat()
  const read = useContractQuery(listTakeOvers, { query: { ...(team !== undefined && { team }) } }, { keepPrevious: true })
  const [giving, give] = useState<TakeOver | null>(null)
  if (read.isPending) return <Skeletons kind="rows" count={3} />
  if (!read.data) return <ErrorState error={read.error} onRetry={() => void read.refetch()} />
  if (read.data.items.length === 0) return <EmptyState compact {...empty} />
  return (
    <ul className={styles.list} aria-label={label}>
      {read.data.items.map((one) => (
        <li key={one.id} className={styles.row}>
          <div className={styles.words}>
            <div className={styles.line}>
              <Link to={paths.deal(one.deal.id)} className={styles.title}>
                {one.deal.title}
              </Link>
              <Tag tone="brand">{one.deal.stageName}</Tag>
              {one.daysLate > 0 && <Tag tone="bad">{t('late', { count: one.daysLate })}</Tag>}
            </div>
            <div className={styles.text}>
              {t('banner', { by: one.takenBy.name, owner: one.owner.name, when: format.date(one.takenAt), until: format.day(one.untilOn) })}
            </div>
            <div className={styles.text}>{one.reason}</div>
          </div>
          <span className="num">{format.moneyShort(one.deal.amountMinor, one.deal.currency)}</span>
          {one.canHandBack && <Button onClick={() => give(one)}>{t('back')}</Button>}
        </li>
      ))}
      {giving && <HandBackSheet taken={giving} onClose={() => give(null)} />}
    </ul>
  )
}
