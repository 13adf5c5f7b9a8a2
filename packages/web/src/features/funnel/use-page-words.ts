import { explain } from '@sluice/core/conditions/explain'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../ui/use-format.ts'
import { readCondition } from '../conditions/read-condition.ts'
import { useCatalogue } from '../fields/use-catalogue.ts'
import { useConditionNames } from '../conditions/use-condition-names.ts'
import { lastDay } from './funnel-period.ts'
import type { DayRange } from './funnel-period.ts'
import { segmentsOf } from './funnel-url.ts'
import type { FunnelUrl, Questions } from './funnel-url.ts'
import { slicesOf } from './slices.ts'
import type { FunnelNames } from './use-funnel-names.ts'
import { useSliceDimensions } from './use-slice-dimensions.ts'

/** The page's state in words: what is shown, under which filters, compared with what. For heads, legends and pictures. */
export function usePageWords(url: FunnelUrl, questions: Questions, names: FunnelNames) {
  const { t } = useTranslation('funnel')
  const catalogue = useCatalogue('deal')
  const format = useFormat()
  const { nameOf } = useConditionNames()
  const dimensions = useSliceDimensions(questions.main.pipeline)

  const range = (days: DayRange): string => {
    const first = days.from
    const last = lastDay(days)
    if (first !== null && last !== null) return first === last ? format.day(first) : `${format.day(first)} – ${format.day(last)}`
    if (first !== null) return t('sinceDay', { day: format.day(first) })
    return last === null ? t('summaryAll') : t('untilDay', { day: format.day(last) })
  }
  const segment = segmentsOf(url)
  const sides = (): [main: string, other: string] => {
    if (segment) return [names[segment](url.a), names[segment](url.b)]
    const other = questions.otherRange ? range(questions.otherRange) : ''
    return [range(questions.range), other]
  }
  const [mainLabel, otherLabel] = sides()
  const filters = (['team', 'owner', 'source', 'product'] as const)
    .filter((key) => url[key].length > 0 && key !== segment)
    .map((key) => `${t(key)} ${names[key](url[key])}`)
  for (const { dimension, values } of slicesOf(url.slice)) {
    const known = dimensions.find((one) => one.key === dimension)
    const label = known === undefined ? dimension : format.language === 'en' ? known.label.en : known.label.zh
    filters.push(`${label} ${values.map((value) => (value === '' ? t('slice.none') : (known?.values.find((one) => one.value === value)?.label ?? value))).join('、')}`)
  }
  if (url.where.trim() !== '') {
    const condition = readCondition(url.where, catalogue)
    const lang = format.language === 'en' ? 'en' : 'zh'
    filters.push(`${t('where')} ${condition ? explain(condition, catalogue, { lang, nameOf }) : url.where.trim()}`)
  }
  const method = [t(`cohort.${url.cohort}`), t(`fill.${url.fill}`)]

  return {
    range: range(questions.range),
    rangeText: range,
    mainLabel,
    otherLabel,
    filters,
    method,
    view: t(`view.${url.view}`),
  }
}
