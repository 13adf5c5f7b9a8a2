import { PhoneOutlined } from '@ant-design/icons'
import type { Lead } from '@sluice/core/leads/contract'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../ui/use-format.ts'
import { DueTag } from '../activities/NextStepBox.tsx'
import { UnreadMark } from '../talk/UnreadMark.tsx'
import styles from './Leads.module.css'
import { LeadStatusTag } from './LeadStatusTag.tsx'

/** A lead on a phone: who, where it stands, what is next; the phone is one tap. */
export function LeadCard({ lead, source }: { lead: Lead; source: string | null }) {
  const { t } = useTranslation('leads')
  const format = useFormat()
  return (
    <div className={styles.card}>
      <div className={styles.cardMain}>
        <div className={styles.cardHead}>
          <span className={styles.cardName}><UnreadMark subjectType="lead" subjectId={lead.id} />{lead.name}</span>
          <LeadStatusTag status={lead.status} />
        </div>
        {lead.company && <div className={styles.cardLine}>{lead.company}</div>}
        <div className={styles.cardFacts}>
          {lead.nextStep && (
            <>
              <span className={styles.cardStep}>{lead.nextStep}</span>
              <DueTag due={lead.nextStepDue} />
            </>
          )}
          {!lead.nextStep && (
            <span>{[source, lead.owner?.name ?? t('unassigned'), format.relative(lead.lastActivityAt ?? lead.createdAt)].filter(Boolean).join(' · ')}</span>
          )}
        </div>
      </div>
      {lead.phone && (
        <a className={styles.callButton} href={`tel:${lead.phone}`} aria-label={`${t('record.call')} ${lead.name}`} onClick={(event) => event.stopPropagation()}>
          <PhoneOutlined />
        </a>
      )}
    </div>
  )
}
