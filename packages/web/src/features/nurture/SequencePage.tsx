import { changeSequence, createSequence, getSequence, publishSequence, type SequencePage as Whole } from '@sluice/core/nurture/contract'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useNavigate, useParams } from 'react-router'
import { call } from '../../api/client.ts'
import { contractKey, useContractMutation, useContractQuery } from '../../api/query.ts'
import { paths } from '../../paths.ts'
import { Page } from '../../ui/Page.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { usePhone } from '../../ui/use-media-query.ts'
import { useToast } from '../../ui/use-toast.tsx'
import { useUrlState } from '../../ui/use-url-state.ts'
import { DraftPage } from '../drafts/DraftPage.tsx'
import { DraftRead } from '../drafts/DraftRead.tsx'
import { DraftVersions } from '../drafts/DraftVersions.tsx'
import { useDraftEdit } from '../drafts/use-draft-edit.ts'
import { DesignTab } from './DesignTab.tsx'
import { EnrolmentsTab } from './EnrolmentsTab.tsx'
import { MailNote } from './NurturePage.tsx'
import { ResultsTab } from './ResultsTab.tsx'
import { sequenceUrl } from './nurture-url.ts'

/** One sequence: its flow, what it brought, who is in it, its versions. */
export default function SequencePage() {
  const { t } = useTranslation('nurture')
  const { id = '' } = useParams()
  const navigate = useNavigate()
  const read = useContractQuery(getSequence, { params: { id } })
  const back = () => void navigate(paths.nurture)
  return (
    <DraftRead read={read} title={t('title')} notFound={t('notFound')} onBack={back}>
      {(sequence) => <Shown key={sequence.id} sequence={sequence} onBack={back} />}
    </DraftRead>
  )
}

function Shown({ sequence, onBack }: { sequence: Whole; onBack: () => void }) {
  const { t } = useTranslation('nurture')
  const { id } = sequence
  const navigate = useNavigate()
  const phone = usePhone()
  const format = useFormat()
  const toast = useToast()
  const client = useQueryClient()
  const [url, setUrl] = useUrlState(sequenceUrl)
  const edit = useDraftEdit<Whole>(sequence, {
    change: (body, version) => call(changeSequence, { params: { id }, body, ifMatch: version }),
    publish: (note, version) => call(publishSequence, { params: { id }, body: { note }, ifMatch: version }),
    keep: (whole) => client.setQueryData(contractKey(getSequence, { params: { id } }), whole),
  })
  const copy = useContractMutation(createSequence, { onError: toast.failed, onSuccess: (made) => void navigate(paths.sequence(made.id)) })
  return (
    <DraftPage
      whole={sequence} edit={edit} onBack={onBack} onCopy={(name) => copy.mutate({ body: { name, copyOf: id } })}
      words={{ state: t(`states.${sequence.state}`), paused: t('page.paused'), archiveAsk: t('page.archiveAsk'), publishText: t('page.publishText'), published: (n) => t('page.published', { n }), tabs: t('page.tabs.label') }}
      tab={url.tab} onTab={(tab) => setUrl({ tab })}
      tabs={(['design', 'results', 'leads', 'versions'] as const).map((value) => ({ value, label: t(`page.tabs.${value}`), ...(value === 'leads' && { count: format.count(sequence.counts.active) }) }))}
      note={<MailNote />}
    >
      {url.tab === 'design' ? (
        <Page fill={!phone}><DesignTab sequence={sequence} edit={edit} canWrite={sequence.canWrite && sequence.state !== 'archived'} /></Page>
      ) : url.tab === 'results' ? (
        <Page><ResultsTab sequence={sequence} /></Page>
      ) : url.tab === 'leads' ? (
        <Page fill><EnrolmentsTab sequenceId={id} /></Page>
      ) : (
        <Page><DraftVersions versions={sequence.versions} inForce={sequence.publishedVersion} beside={({ enrolments }) => <span className="num">{t('versions.enrolments', { count: enrolments })}</span>} /></Page>
      )}
    </DraftPage>
  )
}
