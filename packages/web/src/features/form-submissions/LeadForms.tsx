import { listLeadSubmissions } from '@sluice/core/public-forms/contract'
import { useTranslation } from 'react-i18next'
import { useContractQuery } from '../../api/query.ts'
import { RecordBox } from '../../ui/record/RecordBody.tsx'
import { Tag } from '../../ui/Tag.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { SubmissionAnswers } from './SubmissionAnswers.tsx'
import styles from './Submissions.module.css'

/** The public forms that a lead sent, with what was agreed to; nothing when there are none. */
export function LeadForms({ leadId }: { leadId: string }) {
  const { t } = useTranslation('formSubmissions')
  const format = useFormat()
  const items = useContractQuery(listLeadSubmissions, { params: { id: leadId } }).data?.items ?? []
  if (items.length === 0) return null
  return (
    <RecordBox title={t('title')}>
      <ul className={styles.list}>
        {items.map((one) => (
          <li key={one.id}>
            <div className={styles.head}>
              <strong>{one.form.name}</strong>
              {one.verdict !== 'accepted' && <Tag tone="neutral">{t(`verdicts.${one.verdict}`)}</Tag>}
              <span className={`num ${styles.time}`}>{format.dateTime(one.at)}</span>
            </div>
            <SubmissionAnswers submission={one} />
          </li>
        ))}
      </ul>
    </RecordBox>
  )
}
