import { DownOutlined, EditOutlined, InboxOutlined, PlusOutlined, RightOutlined, UndoOutlined } from '@ant-design/icons'
import { changePipeline, listPipelines } from '@sluice/core/catalog/contract'
import type { Pipeline } from '@sluice/core/catalog/contract'
import { Alert, App, Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useContractMutation, useContractQuery } from '../../../api/query.ts'
import { useRefresh } from '../../../api/refresh.ts'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { Tag } from '../../../ui/Tag.tsx'
import { useToast } from '../../../ui/use-toast.tsx'
import { StageChain } from '../../session/StageChain.tsx'
import { useMay } from '../../session/use-may.ts'
import { SettingRow, SettingRows } from '../SettingRows.tsx'
import { SettingSection } from '../SettingSection.tsx'
import { CreatePipeline } from './CreatePipeline.tsx'
import { EditPipeline } from './EditPipeline.tsx'
import { StageDetails } from './StageDetails.tsx'
import styles from './PipelinesSection.module.css'

/** The pipelines with their stages: what each stage means, what lets a deal in and out. */
export function PipelinesSection() {
  const { t } = useTranslation('settings')
  const mayWrite = useMay()('config', 'write')
  const toast = useToast()
  const { modal } = App.useApp()
  const refresh = useRefresh()
  const { data, isPending, error, refetch } = useContractQuery(listPipelines, {})
  const change = useContractMutation(changePipeline)
  const [unfolded, setUnfolded] = useState<ReadonlySet<string>>(new Set())
  const [open, setOpen] = useState<{ sheet: 'add' } | { sheet: 'edit'; id: string } | null>(null)
  const all = data?.items ?? []
  const inUse = all.filter((one) => !one.isArchived).length
  const editing = open?.sheet === 'edit' ? all.find((one) => one.id === open.id) : undefined

  const setArchived = async (pipeline: Pipeline, isArchived: boolean) => {
    await change.mutateAsync({ params: { id: pipeline.id }, body: { isArchived }, ifMatch: pipeline.version }).then(
      () => toast.done(t(isArchived ? 'archivedDone' : 'restoredDone', { name: pipeline.name })),
      toast.failed,
    )
    refresh({ type: 'config.changed', subjectType: 'config', subjectId: pipeline.id })
  }
  const archive = (pipeline: Pipeline) => {
    if (inUse <= 1) {
      void modal.info({ title: t('pipelines.lastOne') })
      return
    }
    void modal.confirm({
      title: t('pipelines.archiveTitle', { name: pipeline.name }),
      content: t('pipelines.archiveText'),
      okText: t('archive'),
      onOk: () => setArchived(pipeline, true),
    })
  }
  const toggle = (id: string) => setUnfolded((before) => new Set(before.has(id) ? [...before].filter((one) => one !== id) : [...before, id]))

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
        {mayWrite && <Alert banner type="info" showIcon={false} title={t('pipelines.designer')} className={styles.notice} />}
        {all.length === 0 ? (
          <EmptyState compact title={t('pipelines.none')} />
        ) : (
          <SettingRows label={t('sections.pipelines')}>
            {all.map((pipeline) => {
              const isOpen = unfolded.has(pipeline.id)
              return (
                <SettingRow
                  key={pipeline.id}
                  title={pipeline.name}
                  quiet={pipeline.isArchived}
                  lead={
                    <Button
                      type="text"
                      icon={isOpen ? <DownOutlined /> : <RightOutlined />}
                      aria-expanded={isOpen}
                      aria-label={t('pipelines.details', { name: pipeline.name })}
                      onClick={() => toggle(pipeline.id)}
                    />
                  }
                  detail={<StageChain stages={pipeline.stages.map((stage) => stage.name)} wonName={pipeline.wonName} />}
                  aside={
                    <>
                      {pipeline.isArchived && <Tag>{t('archived')}</Tag>}
                      <span className="num">{t('pipelines.stages', { count: pipeline.stages.length })}</span>
                    </>
                  }
                  onOpen={() => toggle(pipeline.id)}
                  actions={
                    mayWrite
                      ? [
                          { key: 'edit', label: t('rename'), icon: <EditOutlined />, run: () => setOpen({ sheet: 'edit', id: pipeline.id }) },
                          pipeline.isArchived
                            ? { key: 'restore', label: t('restore'), icon: <UndoOutlined />, run: () => void setArchived(pipeline, false) }
                            : { key: 'archive', label: t('archive'), icon: <InboxOutlined />, run: () => archive(pipeline) },
                        ]
                      : []
                  }
                  below={isOpen && <StageDetails pipeline={pipeline} />}
                />
              )
            })}
          </SettingRows>
        )}
      </SettingSection>
      {open?.sheet === 'add' && (
        <CreatePipeline
          onClose={() => setOpen(null)}
          onDone={(pipeline) => {
            setOpen(null)
            toggle(pipeline.id)
          }}
        />
      )}
      {editing && <EditPipeline key={editing.id} pipeline={editing} onClose={() => setOpen(null)} />}
    </>
  )
}
