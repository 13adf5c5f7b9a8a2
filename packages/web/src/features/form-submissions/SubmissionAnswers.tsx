import type { FormSubmission } from '@sluice/core/public-forms/contract'
import { useTranslation } from 'react-i18next'
import styles from './Submissions.module.css'

/** What was answered, with consent and page below; text as it was sent, never markup. */
export function SubmissionAnswers({ submission }: { submission: FormSubmission }) {
  const { t } = useTranslation('formSubmissions')
  const about = [
    t('version', { n: submission.formVersion }),
    submission.consentVersion === null ? t('noConsent') : t('consent', { n: submission.consentVersion }),
    submission.page,
    submission.releasedBy && t('released', { name: submission.releasedBy.name }),
  ]
  return (
    <>
      <dl className={styles.answers}>
        {submission.answers.map((answer) => (
          <div key={answer.key}>
            <dt>{answer.label}</dt>
            <dd>{answer.value}</dd>
          </div>
        ))}
      </dl>
      <p className={styles.about} title={submission.consentText ?? undefined}>
        {about.filter(Boolean).join(' · ')}
      </p>
    </>
  )
}
