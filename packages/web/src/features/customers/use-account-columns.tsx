import type { Account } from '@sluice/core/customers/contract'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Column } from '../../ui/table/columns.ts'
import { useFormat } from '../../ui/use-format.ts'
import { UserAvatar } from '../../ui/UserAvatar.tsx'
import styles from './Customers.module.css'
import { UnreadMark } from '../talk/UnreadMark.tsx'

/** The columns of the list of accounts; a sortable one has the key that the server sorts by. */
export function useAccountColumns(): Column<Account>[] {
  const { t } = useTranslation('customers')
  const format = useFormat()
  return useMemo(() => {
    const text = (value: string | null) => (value ? <span title={value}>{value}</span> : <span className={styles.muted}>—</span>)
    return [
      { key: 'name', title: t('fields.accountName'), width: 220, grow: 2, required: true, sortable: true, render: (row) => <><UnreadMark subjectType="account" subjectId={row.id} /><span className={styles.name} title={row.name}>{row.name}</span></> },
      { key: 'industry', title: t('fields.industry'), width: 110, render: (row) => text(row.industry) },
      { key: 'region', title: t('fields.region'), width: 100, render: (row) => text(row.region) },
      { key: 'openDeals', title: t('fields.openDeals'), width: 110, align: 'right', render: (row) => format.count(row.openDeals) },
      { key: 'wonDeals', title: t('fields.wonDeals'), width: 80, align: 'right', render: (row) => format.count(row.wonDeals) },
      { key: 'won', title: t('fields.wonAmount'), width: 130, align: 'right', sortable: true, render: (row) => (row.wonDeals === 0 ? <span className={styles.muted}>—</span> : format.money(row.wonAmountMinor)) },
      { key: 'owner', title: t('fields.owner'), width: 120, render: (row) => (row.owner ? <UserAvatar name={row.owner.name} size={22} label /> : <span className={styles.muted}>{t('unassigned')}</span>) },
      {
        key: 'activity', title: t('fields.activity'), width: 110, sortable: true,
        render: (row) => (row.lastActivityAt ? <span title={format.dateTime(row.lastActivityAt)}>{format.relative(row.lastActivityAt)}</span> : <span className={styles.muted}>{t('never')}</span>),
      },
      { key: 'created', title: t('fields.created'), width: 110, sortable: true, render: (row) => <span className="num" title={format.dateTime(row.createdAt)}>{format.date(row.createdAt)}</span> },
      { key: 'size', title: t('fields.size'), width: 100, optional: true, render: (row) => text(row.size) },
      { key: 'phone', title: t('fields.phone'), width: 136, optional: true, render: (row) => <span className="num">{format.phone(row.phone)}</span> },
      { key: 'website', title: t('fields.website'), width: 160, optional: true, render: (row) => text(row.website) },
    ]
  }, [t, format])
}
