import { discardScoreDraft, getScoring, publishScoring, saveScoreDraft } from '@sluice/core/scoring/contract'
import type { ScoringSetup } from '@sluice/core/scoring/contract'
import type { ScoreRules } from '@sluice/core/scoring/rules'
import { Alert, Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { z } from 'zod'
import { contractKey, useContractMutation, useContractQuery } from '../../api/query.ts'
import { useQueryClient } from '@tanstack/react-query'
import { paths } from '../../paths.ts'
import { ConfirmButton } from '../../ui/ConfirmButton.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Page } from '../../ui/Page.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { Skeletons } from '../../ui/Skeletons.tsx'
import { Tabs } from '../../ui/Tabs.tsx'
import { Tag } from '../../ui/Tag.tsx'
import { useToast } from '../../ui/use-toast.tsx'
import { useUrlState } from '../../ui/use-url-state.ts'
import { BackTestTab } from './BackTestTab.tsx'
import { ModelTab } from './ModelTab.tsx'
import { PreviewTab } from './PreviewTab.tsx'
import { PublishSheet } from './PublishSheet.tsx'
import { RescoreLine } from './RescoreLine.tsx'
import { RulesTab } from './RulesTab.tsx'
import { VersionsTab } from './VersionsTab.tsx'

const tabs = ['rules', 'preview', 'backTest', 'model', 'versions'] as const
const scoringUrl = z.object({ tab: z.enum(tabs).default('rules') })

/** Score rules: edited as a draft, tried on the leads there are and on those there were, published as a version. */
export default function ScoringPage() {
  const { t } = useTranslation('scoring')
  const navigate = useNavigate()
  const read = useContractQuery(getScoring, {}, { refetchInterval: (query) => (query.state.data?.rescore?.status === 'running' ? 1000 : false) })
  if (!read.data) {
    return (
      <>
        <PageHeader title={t('title')} onBack={() => void navigate(paths.leads)} />
        <Page>{read.isPending ? <Skeletons kind="rows" count={8} /> : <ErrorState error={read.error} onRetry={() => void read.refetch()} />}</Page>
      </>
    )
  }
  return <Scoring setup={read.data} />
}

function Scoring({ setup }: { setup: ScoringSetup }) {
  const { t } = useTranslation('scoring')
  const navigate = useNavigate()
  const client = useQueryClient()
  const toast = useToast()
  const [{ tab }, setUrl] = useUrlState(scoringUrl)
  // What is edited here, and the version of the draft that it came from; null: nothing is.
  const [edited, setEdited] = useState<{ rules: ScoreRules; version: number } | null>(null)
  const [publishing, setPublishing] = useState(false)
  const [conflict, setConflict] = useState(false)
  const rules = edited?.rules ?? setup.draft.rules
  const show = (next: ScoringSetup) => client.setQueryData(contractKey(getScoring, {}), next)
  const save = useContractMutation(saveScoreDraft)
  const discard = useContractMutation(discardScoreDraft, { onError: toast.failed })
  const publish = useContractMutation(publishScoring, { onError: toast.failed })
  const change = (next: ScoreRules) => setEdited((before) => ({ rules: next, version: before?.version ?? setup.draft.version }))

  /** Keeps what is edited; answers the draft's version, null when it could not be kept. */
  const keep = async (version = edited?.version ?? setup.draft.version): Promise<number | null> => {
    try {
      const next = await save.mutateAsync({ body: { rules, version } })
      show(next)
      setEdited(null)
      setConflict(false)
      return next.draft.version
    } catch (error) {
      if (typeof error === 'object' && error !== null && 'status' in error && error.status === 412) {
        setConflict(true)
        await client.invalidateQueries({ queryKey: contractKey(getScoring, {}) })
      } else toast.failed(error)
      return null
    }
  }
  const publishNow = async (note: string) => {
    const version = edited === null && setup.draft.isDraft ? setup.draft.version : await keep()
    if (version === null) return setPublishing(false)
    show(await publish.mutateAsync({ body: { version, note } }))
    setPublishing(false)
    toast.done(t('published'))
  }
  const mayPublish = edited !== null || setup.draft.isDraft || setup.published === null
  return (
    <>
      <PageHeader
        sticky
        title={t('title')}
        onBack={() => void navigate(paths.leads)}
        aside={
          <>
            <Tag tone={setup.published ? 'good' : 'neutral'}>{setup.published ? t('state.version', { n: setup.published.n }) : t('state.none')}</Tag>
            {edited ? <Tag tone="warn">{t('state.unsaved')}</Tag> : setup.draft.isDraft && <Tag tone="brand">{t('state.draft')}</Tag>}
          </>
        }
        actions={
          setup.canWrite && (
            <>
              {(edited !== null || setup.draft.isDraft) && (
                <ConfirmButton question={t('discardAsk')} consequence={t('discardText')} loading={discard.isPending} onConfirm={async () => {
                  if (setup.draft.isDraft) show(await discard.mutateAsync({}))
                  setEdited(null)
                  setConflict(false)
                }}>
                  {t('discard')}
                </ConfirmButton>
              )}
              {edited !== null && (
                <Button loading={save.isPending} onClick={() => void keep().then((version) => version !== null && toast.done(t('saved')))}>
                  {t('save')}
                </Button>
              )}
              <Button type="primary" disabled={!mayPublish} onClick={() => setPublishing(true)}>
                {t('publish')}
              </Button>
            </>
          )
        }
      >
        <Tabs label={t('tabsLabel')} value={tab} tabs={tabs.map((value) => ({ value, label: t(`tabs.${value}`) }))} onChange={(next) => setUrl({ tab: next })} />
      </PageHeader>
      <Page>
        <RescoreLine setup={setup} onShow={show} />
        {!setup.canWrite && <Alert type="info" showIcon title={t('readOnly')} />}
        {conflict && (
          <Alert
            type="warning"
            showIcon
            title={t('conflict')}
            action={
              <span style={{ display: 'flex', gap: 8 }}>
                <Button size="small" onClick={() => { setEdited(null); setConflict(false) }}>{t('takeTheirs')}</Button>
                <Button size="small" type="primary" onClick={() => void keep(setup.draft.version)}>{t('keepMine')}</Button>
              </span>
            }
          />
        )}
        {tab === 'rules' && <RulesTab rules={rules} onChange={setup.canWrite ? change : null} />}
        {tab === 'preview' && <PreviewTab rules={rules} canWrite={setup.canWrite} />}
        {tab === 'backTest' && <BackTestTab rules={rules} canWrite={setup.canWrite} onAdopt={(threshold) => change({ ...rules, threshold })} />}
        {tab === 'model' && <ModelTab />}
        {tab === 'versions' && <VersionsTab inForce={setup.published?.n ?? null} onLoad={setup.canWrite ? change : null} />}
      </Page>
      {publishing && <PublishSheet onClose={() => setPublishing(false)} onPublish={publishNow} />}
    </>
  )
}
