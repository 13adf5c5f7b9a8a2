import { CopyOutlined, EditOutlined, InboxOutlined, PlusOutlined, UndoOutlined } from '@ant-design/icons'
import { changePipeline, listPipelines } from '@sluice/core/catalog/contract'
import type { Pipeline } from '@sluice/core/catalog/contract'
import { orderPipelines } from '@sluice/core/designer/contract'
import { useQueryClient } from '@tanstack/react-query'
import { App, Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { contractKey, useContractMutation, useContractQuery } from '../../../api/query.ts'
import { useRefresh } from '../../../api/refresh.ts'
import { paths } from '../../../paths.ts'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { useToast } from '../../../ui/use-toast.tsx'
import { useMay } from '../../session/use-may.ts'
import { SettingSection } from '../SettingSection.tsx'
import { useListVersion } from '../use-list-version.ts'
import { CopyPipeline } from './CopyPipeline.tsx'
import { CreatePipeline } from './CreatePipeline.tsx'
import { PipelineRows } from './PipelineRows.tsx'
import styles from './PipelineRows.module.css'

/** The pipelines: made, copied, put in order, archived; each opens in the designer, or to read. */
export function PipelinesSection() {
  const { t } = useTranslation('settings')
  const mayWrite = useMay()('config', 'write')
  const toast = useToast()
  const { modal } = App.useApp()
  const client = useQueryClient()
  const refresh = useRefresh()
  const navigate = useNavigate()
  const versionOf = useListVersion(listPipelines)
  const { data, isPending, error, refetch } = useContractQuery(listPipelines, {})
  const change = useContractMutation(changePipeline)
  const order = useContractMutation(orderPipelines)
  const [open, setOpen] = useState<{ sheet: 'add' } | { sheet: 'copy'; pipeline: Pipeline } | null>(null)
  const [showsArchived, setShowsArchived] = useState(false)
  const all = data?.items ?? []
  const used = all.filter((one) => !one.isArchived)
  const archived = all.filter((one) => one.isArchived)

  const setArchived = async (pipeline: Pipeline, isArchived: boolean) => {
    await change.mutateAsync({ params: { id: pipeline.id }, body: { isArchived }, ifMatch: await versionOf(pipeline.id) })
    refresh({ type: 'config.changed', subjectType: 'config', subjectId: pipeline.id })
  }
  const toggle = (pipeline: Pipeline, isArchived: boolean) =>
    setArchived(pipeline, isArchived).then(
      () => toast.undoable(t(isArchived ? 'archivedDone' : 'restoredDone', { name: pipeline.name }), () => setArchived(pipeline, !isArchived)),
      toast.failed,
    )
  const archive = (pipeline: Pipeline) => {
    if (used.length <= 1) {
      void modal.info({ title: t('pipelines.lastOne') })
      return
    }
    void modal.confirm({ title: t('pipelines.archiveTitle', { name: pipeline.name }), content: t('pipelines.archiveText'), okText: t('archive'), onOk: () => toggle(pipeline, true) })
  }
  const move = async (id: string, to: number) => {
    const moving = used.find((one) => one.id === id)
    if (!moving) return
    const others = used.filter((one) => one.id !== id)
    const next = [...others.slice(0, to), moving, ...others.slice(to), ...archived]
    const key = contractKey(listPipelines, {})
    const before = client.getQueryData(key)
    client.setQueryData(key, { items: next })
    try {
      client.setQueryData(key, await order.mutateAsync({ body: { ids: next.map((one) => one.id) } }))
    } catch (failure) {
      client.setQueryData(key, before)
      toast.failed(failure)
    }
  }
  const openDesigner = (pipeline: Pipeline) => void navigate(paths.pipeline(pipeline.id))
  const actions = (pipeline: Pipeline) =>
    mayWrite
      ? [
          { key: 'open', label: t('pipelines.design'), icon: <EditOutlined />, run: () => openDesigner(pipeline) },
          { key: 'copy', label: t('pipelines.copy'), icon: <CopyOutlined />, run: () => setOpen({ sheet: 'copy', pipeline }) },
          pipeline.isArchived
            ? { key: 'restore', label: t('restore'), icon: <UndoOutlined />, run: () => void toggle(pipeline, false) }
            : { key: 'archive', label: t('archive'), icon: <InboxOutlined />, run: () => archive(pipeline) },
        ]
      : []
  const done = (pipeline: Pipeline) => {
    setOpen(null)
    openDesigner(pipeline)
  }

  return (
    <>
      <SettingSection
        title={t('sections.pipelines')}
        note={t('pipelines.note')}
        actions={
          mayWrite && (
            <Button type="primary" icon={<PlusOutlined />} onClick={() => setOpen({ sheet: 'add' })}>
              {t('pipelines.add')}
            </Button>
          )
        }
        loading={isPending}
        error={error}
        onRetry={() => void refetch()}
      >
        {all.length === 0 ? (
          <EmptyState compact title={t('pipelines.none')} />
        ) : (
          <>
            <PipelineRows label={t('sections.pipelines')} pipelines={used} actions={actions} onMove={mayWrite ? (id, to) => void move(id, to) : undefined} />
            {archived.length > 0 && (
              <div className={styles.archived}>
                <Button type="link" size="small" aria-expanded={showsArchived} onClick={() => setShowsArchived(!showsArchived)}>
                  {t('showArchived', { count: archived.length })}
                </Button>
              </div>
            )}
            {showsArchived && archived.length > 0 && <PipelineRows label={t('archived')} pipelines={archived} actions={actions} />}
          </>
        )}
      </SettingSection>
      {open?.sheet === 'add' && <CreatePipeline onClose={() => setOpen(null)} onDone={done} />}
      {open?.sheet === 'copy' && <CopyPipeline pipeline={open.pipeline} onClose={() => setOpen(null)} onDone={done} />}
    </>
  )
}
