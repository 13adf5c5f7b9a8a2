import type { LeadPair } from '@sluice/core/cleaning/contract'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { paths } from '../../paths.ts'
import { useFormat } from '../../ui/use-format.ts'
import styles from './Cleaning.module.css'

/** One of two leads: the person, the company, how to reach them, whose it is and since when. */
export function Who({ lead, oneLine }: { lead: LeadPair['older']; oneLine?: boolean }) {
  const { t } = useTranslation('cleaning')
  const format = useFormat()
  const details = [lead.company, lead.phone, lead.email].filter((one) => one !== null).join(' · ')
  const said = [lead.name, details, lead.owner?.name ?? t('unowned'), format.day(lead.createdAt)].filter(Boolean).join(' · ')
  const name = (
    <Link to={paths.lead(lead.id)} className={styles.name} onClick={(event) => event.stopPropagation()}>
      {lead.name}
    </Link>
  )
  if (oneLine) return <span title={said}>{name} <span className={styles.muted}>{details}</span></span>
  return (
    <span className={styles.who} title={said}>
      <span>
        {name} <span className={styles.muted}>{lead.owner?.name ?? t('unowned')} · {format.day(lead.createdAt)}</span>
      </span>
      <span className={styles.muted}>{details}</span>
    </span>
  )
}
