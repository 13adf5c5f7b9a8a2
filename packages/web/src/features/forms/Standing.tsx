import { CheckCircleFilled } from '@ant-design/icons'
import type { Assessment } from '@sluice/core/forms/answer'
import { Progress } from 'antd'
import { useTranslation } from 'react-i18next'
import styles from './QuestionnaireForm.module.css'

/** Score and completeness as they stand with what is typed; what is missing leads to its question. */
export function Standing({ assessment, onMissing, labelOf }: { assessment: Assessment; onMissing?: (key: string) => void; labelOf: (key: string) => string }) {
  const { t } = useTranslation('forms')
  const share = assessment.asked.length === 0 ? 1 : assessment.answers.size / assessment.asked.length
  const first = assessment.missing[0]
  return (
    <div className={styles.standing} role="status">
      <Progress
        percent={Math.round(share * 100)}
        size="small"
        showInfo={false}
        className={styles.bar}
        status={assessment.isComplete ? 'success' : 'normal'}
        aria-label={t('fill.progress', { answered: assessment.answers.size, asked: assessment.asked.length })}
      />
      <span className="num">{t('fill.progress', { answered: assessment.answers.size, asked: assessment.asked.length })}</span>
      {assessment.score !== null && assessment.maxScore !== null && (
        <span className={`num ${styles.score}`}>{t('fill.score', { score: assessment.score, max: assessment.maxScore })}</span>
      )}
      {first === undefined ? (
        <span className={styles.complete}>
          <CheckCircleFilled aria-hidden /> {t('fill.complete')}
        </span>
      ) : onMissing ? (
        <button type="button" className={styles.missingLink} onClick={() => onMissing(first)} title={assessment.missing.map(labelOf).join('、')}>
          {t('fill.missing', { count: assessment.missing.length })}
        </button>
      ) : (
        <span className={styles.quiet} title={assessment.missing.map(labelOf).join('、')}>
          {t('fill.missing', { count: assessment.missing.length })}
        </span>
      )}
    </div>
  )
}
