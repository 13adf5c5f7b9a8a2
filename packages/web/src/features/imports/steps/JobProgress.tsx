import type { ImportDetail } from '@sluice/core/imports/contract'
import { Progress } from 'antd'
import { useTranslation } from 'react-i18next'
import { Section } from '../../../ui/Page.tsx'
import { useFormat } from '../../../ui/use-format.ts'
import styles from './steps.module.css'

/** A job at work: how many rows of how many. It goes on when the page is left, and says so. */
export function JobProgress({ detail, title, text }: { detail: ImportDetail; title: string; text: string }) {
  const { t } = useTranslation('imports')
  const format = useFormat()
  const { done = 0, total = null } = detail.progress ?? {}
  const share = total !== null && total > 0 ? Math.min(99, Math.floor((done / total) * 100)) : null
  return (
    <Section>
      <div className={styles.job} role="status">
        <h2 className={styles.jobTitle}>{title}</h2>
        <Progress percent={share ?? (done > 0 ? 50 : 5)} showInfo={share !== null} status="active" aria-label={title} />
        <p className="num">
          {total !== null ? t('job.of', { done: format.count(done), total: format.count(total) }) : done > 0 ? t('job.done', { done: format.count(done) }) : t('job.waiting')}
        </p>
        <p className={styles.hint}>{text}</p>
      </div>
    </Section>
  )
}
