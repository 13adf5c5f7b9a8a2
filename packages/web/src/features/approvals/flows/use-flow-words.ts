import type { Approver, FlowDefinition } from '@sluice/core/approvals/flow'
import { explain } from '@sluice/core/conditions/explain'
import type { Condition } from '@sluice/core/conditions/condition'
import { listUsers } from '@sluice/core/identity/contract'
import { roleNames } from '@sluice/core/identity/role'
import { useTranslation } from 'react-i18next'
import { useContractQuery } from '../../../api/query.ts'
import { useFormat } from '../../../ui/use-format.ts'
import { useConditionNames } from '../../conditions/use-condition-names.ts'
import { useCatalogue } from '../../fields/use-catalogue.ts'
import { useStagesById } from '../use-stage-names.ts'

/** A flow in the reader's words: what sets it off, who is asked, and on what condition. */
export function useFlowWords(): { trigger: (definition: FlowDefinition) => string; approver: (approver: Approver) => string; condition: (condition: Condition) => string } {
  const { t, i18n } = useTranslation('approvals')
  const lang = i18n.language === 'en' ? 'en' : 'zh'
  const format = useFormat()
  const stages = useStagesById()
  const users = useContractQuery(listUsers, {}, { staleTime: 10 * 60_000 }).data?.items ?? []
  const { nameOf } = useConditionNames()
  const catalogue = useCatalogue('deal')
  const fieldName = (key: string) => (key === 'owner' ? t('flows.ownerField') : (catalogue.fields.get(key)?.label[lang] ?? key))
  return {
    trigger: ({ trigger }) => {
      const kind = t(`flows.triggers.${trigger.type}`)
      switch (trigger.type) {
        case 'stage_entry':
        case 'stage_exit':
          return `${kind}${lang === 'en' ? ': ' : '：'}${trigger.stageId === 'won' ? t('flows.wonStage') : (stages.get(trigger.stageId)?.stage.name ?? t('flows.choose'))}`
        case 'amount': {
          const limits = [trigger.over === null ? '' : `${t('flows.over')} ${format.moneyShort(trigger.over)}`, trigger.under === null ? '' : `${t('flows.under')} ${format.moneyShort(trigger.under)}`]
          return `${kind}${lang === 'en' ? ': ' : '：'}${limits.filter((one) => one !== '').join(lang === 'en' ? ' or ' : ' 或 ') || t('flows.choose')}`
        }
        case 'discount':
          return `${t('flows.percent')} ${format.percent(trigger.percent / 100, 0)}`
        case 'field_change':
          return `${kind}${lang === 'en' ? ': ' : '：'}${trigger.field === '' ? t('flows.choose') : fieldName(trigger.field)}`
        default:
          return kind
      }
    },
    approver: (approver) => {
      switch (approver.type) {
        case 'user':
          return users.find((one) => one.id === approver.userId)?.name ?? t('flows.choose')
        case 'role':
          return roleNames[approver.role][lang]
        case 'team_lead':
          return `${t('flows.approverKinds.team_lead')}（${approver.levels === 0 ? t('flows.level0') : t('flows.levels', { count: approver.levels })}）`
        case 'field':
          return fieldName(approver.field)
        default:
          return t('flows.approverKinds.manager')
      }
    },
    condition: (condition) => explain(condition, catalogue, { lang, nameOf }),
  }
}
