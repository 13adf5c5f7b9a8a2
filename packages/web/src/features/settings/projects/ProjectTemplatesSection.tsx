import { EditOutlined, InboxOutlined, PlusOutlined, UndoOutlined } from '@ant-design/icons'
import { changeProjectTemplate, createProjectTemplate, listProjectTemplates, type ProjectTemplate } from '@sluice/core/projects/contract'
import { usualTemplate } from '@sluice/core/projects/usual-template'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../../../api/client.ts'
import { useContractQuery } from '../../../api/query.ts'
import { useRefresh } from '../../../api/refresh.ts'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { Tag } from '../../../ui/Tag.tsx'
import { useToast } from '../../../ui/use-toast.tsx'
import { SettingRow, SettingRows } from '../SettingRows.tsx'
import { SettingSection } from '../SettingSection.tsx'
import { ProjectTemplateSheet } from './ProjectTemplateSheet.tsx'

/** Templates of projects: their tasks with days and people, and what is handed over. */
export function ProjectTemplatesSection() {
  const { t, i18n } = useTranslation('projects')
  const toast = useToast()
  const refresh = useRefresh()
  const read = useContractQuery(listProjectTemplates, { query: { archived: 'true' } })
  const [editing, edit] = useState<ProjectTemplate | 'new' | null>(null)
  const canWrite = read.data?.canWrite ?? false
  const items = read.data?.items ?? []
  const save = async (write: () => Promise<ProjectTemplate>) => {
    try {
      const saved = await write()
      toast.done(t('templates.saved'))
      refresh({ type: 'config.changed', subjectType: 'config', subjectId: saved.id })
    } catch (error) {
      toast.failed(error)
    }
  }
  const add = canWrite && <Button type="primary" icon={<PlusOutlined />} onClick={() => edit('new')}>{t('templates.add')}</Button>
  const usual = canWrite && <Button type="primary" onClick={() => void save(() => call(createProjectTemplate, { body: usualTemplate(i18n.language === 'en' ? 'en' : 'zh') }))}>{t('templates.usual')}</Button>
  return (
    <SettingSection title={t('templates.title')} note={t(canWrite ? 'templates.note' : 'templates.readOnly')} actions={add} loading={read.isPending} error={read.error} onRetry={() => void read.refetch()}>
      {items.length === 0 ? (
        <EmptyState title={t('templates.none')} text={t('templates.noneText')} action={usual} />
      ) : (
        <SettingRows label={t('templates.label')}>
          {items.map((one) => (
            <SettingRow
              key={one.id}
              title={one.name}
              quiet={one.isArchived}
              detail={[t('templates.facts', { tasks: one.definition.phases.reduce((sum, phase) => sum + phase.tasks.length, 0), phases: one.definition.phases.length, projects: one.projects }), ...(one.description === '' ? [] : [one.description])].join(' · ')}
              aside={one.isArchived ? <Tag>{t('templates.archived')}</Tag> : <span className="num">{t('templates.version', { n: one.version })}</span>}
              onOpen={canWrite ? () => edit(one) : undefined}
              actions={
                canWrite
                  ? [
                      { key: 'edit', label: t('templates.edit'), icon: <EditOutlined />, run: () => edit(one) },
                      one.isArchived
                        ? { key: 'restore', label: t('templates.restore'), icon: <UndoOutlined />, run: () => void save(() => call(changeProjectTemplate, { params: { id: one.id }, body: { isArchived: false }, ifMatch: one.version })) }
                        : { key: 'archive', label: t('templates.archive'), icon: <InboxOutlined />, run: () => void save(() => call(changeProjectTemplate, { params: { id: one.id }, body: { isArchived: true }, ifMatch: one.version })) },
                    ]
                  : []
              }
            />
          ))}
        </SettingRows>
      )}
      {editing !== null && <ProjectTemplateSheet template={editing === 'new' ? null : editing} onClose={() => edit(null)} />}
    </SettingSection>
  )
}
