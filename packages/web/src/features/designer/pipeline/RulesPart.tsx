import type { PipelineRules } from '@sluice/core/config/pipeline-definition'
import { roleNames, roles } from '@sluice/core/identity/role'
import { InputNumber, Select, Switch } from 'antd'
import type { ReactNode } from 'react'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { Section } from '../../../ui/Page.tsx'
import styles from '../Designer.module.css'

/** How deals may move, who may let one through, when one goes to sleep. */
export function RulesPart({ rules, onChange }: { rules: PipelineRules; onChange: (rules: PipelineRules, about?: string) => void }) {
  const { t, i18n } = useTranslation('designer')
  const lang = i18n.language === 'en' ? 'en' : 'zh'
  const set = (part: Partial<PipelineRules>, about?: string) => onChange({ ...rules, ...part }, about)
  return (
    <Section title={t('pipeline.rules')}>
      <Rule label={t('pipeline.allowSkip')} help={t('pipeline.allowSkipHelp')} on={rules.allowSkip} onSwitch={(allowSkip) => set({ allowSkip })} />
      <Rule label={t('pipeline.allowBack')} on={rules.allowBack} onSwitch={(allowBack) => set({ allowBack })} />
      {rules.allowBack && <Rule label={t('pipeline.backNeedsReason')} on={rules.backNeedsReason} onSwitch={(backNeedsReason) => set({ backNeedsReason })} />}
      <Rule label={t('pipeline.allowReopen')} on={rules.allowReopen} onSwitch={(allowReopen) => set({ allowReopen })} />
      <div className={styles.rule}>
        <span className={styles.ruleWords}>
          {t('pipeline.overrideRoles')}
          <small>{t('pipeline.overrideRolesHelp')}</small>
        </span>
        <Select
          mode="multiple"
          aria-label={t('pipeline.overrideRoles')}
          style={{ minWidth: 220, maxWidth: '100%', flex: '0 1 320px' }}
          placeholder={t('pipeline.nobody')}
          value={rules.overrideRoles}
          options={roles.map((role) => ({ value: role, label: roleNames[role][lang] }))}
          onChange={(overrideRoles: PipelineRules['overrideRoles']) => set({ overrideRoles })}
        />
      </div>
      <Rule label={t('pipeline.dormant')} help={t('pipeline.dormantHelp')} on={rules.dormantDays !== null} onSwitch={(on) => set({ dormantDays: on ? 30 : null })}>
        {rules.dormantDays !== null && (
          <span className={styles.sentences}>
            <span>
              {t('pipeline.dormantBefore')}
              <InputNumber aria-label={t('pipeline.dormant')} value={rules.dormantDays} min={1} max={3660} precision={0} style={{ width: 80 }} onChange={(dormantDays) => dormantDays !== null && set({ dormantDays }, 'dormantDays')} />
              {t('pipeline.dormantAfter')}
            </span>
            <span>
              {t('pipeline.warnBefore')}
              <InputNumber aria-label={t('pipeline.warnAfter')} value={rules.dormantWarnDays} min={0} max={60} precision={0} style={{ width: 72 }} onChange={(dormantWarnDays) => dormantWarnDays !== null && set({ dormantWarnDays }, 'dormantWarnDays')} />
              {t('pipeline.warnAfter')}
            </span>
          </span>
        )}
      </Rule>
    </Section>
  )
}

function Rule(props: { label: string; help?: string; on: boolean; onSwitch: (on: boolean) => void; children?: ReactNode }) {
  const id = useId()
  return (
    <div className={styles.rule}>
      <span className={styles.ruleWords}>
        <label htmlFor={id}>{props.label}</label>
        {props.help && <small>{props.help}</small>}
        {props.children}
      </span>
      <Switch id={id} checked={props.on} onChange={props.onSwitch} />
    </div>
  )
}
