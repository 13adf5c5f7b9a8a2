import { changeProject, type ProjectDetail } from '@sluice/core/projects/contract'
import { Button, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../../api/client.ts'
import { Section } from '../../ui/Page.tsx'
import styles from './Projects.module.css'
import { useProjectCall } from './use-project-call.ts'

/** What who takes over should know. What is typed stays when somebody else changed the project meanwhile. */
export function ProjectNotes({ project }: { project: ProjectDetail }) {
  const { t } = useTranslation('projects')
  const { run, busy } = useProjectCall()
  const [typed, setTyped] = useState<{ text: string; version: number } | null>(null)
  const mayWrite = project.canWrite && project.state === 'running'
  const save = async () => {
    if (typed !== null && (await run(() => call(changeProject, { params: { id: project.id }, body: { notes: typed.text }, ifMatch: typed.version }), t('page.saved'))) !== null) setTyped(null)
    // Refused because it is another by now: the next try is on top of what was read anew.
    else setTyped((now) => (now === null ? null : { ...now, version: project.version }))
  }
  return (
    <Section title={t('page.notes')}>
      {mayWrite ? (
        <div className={styles.stack}>
          <Input.TextArea
            aria-label={t('page.notes')} autoSize={{ minRows: 2, maxRows: 12 }} maxLength={20_000} placeholder={t('page.notesPlaceholder')} value={typed?.text ?? project.notes}
            onChange={(event) => setTyped({ text: event.target.value, version: typed?.version ?? project.version })}
          />
          {typed !== null && typed.text !== project.notes && <div><Button type="primary" size="small" loading={busy} onClick={() => void save()}>{t('page.saveNotes')}</Button></div>}
        </div>
      ) : (
        <span className={styles.text}>{project.notes === '' ? t('page.noNotes') : project.notes}</span>
      )}
    </Section>
  )
}
