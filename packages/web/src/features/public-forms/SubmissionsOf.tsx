import { CheckOutlined, DownloadOutlined, InboxOutlined } from '@ant-design/icons'
import { exportSubmissions, listSubmissions, releaseSubmission } from '@sluice/core/public-forms/contract'
import type { FormSubmission, PublicForm } from '@sluice/core/public-forms/contract'
import { verdicts } from '@sluice/core/public-forms/verdict'
import { Button, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { apiUrl } from '../../api/client.ts'
import { useContractMutation, useContractPages } from '../../api/query.ts'
import { useRefresh } from '../../api/refresh.ts'
import { paths } from '../../paths.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Section } from '../../ui/Page.tsx'
import { Paged } from '../../ui/Paged.tsx'
import { SearchField } from '../../ui/SearchField.tsx'
import { Tag } from '../../ui/Tag.tsx'
import type { Tone } from '../../ui/Tag.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { useToast } from '../../ui/use-toast.tsx'
import { useUrlState } from '../../ui/use-url-state.ts'
import { SubmissionAnswers } from '../form-submissions/SubmissionAnswers.tsx'
import { useMay } from '../session/use-may.ts'
import { formUrl } from './forms-url.ts'
import styles from './PublicForms.module.css'

const tones: Record<FormSubmission['verdict'], Tone> = { accepted: 'good', duplicate: 'neutral', suspected_bot: 'warn' }

/** What was sent through a form: filtered, released, taken away as CSV. */
export function SubmissionsOf({ form }: { form: PublicForm }) {
  const { t } = useTranslation('publicForms')
  const { t: ts } = useTranslation('formSubmissions')
  const [url, change] = useUrlState(formUrl)
  const query = { ...(url.verdict !== 'all' && { verdict: url.verdict }), ...(url.q !== '' && { q: url.q }) }
  const read = useContractPages(listSubmissions, { params: { id: form.id }, query: { ...query, limit: 30 } })
  const filtered = url.verdict !== 'all' || url.q !== ''
  return (
    <Section
      title={t('submissions.list')}
      flush
      actions={
        <>
          <Select value={url.verdict} aria-label={t('submissions.verdict')} popupMatchSelectWidth={false} options={[{ value: 'all' as const, label: t('submissions.all') }, ...verdicts.map((value) => ({ value, label: ts(`verdicts.${value}`) }))]} onChange={(verdict) => change({ verdict })} />
          <SearchField value={url.q} onSearch={(q) => change({ q })} placeholder={t('submissions.search')} width={160} />
          <Button icon={<DownloadOutlined />} href={apiUrl(exportSubmissions, { params: { id: form.id }, query })} download>
            {t('submissions.export')}
          </Button>
        </>
      }
    >
      <Paged read={read} empty={<EmptyState compact icon={<InboxOutlined />} title={t(filtered ? 'submissions.noneFiltered' : 'submissions.none')} text={filtered ? undefined : t('submissions.noneText')} />}>
        <ul className={styles.rows} aria-label={t('submissions.list')} aria-busy={read.isStale}>
          {read.rows.map((one) => (
            <Row key={one.id} submission={one} />
          ))}
        </ul>
      </Paged>
    </Section>
  )
}

function Row({ submission }: { submission: FormSubmission }) {
  const { t } = useTranslation('publicForms')
  const { t: ts } = useTranslation('formSubmissions')
  const format = useFormat()
  const toast = useToast()
  const may = useMay()
  const refresh = useRefresh()
  const release = useContractMutation(releaseSubmission, {
    onError: toast.failed,
    onSuccess: (done) => {
      refresh({ type: 'lead.form_submitted', subjectType: 'lead', subjectId: done.lead?.id ?? '' })
      toast.done(t('submissions.released', { name: done.lead?.name ?? '' }))
    },
  })
  return (
    <li className={styles.row}>
      <div className={styles.rowHead}>
        <Tag tone={tones[submission.verdict]} dot>{ts(`verdicts.${submission.verdict}`)}</Tag>
        <span className={`num ${styles.muted}`}>{format.dateTime(submission.at)}</span>
        {submission.reasons.map((reason) => (
          <span key={reason} className={styles.muted}>{ts(`reasons.${reason}`)}</span>
        ))}
        <span className={styles.end}>
          {submission.lead && <Link to={paths.lead(submission.lead.id)}>{t('submissions.toLead', { name: submission.lead.name })}</Link>}
          {submission.verdict === 'suspected_bot' && may('lead', 'write') && (
            <Button size="small" icon={<CheckOutlined />} title={t('submissions.releaseHint')} loading={release.isPending} onClick={() => release.mutate({ params: { id: submission.id } })}>
              {t('submissions.release')}
            </Button>
          )}
        </span>
      </div>
      <SubmissionAnswers submission={submission} />
    </li>
  )
}
