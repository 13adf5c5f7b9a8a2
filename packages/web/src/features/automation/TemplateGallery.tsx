import { AimOutlined, AlertOutlined, ClockCircleOutlined, FieldTimeOutlined, FileSearchOutlined, FireOutlined, RocketOutlined, StepForwardOutlined, TeamOutlined } from '@ant-design/icons'
import { automationTemplates, type AutomationTemplate, type TemplateKey } from '@sluice/core/automation/templates'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import styles from './Automation.module.css'

const icons: Readonly<Record<TemplateKey, ReactNode>> = {
  quote_stall: <FieldTimeOutlined />, long_stall: <TeamOutlined />, dormancy: <ClockCircleOutlined />, score_assign: <FireOutlined />, won_kickoff: <RocketOutlined />, lost_review: <FileSearchOutlined />, bottom_deals: <AimOutlined />, conversion_drop: <AlertOutlined />, no_next_step: <StepForwardOutlined />,
}

/** Ready automations, each with what it is good for. */
export function TemplateGallery({ onChoose, disabled }: { onChoose: (template: AutomationTemplate) => void; disabled: boolean }) {
  const { t, i18n } = useTranslation('automation')
  const lang = i18n.language === 'en' ? 'en' : 'zh'
  return (
    <ul className={styles.gallery} aria-label={t('templates.label')}>
      {automationTemplates.map((one) => (
        <li key={one.key}>
          <button type="button" className={styles.template} disabled={disabled} onClick={() => onChoose(one)}>
            <span className={styles.templateName}><span aria-hidden>{icons[one.key]}</span><span>{one.name[lang]}</span></span>
            <span className={styles.itemText}>{one.text[lang]}</span>
          </button>
        </li>
      ))}
    </ul>
  )
}
