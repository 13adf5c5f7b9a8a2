import { CheckCircleOutlined, ExclamationCircleFilled, QuestionCircleOutlined } from '@ant-design/icons'
import type { SpokenVerdict } from '@sluice/core/diagnosis/contract'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { paths } from '../../paths.ts'
import { AboutMetric } from '../metrics/AboutMetric.tsx'
import styles from './Diagnosis.module.css'
import { metricOfVerdict } from './metric-of-verdict.ts'
import { RemedyPicks } from './RemedyPicks.tsx'
import { useSpoken } from './use-spoken.ts'

const icons = { yes: <ExclamationCircleFilled />, no: <CheckCircleOutlined />, not_enough: <QuestionCircleOutlined /> }

/** One judgement: its sentence with the numbers, where to look further, and what to do. */
export function VerdictItem({ verdict, pipelineId, title }: { verdict: SpokenVerdict; pipelineId: string; title?: ReactNode }) {
  const { t } = useTranslation('alarms')
  const spoken = useSpoken()
  const [stageId] = verdict.stageIds
  const metric = metricOfVerdict(verdict.code)
  const bad = verdict.holds === 'yes'
  const what = verdict.causes.includes('stock_growth') || verdict.code === 'middle_bulge' ? 'stock' : 'conversion'
  return (
    <li className={styles.verdict} data-holds={verdict.holds}>
      <span className={styles.mark} title={t(`diagnosis.holds.${verdict.holds}`)}>
        <span aria-hidden>{icons[verdict.holds]}</span>
        <span className={styles.holds}>{t(`diagnosis.holds.${verdict.holds}`)}</span>
      </span>
      <div className={styles.words}>
        {title !== undefined && <strong>{title}</strong>}
        <p>
          {spoken(verdict.text)}
          {metric !== null && (
            <small className={styles.how}>
              <AboutMetric metric={metric} facts={{ n: verdict.evidence['n'] ?? null }} />
            </small>
          )}
          {bad && stageId !== undefined && (
            <Link to={`${paths.funnelWhy}?pipeline=${pipelineId}&stage=${stageId}&what=${what}`} className={styles.whyLink}>
              {t('diagnosis.why')} →
            </Link>
          )}
        </p>
        {bad && <RemedyPicks keys={verdict.remedies} because={spoken(verdict.text)} start={{ pipelineId, stageId: stageId ?? null }} />}
      </div>
    </li>
  )
}
