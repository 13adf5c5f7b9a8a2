import type { PipelineRules } from '@sluice/core/config/pipeline-definition'
import { roleNames } from '@sluice/core/identity/role'
import { useTranslation } from 'react-i18next'

/** The rules of a pipeline as sentences. */
export function useRuleWords(): (rules: PipelineRules) => string[] {
  const { t, i18n } = useTranslation('designer')
  const lang = i18n.language === 'en' ? 'en' : 'zh'
  return (rules) => [
    t(rules.allowSkip ? 'rules.skip.yes' : 'rules.skip.no'),
    t(!rules.allowBack ? 'rules.back.no' : rules.backNeedsReason ? 'rules.back.reason' : 'rules.back.yes'),
    t(rules.allowReopen ? 'rules.reopen.yes' : 'rules.reopen.no'),
    rules.overrideRoles.length === 0 ? t('rules.overrideNobody') : t('rules.override', { roles: rules.overrideRoles.map((role) => roleNames[role][lang]).join(lang === 'zh' ? '、' : ', ') }),
    rules.dormantDays === null ? t('rules.dormantNever') : t('rules.dormant', { days: rules.dormantDays, warn: rules.dormantWarnDays }),
  ]
}
