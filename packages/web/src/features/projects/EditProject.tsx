import { changeProject, type ProjectDetail } from '@sluice/core/projects/contract'
import { Button, DatePicker, Input } from 'antd'
import dayjs from 'dayjs'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../../api/client.ts'
import { BottomSheet } from '../../ui/BottomSheet.tsx'
import { UserSelect } from '../pickers/UserSelect.tsx'
import styles from './Projects.module.css'
import { useProjectCall } from './use-project-call.ts'

/** Name, owner and start of a project; another start moves what is not done. */
export function EditProject({ project, onClose }: { project: ProjectDetail; onClose: () => void }) {
  const { t } = useTranslation('projects')
  const { t: tu } = useTranslation('ui')
  const { run, busy } = useProjectCall()
  const [name, setName] = useState(project.name)
  const [ownerId, setOwner] = useState(project.owner.id)
  const [startsOn, setStart] = useState(project.startsOn)
  // As it was opened: a change of somebody else meanwhile is refused, not written over.
  const [version] = useState(project.version)
  const save = async () => {
    const body = { ...(name.trim() !== project.name && { name: name.trim() }), ...(ownerId !== project.owner.id && { ownerId }), ...(startsOn !== project.startsOn && { startsOn }) }
    if ((await run(() => call(changeProject, { params: { id: project.id }, body, ifMatch: version }), t('page.saved'))) !== null) onClose()
  }
  return (
    <BottomSheet open title={t('page.edit')} width={480} onClose={onClose} footer={<div className={styles.foot}><Button onClick={onClose}>{tu('cancel')}</Button><Button type="primary" disabled={name.trim() === ''} loading={busy} onClick={() => void save()}>{t('page.save')}</Button></div>}>
      <div className={styles.stack}>
        <label className={styles.field}><span>{t('page.rename')}</span><Input maxLength={120} value={name} onChange={(event) => setName(event.target.value)} /></label>
        <div className={styles.field}><span>{t('owner')}</span><UserSelect allowClear={false} aria-label={t('owner')} value={ownerId} onChange={(id) => id !== null && setOwner(id)} /></div>
        <div className={styles.field}>
          <span>{t('page.startsOn')}</span>
          <DatePicker aria-label={t('page.startsOn')} allowClear={false} value={dayjs(startsOn)} onChange={(day) => day !== null && setStart(day.format('YYYY-MM-DD'))} />
          {startsOn !== project.startsOn && <small className={styles.quiet}>{t('page.moved')}</small>}
        </div>
      </div>
    </BottomSheet>
  )
}
