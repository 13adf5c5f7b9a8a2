import type { MetricKey } from '@sluice/core/metrics/registry'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Explained } from '../../ui/Explained.tsx'
import type { Explanation } from '../../ui/Explained.tsx'
import { useMetricWords } from './use-metric-words.ts'

/** A figure, or its name, that says what it means in the words of the registry; without one, a word that offers to. */
export function AboutMetric({ metric, facts, children }: { metric: MetricKey; facts?: Partial<Explanation>; children?: ReactNode }) {
  const { t } = useTranslation('metrics')
  const about = useMetricWords()
  return <Explained explanation={about(metric, facts)}>{children ?? t('how')}</Explained>
}
