import { answerProjectHandOver, changeProject, handOverProject, type ProjectDetail } from '@sluice/core/projects/contract'
import { Button, Checkbox, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../../api/client.ts'
import { BottomSheet } from '../../ui/BottomSheet.tsx'
import { Section } from '../../ui/Page.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { UserSelect } from '../pickers/UserSelect.tsx'
import styles from './Projects.module.css'
import { useProjectCall } from './use-project-call.ts'

/** What the seller gives to service: the checklist, who takes over, and whether they have. */
export function HandOver({ project }: { project: ProjectDetail }) {
  const { t } = useTranslation('projects')
  const format = useFormat()
  const { run, busy } = useProjectCall()
  const [answering, setAnswering] = useState<boolean | null>(null)
  const [giving, setGiving] = useState(false)
  const { id, handedOver, checklist } = project
  const mayWrite = project.canWrite && project.state === 'running'
  if (handedOver === null && checklist.length === 0 && !mayWrite) return null
  const tick = (at: number, isGiven: boolean) => run(() => call(changeProject, { params: { id }, body: { checklist: checklist.map((one, i) => (i === at ? { ...one, isGiven } : one)) }, ifMatch: project.version }), t('page.saved'))
  const said = () => {
    if (handedOver === null) return t('handing.none')
    const [to, by] = [handedOver.to.name, handedOver.by?.name ?? '']
    if (handedOver.status === 'open') return t('handing.waits', { to, by, day: format.date(handedOver.at) })
    return t(`handing.${handedOver.status}`, { to, day: format.date(handedOver.decidedAt) })
  }
  const given = checklist.filter((one) => one.isGiven).length
  return (
    <Section title={t('handing.title')} note={checklist.length > 0 ? t('handing.given', { n: given, all: checklist.length }) : undefined}>
      <div className={styles.stack}>
        <span className={handedOver?.status === 'rejected' ? styles.bad : undefined}>{said()}{handedOver !== null && handedOver.note !== '' && `：${handedOver.note}`}</span>
        {checklist.length > 0 && (
          <ul className={styles.checks} aria-label={t('handing.checklist')}>
            {checklist.map((one, i) => <li key={one.text}><Checkbox checked={one.isGiven} disabled={!mayWrite || busy} onChange={(event) => void tick(i, event.target.checked)}>{one.text}</Checkbox></li>)}
          </ul>
        )}
        <div className={styles.buttons}>
          {handedOver?.mayAnswer === true && (
            <>
              <Button type="primary" onClick={() => setAnswering(true)}>{t('handing.accept')}</Button>
              <Button onClick={() => setAnswering(false)}>{t('handing.giveBack')}</Button>
            </>
          )}
          {mayWrite && handedOver?.status !== 'accepted' && handedOver?.mayAnswer !== true && <Button size="small" onClick={() => setGiving(true)}>{t(handedOver === null ? 'handing.start' : 'handing.again')}</Button>}
        </div>
      </div>
      {answering !== null && <Answer id={id} accept={answering} onClose={() => setAnswering(null)} />}
      {giving && <Give id={id} to={handedOver?.to.id ?? null} onClose={() => setGiving(false)} />}
    </Section>
  )
}

function Answer({ id, accept, onClose }: { id: string; accept: boolean; onClose: () => void }) {
  const { t } = useTranslation('projects')
  const { t: tu } = useTranslation('ui')
  const { run, busy } = useProjectCall()
  const [note, setNote] = useState('')
  const label = t(accept ? 'handing.noteAccept' : 'handing.note')
  const answer = async () => {
    if ((await run(() => call(answerProjectHandOver, { params: { id }, body: { accept, note } }), t(accept ? 'handing.acceptedToast' : 'handing.rejectedToast'))) !== null) onClose()
  }
  return (
    <BottomSheet open title={t(accept ? 'handing.accept' : 'handing.giveBack')} onClose={onClose} footer={<div className={styles.foot}><Button onClick={onClose}>{tu('cancel')}</Button><Button type="primary" danger={!accept} disabled={!accept && note.trim() === ''} loading={busy} onClick={() => void answer()}>{t(accept ? 'handing.accept' : 'handing.giveBack')}</Button></div>}>
      <div className={styles.stack}>
        {accept && <span>{t('handing.acceptText')}</span>}
        <label className={styles.field}><span>{label}</span><Input.TextArea autoSize={{ minRows: 3, maxRows: 8 }} maxLength={2000} value={note} onChange={(event) => setNote(event.target.value)} /></label>
      </div>
    </BottomSheet>
  )
}

function Give({ id, to, onClose }: { id: string; to: string | null; onClose: () => void }) {
  const { t } = useTranslation('projects')
  const { t: tu } = useTranslation('ui')
  const { run, busy } = useProjectCall()
  const [toId, setTo] = useState(to)
  const give = async () => {
    if (toId !== null && (await run(() => call(handOverProject, { params: { id }, body: { toId } }), t('handing.handed'))) !== null) onClose()
  }
  return (
    <BottomSheet open title={t('handing.start')} onClose={onClose} footer={<div className={styles.foot}><Button onClick={onClose}>{tu('cancel')}</Button><Button type="primary" disabled={toId === null} loading={busy} onClick={() => void give()}>{t('handing.start')}</Button></div>}>
      <div className={styles.field}><span>{t('handing.to')}</span><UserSelect allowClear={false} aria-label={t('handing.to')} value={toId} onChange={setTo} /></div>
    </BottomSheet>
  )
}
