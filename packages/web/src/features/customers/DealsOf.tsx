import { ProjectOutlined } from '@ant-design/icons'
import { listPipelines } from '@sluice/core/catalog/contract'
import { defaultContactRoles } from '@sluice/core/config/contact-roles'
import { getDeal, listDeals } from '@sluice/core/pipeline/contract'
import type { Deal } from '@sluice/core/pipeline/contract'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useContractPages, useContractQuery } from '../../api/query.ts'
import { paths } from '../../paths.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Skeletons } from '../../ui/Skeletons.tsx'
import { Tag } from '../../ui/Tag.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { seldom } from '../pickers/seldom.ts'
import styles from './Customers.module.css'

/** The deals of an account, or those a contact has a part in (with that part), open ones first. */
export function DealsOf(props: { accountId?: string; contactId?: string; action?: ReactNode }) {
  const { t } = useTranslation('customers')
  const where = props.contactId && JSON.stringify({ exists: 'contacts', where: { field: 'contact', op: 'is', value: props.contactId } })
  const read = useContractPages(listDeals, { query: { limit: 50, sort: 'created', ...(props.accountId ? { account: props.accountId } : {}), ...(where ? { where } : {}) } })
  if (read.isLoading) return <Skeletons kind="rows" count={3} />
  if (read.error) return <ErrorState compact error={read.error} onRetry={read.retry} />
  if (read.rows.length === 0)
    return (
      <EmptyState
        compact
        icon={<ProjectOutlined />}
        title={t(props.contactId ? 'record.noContactDeals' : 'record.noDeals')}
        text={t(props.contactId ? 'record.noContactDealsText' : 'record.noDealsText')}
        action={props.action}
      />
    )
  const order = { open: 0, won: 1, lost: 2 }
  const deals = [...read.rows].sort((a, b) => order[a.status] - order[b.status])
  return (
    <div className={styles.stack}>
      <ul className={styles.rows}>
        {deals.map((deal) => (
          <DealLine key={deal.id} deal={deal} contactId={props.contactId} />
        ))}
      </ul>
      {props.action && <div>{props.action}</div>}
    </div>
  )
}

function DealLine({ deal, contactId }: { deal: Deal; contactId?: string }) {
  const { t } = useTranslation('customers')
  const format = useFormat()
  const pipelines = useContractQuery(listPipelines, {}, seldom)
  const stage = pipelines.data?.items.flatMap((one) => one.stages).find((one) => one.id === deal.stageId)
  return (
    <li className={styles.row}>
      <div className={styles.rowMain}>
        <Link to={paths.deal(deal.id)} className={styles.rowName} title={deal.title}>
          {deal.title}
        </Link>
        <span className={styles.rowFacts}>
          {deal.status === 'open' ? <Tag tone="brand">{stage?.name ?? t('dealStatus.open')}</Tag> : <Tag tone={deal.status === 'won' ? 'good' : 'bad'}>{t(`dealStatus.${deal.status}`)}</Tag>}
          {contactId && <RoleTag dealId={deal.id} contactId={contactId} />}
          <span>{deal.owner?.name ?? t('unassigned')}</span>
          <span className="num">{format.date(deal.closedAt ?? deal.createdAt)}</span>
        </span>
      </div>
      <span className={`num ${styles.amount}`}>{format.money(deal.amountMinor, deal.currency)}</span>
    </li>
  )
}

/** The part of a contact in a deal. The list does not carry it, and a contact has few deals: each is asked for it. */
function RoleTag({ dealId, contactId }: { dealId: string; contactId: string }) {
  const { t, i18n } = useTranslation('customers')
  const read = useContractQuery(getDeal, { params: { id: dealId } })
  const key = read.data?.contacts.find((one) => one.id === contactId)?.role
  if (key === undefined) return null
  const role = defaultContactRoles.find((one) => one.key === key)
  return <Tag>{role ? (i18n.language === 'en' ? role.name.en : role.name.zh) : t('roleOther')}</Tag>
}
