import { SettingOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { paths } from '../../paths.ts'
import { Page } from '../../ui/Page.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { SearchField } from '../../ui/SearchField.tsx'
import { Tabs } from '../../ui/Tabs.tsx'
import { useUrlState } from '../../ui/use-url-state.ts'
import { useSession } from '../session/session.ts'
import { cleaningTabs, cleaningUrl } from './cleaning-url.ts'
import styles from './Cleaning.module.css'
import { HeldList } from './HeldList.tsx'
import { MergesList } from './MergesList.tsx'
import { PairsList } from './PairsList.tsx'
import { RefusalsList } from './RefusalsList.tsx'

/** Leads to clean: what may be twice, what is held back, what was merged, and who wanted to give up too early. */
export default function CleaningPage() {
  const { t } = useTranslation('cleaning')
  const navigate = useNavigate()
  const { user } = useSession()
  const [url, change] = useUrlState(cleaningUrl)
  const manages = user.role === 'admin' || user.role === 'manager'
  const tabs = cleaningTabs.filter((tab) => tab !== 'refusals' || manages)
  const tab = tabs.includes(url.tab) ? url.tab : 'pairs'
  return (
    <>
      <PageHeader
        title={t('title')}
        actions={
          <Button icon={<SettingOutlined />} onClick={() => void navigate(paths.settingsSection('cleaning'))}>
            {t('rules')}
          </Button>
        }
      >
        <Tabs label={t('tabs.label')} value={tab} tabs={tabs.map((value) => ({ value, label: t(`tabs.${value}`) }))} onChange={(next) => change({ tab: next, q: '' })} />
        <p className={styles.help}>{t(`help.${tab}`)}</p>
        {(tab === 'pairs' || tab === 'held') && <SearchField key={tab} value={url.q} onSearch={(q) => change({ q })} placeholder={t('search')} width={250} />}
      </PageHeader>
      <Page fill>
        {tab === 'pairs' ? <PairsList q={url.q} /> : tab === 'held' ? <HeldList q={url.q} state={url.state} onState={(state) => change({ state })} /> : tab === 'merges' ? <MergesList /> : <RefusalsList />}
      </Page>
    </>
  )
}
