import { AppstoreOutlined, BarsOutlined, ExpandOutlined, PlusOutlined } from '@ant-design/icons'
import { permissions } from '@sluice/core/identity/role'
import type { Deal } from '@sluice/core/pipeline/contract'
import type { SavedView } from '@sluice/core/views/contract'
import { Button, Segmented, Select, Tooltip } from 'antd'
import { useCallback, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation, useNavigate, useParams, useSearchParams } from 'react-router'
import { paths } from '../../paths.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Page } from '../../ui/Page.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { SideDrawer } from '../../ui/SideDrawer.tsx'
import { Skeletons } from '../../ui/Skeletons.tsx'
import { usePhone } from '../../ui/use-media-query.ts'
import { useUrlState } from '../../ui/use-url-state.ts'
import { useSession } from '../session/session.ts'
import { openCreateDeal } from '../shell/shell-slots.ts'
import { ViewsBar } from '../views/ViewsBar.tsx'
import { BoardView } from './board/BoardView.tsx'
import styles from './DealsPage.module.css'
import { activeFilters, dealsUrl } from './deals-url.ts'
import type { DealsUrl } from './deals-url.ts'
import { DealFilters } from './filter/DealFilters.tsx'
import { DealList } from './list/DealList.tsx'
import { usePipelines, useStages } from './lookups.ts'
import { DealRecord } from './record/DealRecord.tsx'
import { useDealMoves } from './use-deal-moves.tsx'

/** Set on the history entry when a record was opened from the board or list: it is shown beside it then, else as a page. */
interface BesideState {
  beside?: boolean
}

/** 商机: the board or the list of a pipeline, and a deal beside it or on a page of its own. */
export default function DealsPage() {
  const { id } = useParams()
  const beside = (useLocation().state as BesideState | null)?.beside === true
  return id !== undefined && !beside ? <DealPage id={id} /> : <DealsBoardOrList openId={id ?? null} />
}

function DealPage({ id }: { id: string }) {
  const navigate = useNavigate()
  const { search } = useLocation()
  const moves = useDealMoves()
  const phone = usePhone()
  return (
    <>
      <Page>
        <div className={styles.record}>
          <DealRecord id={id} wide={!phone} onBack={() => void navigate(paths.deals + search)} onMove={moves.request} onOpenGate={moves.openGate} />
        </div>
      </Page>
      {moves.dialogs}
    </>
  )
}

function DealsBoardOrList({ openId }: { openId: string | null }) {
  const { t } = useTranslation('deals')
  const navigate = useNavigate()
  const phone = usePhone()
  const [search] = useSearchParams()
  const { user } = useSession()
  const [url, change] = useUrlState(dealsUrl)
  const { data, error, isPending, refetch } = usePipelines()
  const stages = useStages()
  const moves = useDealMoves()
  const canWrite = permissions[user.role].deal.write !== 'none'
  const pipelines = useMemo(() => (data?.items ?? []).filter((one) => !one.isArchived), [data])
  const list = url.layout === 'list'
  const all = list && url.pipeline === 'all'
  const pipeline = pipelines.find((one) => one.id === url.pipeline) ?? pipelines[0]

  const open = useCallback(
    (deal: Deal) => void navigate({ pathname: paths.deal(deal.id), search: location.search }, { state: { beside: true } satisfies BesideState }),
    [navigate],
  )
  const close = () => void navigate({ pathname: paths.deals, search: location.search })
  const create = () => openCreateDeal(url.pipeline === pipeline?.id ? pipeline.id : undefined)
  const [totalsSlot, setTotalsSlot] = useState<HTMLElement | null>(null)
  const [toolsSlot, setToolsSlot] = useState<HTMLElement | null>(null)

  const current = useMemo<SavedView['definition']>(() => {
    const kept = Object.entries(Object.fromEntries(search)).filter(([name]) => name in dealsUrl.shape && !['view', 'columns', 'layout'].includes(name))
    return { query: Object.fromEntries(kept), columns: url.columns, layout: url.layout }
  }, [search, url.columns, url.layout])
  const openView = (view: SavedView | null) => {
    const next = new URLSearchParams(view?.definition.query ?? {})
    if (view) next.set('view', view.id)
    const layout = view ? (view.definition.layout ?? 'board') : url.layout
    if (layout !== 'board') next.set('layout', layout)
    // The pipeline is where one works, not a part of "all".
    if (!view && url.pipeline !== '') next.set('pipeline', url.pipeline)
    if (view && view.definition.columns.length > 0) next.set('columns', view.definition.columns.join(','))
    void navigate({ pathname: location.pathname, search: next.toString() }, { state: { beside: openId !== null } satisfies BesideState })
  }

  if (isPending)
    return (
      <Page>
        <Skeletons kind="cards" count={8} />
      </Page>
    )
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />
  if (!pipeline) {
    return (
      <>
        <PageHeader title={t('title')} />
        <Page>
          <EmptyState title={t('empty.pipelines')} text={t('empty.pipelinesText')} action={<Button onClick={() => void navigate(paths.settings)}>{t('pipeline')}</Button>} />
        </Page>
      </>
    )
  }

  const layoutSwitch = (
    <Segmented<DealsUrl['layout']>
      value={url.layout}
      aria-label={t('layout.label')}
      options={[
        { value: 'board', icon: <AppstoreOutlined />, label: phone ? undefined : t('layout.board'), title: t('layout.board') },
        { value: 'list', icon: <BarsOutlined />, label: phone ? undefined : t('layout.list'), title: t('layout.list') },
      ]}
      onChange={(layout) => change({ layout, sort: '', down: true, pipeline: layout === 'board' && url.pipeline === 'all' ? '' : url.pipeline })}
    />
  )
  const choices = [...pipelines.map((one) => ({ value: one.id, label: one.name })), ...(list && pipelines.length > 1 ? [{ value: 'all', label: t('allPipelines') }] : [])]
  const chosen = all ? 'all' : pipeline.id
  const choose = (next: string) => change({ pipeline: next === pipelines[0]?.id ? '' : next, stage: [] })
  const pipelineSwitch =
    choices.length > 1 &&
    (phone || choices.length > 4 ? (
      <Select
        value={chosen}
        options={choices}
        onChange={choose}
        popupMatchSelectWidth={false}
        variant={phone ? 'borderless' : undefined}
        className={phone ? styles.pipeline : undefined}
        aria-label={t('pipeline')}
      />
    ) : (
      <Segmented value={chosen} options={choices} onChange={choose} aria-label={t('pipeline')} />
    ))
  const shownStages = all ? [...stages.values()] : [...stages.values()].filter((one) => one.pipeline.id === pipeline.id)

  return (
    <div className={styles.screen}>
      <PageHeader
        // On a phone the tab bar says where one is; the line is better used for the pipeline.
        title={phone && pipelineSwitch ? pipelineSwitch : t('title')}
        documentTitle={t('title')}
        aside={!phone && pipelineSwitch}
        actions={
          <>
            {layoutSwitch}
            {canWrite && !phone && (
              <Button type="primary" icon={<PlusOutlined />} onClick={create}>
                {t('create')}
              </Button>
            )}
          </>
        }
      >
        <ViewsBar object="deal" current={current} activeId={url.view} onOpen={openView} quiet={phone && activeFilters(url) === 0} end={!phone && <div ref={setTotalsSlot} />} />
        <DealFilters url={url} stages={shownStages} onChange={change} end={list && <div ref={setToolsSlot} className={styles.tools} />} />
      </PageHeader>
      <Page fill>
        {list ? (
          <DealList
            url={url}
            pipelineId={all ? undefined : pipeline.id}
            canWrite={canWrite}
            openId={openId}
            onChange={change}
            onOpen={open}
            onMove={moves.request}
            onOpenGate={moves.openGate}
            onCreate={create}
            totalsSlot={totalsSlot}
            toolsSlot={toolsSlot}
          />
        ) : (
          <BoardView key={pipeline.id} pipeline={pipeline} url={url} canWrite={canWrite} openId={openId} onOpen={open} onMove={moves.request} onChange={change} onCreate={create} totalsSlot={totalsSlot} />
        )}
      </Page>
      <SideDrawer
        open={openId !== null}
        onClose={close}
        width={760}
        title={t('title')}
        extra={
          openId &&
          !phone && (
            <Tooltip title={t('record.full')}>
              <Button
                type="text"
                icon={<ExpandOutlined />}
                aria-label={t('record.full')}
                onClick={() => void navigate({ pathname: paths.deal(openId), search: location.search }, { state: null })}
              />
            </Tooltip>
          )
        }
      >
        {openId && <DealRecord id={openId} wide={false} onMove={moves.request} onOpenGate={moves.openGate} />}
      </SideDrawer>
      {moves.dialogs}
    </div>
  )
}
