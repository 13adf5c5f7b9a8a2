import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiError } from '../../api/api-error.ts'
import { useRefresh } from '../../api/refresh.ts'
import { useHotkey } from '../../ui/use-hotkey.ts'
import { useToast } from '../../ui/use-toast.tsx'
import { useHistory } from '../forms/designer/use-history.ts'

const settleMs = 700
type SaveState = 'saved' | 'unsaved' | 'saving' | 'stale' | 'failed'

/** What is drafted, published as versions, paused and archived: a sequence, an automation. */
export interface Drafted<D = unknown> {
  id: string
  name: string
  version: number
  draft: D
  state: 'draft' | 'running' | 'active' | 'paused' | 'archived'
  publishedVersion: number | null
  hasUnpublished: boolean
  canWrite: boolean
  problems: readonly unknown[]
}

/** How one is written. Each write names the version it was read at, and answers the whole as it is then. */
export interface DraftDoor<W extends Drafted> {
  change: (body: { name?: string; isPaused?: boolean; isArchived?: boolean; draft?: W['draft'] }, version: number) => Promise<W>
  publish: (note: string, version: number) => Promise<W>
  /** Puts what was answered where the page reads it. */
  keep: (whole: W) => void
}

/** A draft while it is edited: undone and redone, saved by itself a moment after the last change; a colleague's change in between is told and overwrites nothing. */
export function useDraftEdit<W extends Drafted>(whole: W, door: DraftDoor<W>) {
  const { t } = useTranslation('drafts')
  const toast = useToast()
  const refresh = useRefresh()
  const { value: draft, set, undo, redo, reset, canUndo, canRedo } = useHistory<W['draft']>(whole.draft)
  const [state, setState] = useState<SaveState>('saved')
  const version = useRef(whole.version)
  const written = useRef(whole.draft)
  const latest = useRef(draft)
  latest.current = draft
  useHotkey('mod+z', undo, { label: t('undo'), group: t('editing') })
  useHotkey('mod+y', redo, { label: t('redo'), group: t('editing') })
  const wrote = (now: W): W => {
    version.current = now.version
    door.keep(now)
    refresh({ type: 'config.changed', subjectType: 'config', subjectId: now.id })
    return now
  }

  // Nothing is unsaved: what a colleague saved is simply shown.
  useEffect(() => {
    if (state !== 'saved' || whole.version <= version.current) return
    version.current = whole.version
    written.current = whole.draft
    reset(whole.draft)
  }, [whole, state, reset])
  useEffect(() => {
    if (draft !== written.current) setState((now) => (now === 'stale' ? now : 'unsaved'))
  }, [draft])
  useEffect(() => {
    if (state !== 'unsaved') return
    const timer = setTimeout(() => {
      const writing = latest.current
      setState('saving')
      door.change({ draft: writing }, version.current).then(
        (saved) => {
          written.current = writing
          wrote(saved)
          setState(latest.current === writing ? 'saved' : 'unsaved')
        },
        (error: unknown) => {
          const isStale = error instanceof ApiError && error.code === 'conflict.stale_version'
          setState(isStale ? 'stale' : 'failed')
          if (!isStale) toast.failed(error)
        },
      )
    }, settleMs)
    return () => clearTimeout(timer)
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- a new draft starts the moment anew
  }, [state, draft])
  useEffect(() => {
    if (state === 'saved') return
    const warn = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', warn)
    return () => window.removeEventListener('beforeunload', warn)
  }, [state])

  return {
    draft, state, undo, redo, canUndo, canRedo,
    /** A change that leaves all as it was, such as opening an editor and closing it, is none: nothing to undo, nothing to save. */
    change: (next: (draft: W['draft']) => W['draft'], tag?: string) =>
      set((now) => {
        const then = next(now)
        return JSON.stringify(then) === JSON.stringify(now) ? now : then
      }, tag ?? null),
    /** What was pasted in from a version before. */
    put: (next: W['draft']) => set(next),
    takeTheirs: () => {
      version.current = whole.version
      written.current = whole.draft
      reset(whole.draft)
      setState('saved')
    },
    /** What holds at once, beside the draft. */
    set: (body: { name?: string; isPaused?: boolean; isArchived?: boolean }) => door.change(body, version.current).then(wrote),
    publish: (note: string) => door.publish(note, version.current).then(wrote),
  }
}
export type DraftEdit<W extends Drafted> = ReturnType<typeof useDraftEdit<W>>
