import { MEASURE_METRICS } from '@sluice/core/funnel/measures/registry-entries'
import type { MeasureKey } from '@sluice/core/funnel/measures/registry-entries'
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import type { Explanation } from '../../ui/Explained.tsx'
import { useFormat } from '../../ui/use-format.ts'

/** What a number means, in the words of the registry. */
export function useMeasureWords(): (key: MeasureKey) => Explanation {
  const { t } = useTranslation('analysis')
  const { language } = useFormat()
  return useCallback(
    (key) => {
      const { label, definition, population, formula } = MEASURE_METRICS[key]
      const lang = language === 'en' ? 'en' : 'zh'
      return { label: label[lang], definition: definition[lang], more: [{ name: t('about.population'), value: population[lang] }, { name: t('about.formula'), value: formula }] }
    },
    [t, language],
  )
}
