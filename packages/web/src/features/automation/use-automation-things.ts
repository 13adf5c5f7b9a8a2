import { getAutomationChoices } from '@sluice/core/automation/contract'
import type { AutomationObject } from '@sluice/core/automation/definition'
import type { AutomationSpeaker } from '@sluice/core/automation/explain'
import { automationCatalogues } from '@sluice/core/automation/objects'
import { withFields, type ObjectCatalogue } from '@sluice/core/conditions/catalogue'
import { alarmKinds } from '@sluice/core/diagnosis/alarms/rule'
import { fieldDefinitions } from '@sluice/core/fields/conditions'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useContractQuery } from '../../api/query.ts'
import { useConditionNames } from '../conditions/use-condition-names.ts'
import { useFields } from '../fields/use-fields.ts'
import { seldom } from '../pickers/seldom.ts'

interface Named {
  id: string
  name: string
}

/** What an automation may ask and be pointed at, and how it is told. `names`: of what is mentioned but cannot be chosen any more. */
export function useAutomationThings(names?: Readonly<Record<string, string>>) {
  const { t, i18n } = useTranslation('alarms')
  const lang: 'zh' | 'en' = i18n.language === 'en' ? 'en' : 'zh'
  const fieldsOf = { deal: useFields('deal').fields, lead: useFields('lead').fields, account: useFields('account').fields, contact: useFields('contact').fields }
  const { deal, lead, account, contact } = fieldsOf
  const { lists: basic } = useConditionNames()
  const choices = useContractQuery(getAutomationChoices, {}, seldom).data
  const catalogues = useMemo((): Readonly<Record<AutomationObject, ObjectCatalogue>> => {
    const kind = automationCatalogues.alarm.fields.get('kind')
    const kinds = alarmKinds.map((value) => ({ value, label: { zh: t(`kinds.${value}`), en: t(`kinds.${value}`) } }))
    return {
      deal: withFields(automationCatalogues.deal, fieldDefinitions(deal)),
      lead: withFields(automationCatalogues.lead, fieldDefinitions(lead)),
      account: withFields(automationCatalogues.account, fieldDefinitions(account)),
      contact: withFields(automationCatalogues.contact, fieldDefinitions(contact)),
      alarm: kind === undefined ? automationCatalogues.alarm : { ...automationCatalogues.alarm, fields: new Map(automationCatalogues.alarm.fields).set('kind', { ...kind, options: kinds }) },
    }
  }, [deal, lead, account, contact, t])
  const lists = useMemo((): Readonly<Record<string, readonly Named[]>> => ({
    ...basic, sequence: choices?.sequences ?? [], flow: choices?.flows ?? [], robot: choices?.robots ?? [], webhook: choices?.webhooks ?? [], project_template: choices?.projectTemplates ?? [], form: choices?.forms ?? [],
    alarm_kind: alarmKinds.map((id) => ({ id, name: t(`kinds.${id}`) })),
  }), [basic, choices, t])
  const speaker = useMemo((): AutomationSpeaker => ({
    lang,
    catalogueOf: (object) => catalogues[object],
    nameOf: (of, id) => lists[of]?.find((one) => one.id === id)?.name ?? names?.[id],
  }), [lang, catalogues, lists, names])
  return { lang, catalogues, lists, speaker, choices }
}
export type AutomationThings = ReturnType<typeof useAutomationThings>
