import type { AutomationPage } from '@sluice/core/automation/contract'
import type { AutomationDefinition } from '@sluice/core/automation/definition'
import { explainAutomation } from '@sluice/core/automation/explain'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Section } from '../../ui/Page.tsx'
import { Tag } from '../../ui/Tag.tsx'
import { useFormat } from '../../ui/use-format.ts'
import styles from './Automation.module.css'
import type { AutomationThings } from './use-automation-things.ts'

/** What was published when and by whom, each as its sentence; any can become the draft again. */
export function VersionsTab({ automation, things, canWrite, onTake }: { automation: AutomationPage; things: AutomationThings; canWrite: boolean; onTake: (definition: AutomationDefinition) => void }) {
  const { t } = useTranslation('automation')
  const format = useFormat()
  if (automation.versions.length === 0) return <EmptyState title={t('versions.none')} text={t('versions.noneText')} />
  return (
    <Section title={t('page.tabs.versions')}>
      {automation.versions.map((one) => (
        <div key={one.number} className={styles.version}>
          <span className="num">{t('versions.number', { n: one.number })} {one.number === automation.publishedVersion && <Tag tone="good">{t('versions.now')}</Tag>}</span>
          <span>
            {explainAutomation(one.definition, things.speaker)}
            <span className={styles.detail}>{[format.dateTime(one.at), t('versions.by', { name: one.by.name }), one.note].filter(Boolean).join(' · ')}</span>
          </span>
          {canWrite && <Button size="small" onClick={() => onTake(one.definition)}>{t('versions.take')}</Button>}
        </div>
      ))}
    </Section>
  )
}
