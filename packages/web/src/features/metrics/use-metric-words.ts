import { METRICS } from '@sluice/core/metrics/registry'
import type { MetricKey } from '@sluice/core/metrics/registry'
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { paths } from '../../paths.ts'
import type { Explanation } from '../../ui/Explained.tsx'
import { useFormat } from '../../ui/use-format.ts'

/** What a number means, in the words of the registry; `facts` are what is known of the one that is shown: its n, interval, instant. */
export function useMetricWords(): (key: MetricKey, facts?: Partial<Explanation>) => Explanation {
  const { t } = useTranslation('metrics')
  const { language } = useFormat()
  return useCallback(
    (key, facts) => {
      const { label, definition, population, formula } = METRICS[key]
      const lang = language === 'en' ? 'en' : 'zh'
      return {
        label: label[lang], definition: definition[lang], dictionary: paths.metric(key), ...facts,
        more: [{ name: t('population'), value: population[lang] }, { name: t('formula'), value: formula }, ...(facts?.more ?? [])],
      }
    },
    [t, language],
  )
}
