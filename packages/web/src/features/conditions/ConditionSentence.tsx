import type { ObjectCatalogue } from '@sluice/core/conditions/catalogue'
import type { Condition } from '@sluice/core/conditions/condition'
import { explain } from '@sluice/core/conditions/explain'
import { useTranslation } from 'react-i18next'
import { useConditionNames } from './use-condition-names.ts'

/** A condition in the reader's words. */
export function ConditionSentence({ condition, object }: { condition: Condition; object: ObjectCatalogue }) {
  const { i18n } = useTranslation('conditions')
  const { nameOf } = useConditionNames()
  return <>{explain(condition, object, { lang: i18n.language === 'en' ? 'en' : 'zh', nameOf })}</>
}
