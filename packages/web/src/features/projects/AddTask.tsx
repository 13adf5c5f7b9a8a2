import { addProjectTask, type ProjectDetail } from '@sluice/core/projects/contract'
import { Button, Input, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../../api/client.ts'
import { BottomSheet } from '../../ui/BottomSheet.tsx'
import { DueField } from '../activities/DueField.tsx'
import { UserSelect } from '../pickers/UserSelect.tsx'
import styles from './Projects.module.css'
import { useProjectCall } from './use-project-call.ts'

/** A task that the template did not foresee. */
export function AddTask({ project, onClose }: { project: ProjectDetail; onClose: () => void }) {
  const { t } = useTranslation('projects')
  const { t: tu } = useTranslation('ui')
  const { run, busy } = useProjectCall()
  const phases = [...new Set(project.tasks.map((task) => task.phase))].filter((phase) => phase !== '')
  const [title, setTitle] = useState('')
  const [body, setBody] = useState('')
  const [phase, setPhase] = useState(phases.at(-1) ?? '')
  const [assigneeId, setAssignee] = useState<string | null>(project.owner.id)
  const [dueOn, setDue] = useState<string | null>(null)
  const [missing, setMissing] = useState(false)
  const save = async () => {
    if (title.trim() === '' || assigneeId === null) return setMissing(true)
    if ((await run(() => call(addProjectTask, { params: { id: project.id }, body: { title: title.trim(), body, phase, assigneeId, dueOn } }), t('page.saved'))) !== null) onClose()
  }
  return (
    <BottomSheet open title={t('task.addTitle')} width={480} onClose={onClose} footer={<div className={styles.foot}><Button onClick={onClose}>{tu('cancel')}</Button><Button type="primary" loading={busy} onClick={() => void save()}>{t('task.add')}</Button></div>}>
      <div className={styles.stack}>
        <label className={styles.field}>
          <span>{t('task.title')}</span>
          <Input maxLength={200} value={title} status={missing && title.trim() === '' ? 'error' : undefined} onChange={(event) => setTitle(event.target.value)} />
        </label>
        <div className={styles.field}><span>{t('task.assignee')}</span><UserSelect allowClear={false} aria-label={t('task.assignee')} value={assigneeId} onChange={setAssignee} /></div>
        {phases.length > 0 && <div className={styles.field}><span>{t('task.phase')}</span><Select<string> aria-label={t('task.phase')} value={phase} onChange={setPhase} options={phases.map((value) => ({ value, label: value }))} /></div>}
        <div className={styles.field}><span>{t('task.dueOn')}</span><DueField value={dueOn} onChange={setDue} label={t('task.dueOn')} /></div>
        <label className={styles.field}><span>{t('task.body')}</span><Input.TextArea autoSize={{ minRows: 2, maxRows: 8 }} maxLength={2000} value={body} onChange={(event) => setBody(event.target.value)} /></label>
        {missing && <span role="alert" className={styles.bad}>{t('task.needed')}</span>}
      </div>
    </BottomSheet>
  )
}
