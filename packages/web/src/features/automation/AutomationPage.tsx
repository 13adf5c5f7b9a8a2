import { changeAutomation, createAutomation, getAutomation, publishAutomation, type AutomationPage as Whole } from '@sluice/core/automation/contract'
import { explainAutomation } from '@sluice/core/automation/explain'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useNavigate, useParams } from 'react-router'
import { call } from '../../api/client.ts'
import { contractKey, useContractMutation, useContractQuery } from '../../api/query.ts'
import { paths } from '../../paths.ts'
import { Page } from '../../ui/Page.tsx'
import { usePhone } from '../../ui/use-media-query.ts'
import { useToast } from '../../ui/use-toast.tsx'
import { useUrlState } from '../../ui/use-url-state.ts'
import { DraftPage } from '../drafts/DraftPage.tsx'
import { DraftRead } from '../drafts/DraftRead.tsx'
import { DraftVersions } from '../drafts/DraftVersions.tsx'
import { useDraftEdit } from '../drafts/use-draft-edit.ts'
import { automationUrl } from './automation-url.ts'
import { DesignTab } from './DesignTab.tsx'
import { PausedNote } from './PausedNote.tsx'
import { RunsTab } from './RunsTab.tsx'
import { TestTab } from './TestTab.tsx'
import { useAutomationThings } from './use-automation-things.ts'

/** One automation: its sentence and its picture, what it would do, what it did, its versions. */
export default function AutomationPage() {
  const { t } = useTranslation('automation')
  const { id = '' } = useParams()
  const navigate = useNavigate()
  const read = useContractQuery(getAutomation, { params: { id } })
  const back = () => void navigate(paths.automations)
  return (
    <DraftRead read={read} title={t('title')} notFound={t('notFound')} onBack={back}>
      {(automation) => <Shown key={automation.id} automation={automation} onBack={back} />}
    </DraftRead>
  )
}

function Shown({ automation, onBack }: { automation: Whole; onBack: () => void }) {
  const { t } = useTranslation('automation')
  const { id } = automation
  const navigate = useNavigate()
  const phone = usePhone()
  const toast = useToast()
  const client = useQueryClient()
  const [url, setUrl] = useUrlState(automationUrl)
  const things = useAutomationThings(automation.names)
  const edit = useDraftEdit<Whole>(automation, {
    change: (body, version) => call(changeAutomation, { params: { id }, body, ifMatch: version }),
    publish: (note, version) => call(publishAutomation, { params: { id }, body: { note }, ifMatch: version }),
    keep: (whole) => client.setQueryData(contractKey(getAutomation, { params: { id } }), whole),
  })
  const copy = useContractMutation(createAutomation, { onError: toast.failed, onSuccess: (made) => void navigate(paths.automation(made.id)) })
  const canEdit = automation.canWrite && automation.state !== 'archived'
  return (
    <DraftPage
      whole={automation} edit={edit} onBack={onBack} onCopy={(name) => copy.mutate({ body: { name, copyOf: id } })}
      words={{ state: t(`states.${automation.state}`), paused: t('page.paused'), archiveAsk: t('page.archiveAsk'), publishText: t('page.publishText'), published: (n) => t('page.published', { n }), tabs: t('page.tabs.label') }}
      tab={url.tab} onTab={(tab) => setUrl({ tab })}
      tabs={(['design', 'picture', 'test', 'runs', 'versions'] as const).map((value) => ({ value, label: t(`page.tabs.${value}`) }))}
      note={automation.paused !== null && <PausedNote paused={automation.paused} />}
    >
      {url.tab === 'design' || url.tab === 'picture' ? (
        <Page fill={url.tab === 'picture' && !phone}><DesignTab automation={automation} edit={edit} things={things} canWrite={canEdit} view={url.tab} /></Page>
      ) : url.tab === 'test' ? (
        <Page><TestTab automation={automation} draft={edit.draft} things={things} /></Page>
      ) : url.tab === 'runs' ? (
        <Page fill><RunsTab automationId={id} /></Page>
      ) : (
        <Page>
          <DraftVersions
            versions={automation.versions} inForce={automation.publishedVersion} said={({ definition }) => explainAutomation(definition, things.speaker)}
            onTake={canEdit ? ({ definition }) => { edit.put(definition); setUrl({ tab: 'design' }); toast.done(t('versions.taken')) } : undefined}
          />
        </Page>
      )}
    </DraftPage>
  )
}
