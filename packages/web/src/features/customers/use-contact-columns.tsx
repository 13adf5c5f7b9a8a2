import type { Contact } from '@sluice/core/customers/contract'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Column } from '../../ui/table/columns.ts'
import { useFormat } from '../../ui/use-format.ts'
import { UserAvatar } from '../../ui/UserAvatar.tsx'
import styles from './Customers.module.css'

/** The columns of the list of contacts; a sortable one has the key that the server sorts by. */
export function useContactColumns(): Column<Contact>[] {
  const { t } = useTranslation('customers')
  const format = useFormat()
  return useMemo(() => {
    const text = (value: string | null) => (value ? <span title={value}>{value}</span> : <span className={styles.muted}>—</span>)
    return [
      { key: 'name', title: t('fields.name'), width: 130, grow: 1, required: true, sortable: true, render: (row) => <span className={styles.name} title={row.name}>{row.name}</span> },
      { key: 'account', title: t('fields.account'), width: 200, grow: 2, render: (row) => text(row.account?.name ?? null) },
      { key: 'title', title: t('fields.title'), width: 120, render: (row) => text(row.title) },
      { key: 'phone', title: t('fields.phone'), width: 140, render: (row) => <span className="num">{format.phone(row.phone)}</span> },
      { key: 'wechat', title: t('fields.wechat'), width: 130, render: (row) => text(row.wechat) },
      { key: 'owner', title: t('fields.owner'), width: 120, render: (row) => (row.owner ? <UserAvatar name={row.owner.name} size={22} label /> : <span className={styles.muted}>{t('unassigned')}</span>) },
      {
        key: 'activity', title: t('fields.activity'), width: 110, sortable: true,
        render: (row) => (row.lastActivityAt ? <span title={format.dateTime(row.lastActivityAt)}>{format.relative(row.lastActivityAt)}</span> : <span className={styles.muted}>{t('never')}</span>),
      },
      { key: 'created', title: t('fields.created'), width: 110, sortable: true, render: (row) => <span className="num" title={format.dateTime(row.createdAt)}>{format.date(row.createdAt)}</span> },
      { key: 'department', title: t('fields.department'), width: 120, optional: true, render: (row) => text(row.department) },
      { key: 'email', title: t('fields.email'), width: 180, optional: true, render: (row) => text(row.email) },
    ]
  }, [t, format])
}
