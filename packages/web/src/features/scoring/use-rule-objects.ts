import type { ObjectCatalogue } from '@sluice/core/conditions/catalogue'
import { behaviourKinds } from '@sluice/core/tracking/behaviour'
import { behaviourObject } from '@sluice/core/scoring/behaviour-days'
import { scoredObject } from '@sluice/core/scoring/scored-object'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useCatalogue } from '../fields/use-catalogue.ts'

/** What rules may ask of leads and of what they do. */
export function useRuleObjects(): { lead: ObjectCatalogue; event: ObjectCatalogue } {
  const catalogue = useCatalogue('lead')
  return useMemo(() => ({ lead: scoredObject(catalogue), event: behaviourObject }), [catalogue])
}

/** The language of names. */
export function useLang(): 'zh' | 'en' {
  return useTranslation('scoring').i18n.language === 'en' ? 'en' : 'zh'
}

/** The name of a kind of behaviour; one from elsewhere shows its key. */
export function useKindName(): (kind: string) => string {
  const { t } = useTranslation('scoring')
  return (kind) => {
    const known = behaviourKinds.find((one) => one === kind)
    return known === undefined ? kind : t(`kinds.${known}`)
  }
}
