import { createProject, listProjectTemplates, type ProjectTemplate } from '@sluice/core/projects/contract'
import { Button, DatePicker, Input, Select } from 'antd'
import dayjs from 'dayjs'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { call } from '../../api/client.ts'
import { useContractQuery } from '../../api/query.ts'
import { paths } from '../../paths.ts'
import { BottomSheet } from '../../ui/BottomSheet.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Skeletons } from '../../ui/Skeletons.tsx'
import { seldom } from '../pickers/seldom.ts'
import { UserSelect } from '../pickers/UserSelect.tsx'
import styles from './Projects.module.css'
import { usePersonWords } from './use-person-words.ts'
import { useProjectCall } from './use-project-call.ts'

/** Starts a project of a won deal or of an account, from a template or bare. */
export function StartProject(props: { of: { accountId: string } | { dealId: string }; onClose: () => void }) {
  const { t } = useTranslation('projects')
  const read = useContractQuery(listProjectTemplates, {}, seldom)
  if (read.data) return <Form {...props} templates={read.data.items} />
  return (
    <BottomSheet open title={t('sheet.title')} onClose={props.onClose}>
      {read.error ? <ErrorState compact error={read.error} onRetry={() => void read.refetch()} /> : <Skeletons kind="rows" count={4} />}
    </BottomSheet>
  )
}

const none = 'none'

function Form({ of, templates, onClose }: { of: { accountId: string } | { dealId: string }; templates: readonly ProjectTemplate[]; onClose: () => void }) {
  const { t } = useTranslation('projects')
  const { t: tu } = useTranslation('ui')
  const navigate = useNavigate()
  const { run, busy } = useProjectCall()
  const personWords = usePersonWords()
  const [templateId, setTemplate] = useState(templates[0]?.id ?? null)
  const [name, setName] = useState('')
  const [ownerId, setOwner] = useState<string | null>(null)
  const [startsOn, setStart] = useState<string | null>(null)
  const template = templates.find((one) => one.id === templateId)
  const tasks = template?.definition.phases.flatMap((phase) => phase.tasks) ?? []
  const last = tasks.toSorted((a, b) => b.days * (b.unit === 'work_days' ? 1.4 : 1) - a.days * (a.unit === 'work_days' ? 1.4 : 1))[0]
  const start = async () => {
    const made = await run(
      () => call(createProject, { body: { ...of, templateId, ...(name.trim() !== '' && { name: name.trim() }), ...(ownerId !== null && { ownerId }), ...(startsOn !== null && { startsOn }) } }),
      (project) => t('sheet.created', { name: project.name }),
    )
    if (made === null) return
    onClose()
    void navigate(paths.project(made.id))
  }
  return (
    <BottomSheet
      open title={t('sheet.title')} width={480} onClose={onClose}
      footer={
        <div className={styles.foot}>
          <Button onClick={onClose}>{tu('cancel')}</Button>
          <Button type="primary" loading={busy} onClick={() => void start()}>{t('sheet.create')}</Button>
        </div>
      }
    >
      <div className={styles.stack}>
        <div className={styles.field}>
          <span>{t('sheet.template')}</span>
          <Select<string> aria-label={t('sheet.template')} value={templateId ?? none} onChange={(id) => setTemplate(id === none ? null : id)} options={[...templates.map((one) => ({ value: one.id, label: one.name })), { value: none, label: t('sheet.noTemplate') }]} />
          {template !== undefined && (
            <small className={styles.quiet}>
              {template.description !== '' && <>{template.description}<br /></>}
              {last !== undefined && t('sheet.tasks', { count: tasks.length, days: t(last.unit === 'days' ? 'sheet.days' : 'sheet.workDays', { count: last.days }) })}
              {template.definition.handOver !== null && <><br />{t('sheet.handOver', { to: personWords(template.definition.handOver.to), count: template.definition.handOver.checklist.length })}</>}
            </small>
          )}
        </div>
        <label className={styles.field}>
          <span>{t('sheet.name')}</span>
          <Input maxLength={120} value={name} placeholder={t('sheet.namePlaceholder')} onChange={(event) => setName(event.target.value)} />
        </label>
        <div className={styles.field}>
          <span>{t('sheet.owner')}</span>
          <UserSelect aria-label={t('sheet.owner')} placeholder={t('sheet.ownerPlaceholder')} value={ownerId} onChange={setOwner} />
        </div>
        <div className={styles.field}>
          <span>{t('sheet.startsOn')}</span>
          <DatePicker aria-label={t('sheet.startsOn')} placeholder={t('dealId' in of ? 'sheet.startsOnWin' : 'sheet.startsOnToday')} value={startsOn === null ? null : dayjs(startsOn)} onChange={(day) => setStart(day ? day.format('YYYY-MM-DD') : null)} />
        </div>
      </div>
    </BottomSheet>
  )
}
