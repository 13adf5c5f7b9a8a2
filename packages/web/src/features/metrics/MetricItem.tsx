import { RightOutlined } from '@ant-design/icons'
import type { MetricEntry } from '@sluice/core/lib/metric-entry'
import { methodInWords } from '@sluice/core/metrics/methods'
import { METRICS } from '@sluice/core/metrics/registry'
import type { MetricKey } from '@sluice/core/metrics/registry'
import { METRIC_DATE_FIELDS, METRIC_UNITS } from '@sluice/core/metrics/topics'
import { memo, useEffect, useId, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { CopyText } from '../../ui/CopyText.tsx'
import { useFormat } from '../../ui/use-format.ts'
import styles from './Metrics.module.css'

/** One metric: its name, unit and meaning; opened, everything about how it is made. */
export const MetricItem = memo(function MetricItem({ metric, isOpen, onToggle }: { metric: MetricKey; isOpen: boolean; onToggle: (metric: MetricKey) => void }) {
  const { t } = useTranslation('metrics')
  const language = useFormat().language === 'en' ? 'en' : 'zh'
  const id = useId()
  const item = useRef<HTMLLIElement>(null)
  const arrived = useRef(isOpen)
  useEffect(() => {
    // Only who comes by a link is taken there; who opens it sees it already.
    if (arrived.current) item.current?.scrollIntoView({ block: 'center' })
  }, [])
  const entry: MetricEntry = METRICS[metric]
  const { drillDown } = entry
  const opens =
    drillDown.opens === null
      ? t('nothing', { why: drillDown.why[language] })
      : t('opensParts', { list: t(`opens.${drillDown.opens}`), parts: drillDown.parts.map((part) => t(`parts.${part}`)).join(language === 'zh' ? '、' : ', ') })
  const facts = [
    [t('population'), entry.population[language]], [t('dateField'), METRIC_DATE_FIELDS[entry.dateField][language]], [t('unit'), METRIC_UNITS[entry.unit][language]],
    [t('formula'), entry.formula], [t('method'), methodInWords(entry.method, language)], [t('drillDown'), opens], [t('fixture'), entry.fixture],
  ] as const
  return (
    <li ref={item} className={isOpen ? `${styles.item} ${styles.open}` : styles.item}>
      <button type="button" className={styles.head} aria-expanded={isOpen} aria-controls={id} onClick={() => onToggle(metric)}>
        <RightOutlined aria-hidden className={styles.arrow} />
        <span className={styles.name}>{entry.label[language]}</span>
        <span className={styles.unit}>{METRIC_UNITS[entry.unit][language]}</span>
      </button>
      <p className={styles.definition}>{entry.definition[language]}</p>
      {isOpen && (
        <dl id={id} className={styles.facts}>
          {facts.map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
          <div>
            <dt>{t('key')}</dt>
            <dd>
              <CopyText text={metric} />
            </dd>
          </div>
        </dl>
      )}
    </li>
  )
})
