import { writeMeetingNote } from '@sluice/core/meetings/contract'
import type { MeetingState } from '@sluice/core/meetings/contract'
import type { MeetingSection } from '@sluice/core/meetings/agenda'
import { Alert, Button, Input } from 'antd'
import { useCallback, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiError } from '../../api/api-error.ts'
import { call } from '../../api/client.ts'
import { useToast } from '../../ui/use-toast.tsx'
import styles from './Run.module.css'

const pause = 700

/** One's own note on a section, saved while one types. What one's other device wrote meanwhile is shown, and nothing is overwritten unasked. */
export function NoteEditor(props: { id: string; section: MeetingSection; state: MeetingState; onSaved: (state: MeetingState) => void; onStale: () => void }) {
  const { t } = useTranslation('meetings')
  const toast = useToast()
  const { id, section, state, onSaved, onStale } = props
  const mine = state.notes.find((note) => note.isMine && note.section === section)
  const theirs = { body: mine?.body ?? '', version: mine?.version ?? 0 }
  const [draft, setDraft] = useState<string | null>(null)
  const [saving, setSaving] = useState(false)
  const [stale, setStale] = useState(false)
  const base = useRef(theirs.version)
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  // Nothing is typed: what the server has is shown, and is what one goes on from.
  if (draft === null) base.current = theirs.version

  const save = useCallback(
    async (body: string, version: number) => {
      setSaving(true)
      try {
        const saved = await call(writeMeetingNote, { params: { id, section }, body: { body, version } })
        base.current = version + 1
        setStale(false)
        // What was typed while this went out stays, and is saved in its turn.
        setDraft((typed) => (typed === body ? null : typed))
        onSaved(saved)
      } catch (error) {
        if (error instanceof ApiError && error.code === 'conflict.stale_version') {
          setStale(true)
          onStale()
        } else toast.failed(error)
      } finally {
        setSaving(false)
      }
    },
    [id, section, onSaved, onStale, toast],
  )
  useEffect(() => {
    if (draft === null || stale || saving) return
    timer.current = setTimeout(() => void save(draft, base.current), pause)
    return () => clearTimeout(timer.current)
  }, [draft, stale, saving, save])
  const atEnd = useRef<() => void>(() => undefined)
  atEnd.current = () => {
    if (draft !== null && !stale && !saving) void save(draft, base.current)
  }
  // Going on to the next section does not wait for the pause.
  useEffect(() => () => atEnd.current(), [])

  return (
    <div className={styles.note}>
      <span className={styles.noteHead}>
        <label htmlFor={`note-${section}`}>{t('run.myNote')}</label>
        <small role="status">{saving || (draft !== null && !stale) ? t('run.noteSaving') : theirs.version > 0 ? t('run.noteSaved') : ''}</small>
      </span>
      <Input.TextArea id={`note-${section}`} autoSize={{ minRows: 4, maxRows: 14 }} maxLength={10_000} value={draft ?? theirs.body} placeholder={t('run.notePlaceholder')} onChange={(event) => setDraft(event.target.value)} />
      {stale && draft !== null && (
        <Alert
          type="warning"
          title={t('run.noteStale')}
          description={
            <>
              <p className={styles.theirs}>{theirs.body}</p>
              <span className={styles.buttons}>
                <Button size="small" type="primary" onClick={() => void save(draft, theirs.version)}>
                  {t('run.noteKeep')}
                </Button>
                <Button
                  size="small"
                  onClick={() => {
                    setDraft(null)
                    setStale(false)
                  }}
                >
                  {t('run.noteTake')}
                </Button>
              </span>
            </>
          }
        />
      )}
    </div>
  )
}
