import { changeAutomation, getAutomation, type AutomationPage } from '@sluice/core/automation/contract'
import type { AutomationDefinition } from '@sluice/core/automation/definition'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiError } from '../../api/api-error.ts'
import { call } from '../../api/client.ts'
import { contractKey } from '../../api/query.ts'
import { useRefresh } from '../../api/refresh.ts'
import { useHotkey } from '../../ui/use-hotkey.ts'
import { useToast } from '../../ui/use-toast.tsx'
import { useHistory } from '../forms/designer/use-history.ts'

const settleMs = 700
export type SaveState = 'saved' | 'unsaved' | 'saving' | 'stale' | 'failed'

/** A draft while it is edited: undone and redone, saved by itself a moment after the last change; a colleague's change in between is told and overwrites nothing. */
export function useAutomationEdit(automation: AutomationPage) {
  const { t } = useTranslation('automation')
  const toast = useToast()
  const client = useQueryClient()
  const refresh = useRefresh()
  const { value: draft, set, undo, redo, reset, canUndo, canRedo } = useHistory<AutomationDefinition>(automation.draft)
  const [state, setState] = useState<SaveState>('saved')
  const version = useRef(automation.version)
  const written = useRef(automation.draft)
  const latest = useRef(draft)
  latest.current = draft
  useHotkey('mod+z', undo, { label: t('editor.undo'), group: t('title') })
  useHotkey('mod+y', redo, { label: t('editor.redo'), group: t('title') })

  // Nothing is unsaved: what a colleague saved is simply shown.
  useEffect(() => {
    if (state !== 'saved' || automation.version <= version.current) return
    version.current = automation.version
    written.current = automation.draft
    reset(automation.draft)
  }, [automation, state, reset])
  useEffect(() => {
    if (draft !== written.current) setState((now) => (now === 'stale' ? now : 'unsaved'))
  }, [draft])
  useEffect(() => {
    if (state !== 'unsaved') return
    const timer = setTimeout(() => {
      const writing = latest.current
      setState('saving')
      call(changeAutomation, { params: { id: automation.id }, body: { draft: writing }, ifMatch: version.current }).then(
        (saved) => {
          version.current = saved.version
          written.current = writing
          client.setQueryData(contractKey(getAutomation, { params: { id: automation.id } }), saved)
          setState(latest.current === writing ? 'saved' : 'unsaved')
          refresh({ type: 'config.changed', subjectType: 'config', subjectId: automation.id })
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
    change: (next: (draft: AutomationDefinition) => AutomationDefinition, tag?: string) => set(next, tag ?? null),
    /** What was pasted in from a version before. */
    put: (next: AutomationDefinition) => set(next),
    takeTheirs: () => {
      version.current = automation.version
      written.current = automation.draft
      reset(automation.draft)
      setState('saved')
    },
    /** After a write of another kind: the version rises without a change of the draft. */
    follow: (page: AutomationPage) => {
      version.current = page.version
    },
    version,
  }
}
export type AutomationEdit = ReturnType<typeof useAutomationEdit>
