import type { Account } from '@sluice/core/customers/contract'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../ui/use-format.ts'
import { UnreadMark } from '../talk/UnreadMark.tsx'
import styles from './Customers.module.css'

/** An account on a phone. */
export function AccountCard({ account }: { account: Account }) {
  const { t } = useTranslation('customers')
  const format = useFormat()
  return (
    <div className={styles.rowMain}>
      <span className={styles.cardName} title={account.name}><UnreadMark subjectType="account" subjectId={account.id} />{account.name}</span>
      <span className={styles.cardFacts}>
        <span>{[account.industry, account.region].filter(Boolean).join(' · ')}</span>
        <span className="num">{`${t('fields.openDeals')} ${format.count(account.openDeals)}`}</span>
        {account.wonDeals > 0 && <span className="num">{`${t('fields.wonDeals')} ${format.moneyShort(account.wonAmountMinor)}`}</span>}
        <span>{account.lastActivityAt ? format.relative(account.lastActivityAt) : t('never')}</span>
      </span>
    </div>
  )
}
