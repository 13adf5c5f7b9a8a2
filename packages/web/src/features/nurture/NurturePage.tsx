import { getMailSettings } from '@sluice/core/nurture/contract'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useContractQuery } from '../../api/query.ts'
import { paths } from '../../paths.ts'
import { Page } from '../../ui/Page.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { Tabs } from '../../ui/Tabs.tsx'
import { usePhone } from '../../ui/use-media-query.ts'
import { useUrlState } from '../../ui/use-url-state.ts'
import { ContentsTab } from './ContentsTab.tsx'
import styles from './Nurture.module.css'
import { nurtureUrl } from './nurture-url.ts'
import { SequencesTab } from './SequencesTab.tsx'
import { TemplatesTab } from './TemplatesTab.tsx'

/** 培育: sequences, the mails they send, and what is given to read. */
export default function NurturePage() {
  const { t } = useTranslation('nurture')
  const phone = usePhone()
  const [url, change] = useUrlState(nurtureUrl)
  return (
    <>
      <PageHeader title={t('title')} description={phone ? undefined : t('description')}>
        <Tabs label={t('tabs.label')} value={url.tab} tabs={(['sequences', 'templates', 'contents'] as const).map((value) => ({ value, label: t(`tabs.${value}`) }))} onChange={(tab) => change({ tab })} />
        <MailNote />
      </PageHeader>
      <Page fill>{url.tab === 'sequences' ? <SequencesTab /> : url.tab === 'templates' ? <TemplatesTab /> : <ContentsTab />}</Page>
    </>
  )
}

/** Why mails do not leave, when they do not. */
export function MailNote() {
  const { t } = useTranslation('nurture')
  const settings = useContractQuery(getMailSettings, {}).data
  if (settings === undefined || (settings.isReady && settings.problem === null)) return null
  return (
    <div className={styles.note} role="status">
      <span>{settings.isDemo ? t('mailNote.demo') : settings.problem === null ? t('mailNote.settings') : t('mailNote.problem', { text: settings.problem.text })}</span>
      <Link to={paths.settingsSection('mail')}>{t('mailNote.go')}</Link>
    </div>
  )
}
