import type { Pipeline, Stage } from '@sluice/core/catalog/contract'
import { useTranslation } from 'react-i18next'
import { stageColor } from '../../../ui/theme.ts'
import { Tag } from '../../../ui/Tag.tsx'
import { useTheme } from '../../../ui/ThemeProvider.tsx'
import { useFormat } from '../../../ui/use-format.ts'
import styles from './StageDetails.module.css'

/** Every stage of a pipeline to read: definition, criteria, and the figures it starts with. */
export function StageDetails({ pipeline }: { pipeline: Pipeline }) {
  const { t } = useTranslation('settings')
  const { mode } = useTheme()
  return (
    <div className={styles.details}>
      {pipeline.definition && <p className={styles.about}>{pipeline.definition}</p>}
      <ol className={styles.stages}>
        {pipeline.stages.map((stage, index) => (
          <StageCard key={stage.id} stage={stage} number={index + 1} color={stageColor(mode, index, pipeline.stages.length)} />
        ))}
        <li className={styles.stage} style={{ '--stage': 'var(--s-won)' } as React.CSSProperties}>
          <h3 className={styles.name}>{pipeline.wonName}</h3>
          <Criteria label={t('pipelines.won')} text={pipeline.wonCriteria} />
        </li>
        <li className={styles.stage} style={{ '--stage': 'var(--s-lost)' } as React.CSSProperties}>
          <h3 className={styles.name}>{pipeline.lostName}</h3>
        </li>
      </ol>
    </div>
  )
}

function StageCard({ stage, number, color }: { stage: Stage; number: number; color: string }) {
  const { t } = useTranslation('settings')
  const format = useFormat()
  return (
    <li className={styles.stage} style={{ '--stage': color } as React.CSSProperties}>
      <div className={styles.head}>
        <h3 className={styles.name}>
          <span className="num">{number}</span> {stage.name}
        </h3>
        <Tag>{t(`pipelines.layers.${stage.layer}`)}</Tag>
        <dl className={`num ${styles.figures}`}>
          <div title={t('pipelines.probabilityHelp')}>
            <dt>{t('pipelines.probability')}</dt>
            <dd>{format.percent(stage.winProbability, 0)}</dd>
          </div>
          <div>
            <dt>{t('pipelines.dwell')}</dt>
            <dd>{format.days(stage.dwellDays)}</dd>
          </div>
          <div>
            <dt>{t('pipelines.forecast')}</dt>
            <dd>{t(`pipelines.forecasts.${stage.forecastCategory}`)}</dd>
          </div>
        </dl>
      </div>
      {stage.definition && <p className={styles.definition}>{stage.definition}</p>}
      <div className={styles.criteria}>
        <Criteria label={t('pipelines.entry')} text={stage.entryCriteria} />
        <Criteria label={t('pipelines.exit')} text={stage.exitCriteria} />
      </div>
      {stage.nextStepHint && (
        <p className={styles.hint}>
          <b>{t('pipelines.next')}</b> {stage.nextStepHint}
        </p>
      )}
    </li>
  )
}

/** Criteria are text, one a line. */
function Criteria({ label, text }: { label: string; text: string }) {
  const { t } = useTranslation('settings')
  const lines = text.split('\n').map((line) => line.replace(/^\s*[-•·]\s*/, '').trim()).filter((line) => line !== '')
  return (
    <div>
      <h4 className={styles.label}>{label}</h4>
      {lines.length === 0 ? (
        <span className={styles.unset}>{t('pipelines.unset')}</span>
      ) : (
        <ul className={styles.lines}>
          {lines.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )}
    </div>
  )
}
