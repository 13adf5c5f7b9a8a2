import { changeForm, listForms } from '@sluice/core/forms/contract'
import type { Form } from '@sluice/core/forms/contract'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiError } from '../../../api/api-error.ts'
import { call } from '../../../api/client.ts'
import { contractKey } from '../../../api/query.ts'
import { useRefresh } from '../../../api/refresh.ts'
import { useToast } from '../../../ui/use-toast.tsx'
import { useHistory } from './use-history.ts'

export interface Draft<D> {
  name: string
  definition: D
}

/** A form while it is being designed: its steps, whether it differs from what is saved, and its saving against the version it was opened with. */
export function useFormDraft<F extends Form>(form: F) {
  type D = F['definition']
  const { t } = useTranslation('forms')
  const client = useQueryClient()
  const refresh = useRefresh()
  const toast = useToast()
  const [saved, setSaved] = useState<Draft<D>>({ name: form.name, definition: form.definition })
  const history = useHistory<Draft<D>>(saved)
  const version = useRef(form.version)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<unknown>(null)
  const dirty = JSON.stringify(history.value) !== JSON.stringify(saved)
  const isConflict = problem instanceof ApiError && problem.code === 'conflict.stale_version'

  useEffect(() => {
    // Nothing of one's own is at stake: what a colleague saved is simply shown.
    if (dirty || form.version === version.current) return
    version.current = form.version
    const next = { name: form.name, definition: form.definition }
    setSaved(next)
    history.reset(next)
    // Only a new version of the form starts it afresh.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [form.version])
  useEffect(() => {
    if (!dirty) return
    const warn = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', warn)
    return () => window.removeEventListener('beforeunload', warn)
  }, [dirty])

  const latest = async () => {
    const read = await call(listForms)
    client.setQueryData(contractKey(listForms), read)
    return read.items.find((one) => one.id === form.id)
  }
  const save = async (over?: number) => {
    setBusy(true)
    setProblem(null)
    const sent = history.value
    try {
      const made = await call(changeForm, { params: { id: form.id }, body: { name: sent.name.trim(), definition: sent.definition }, ifMatch: over ?? version.current })
      version.current = made.version
      setSaved(sent)
      refresh({ type: 'config.changed', subjectType: 'config', subjectId: form.id })
      await latest()
      toast.done(t('designer.saved'))
    } catch (refusal) {
      setProblem(refusal)
    } finally {
      setBusy(false)
    }
  }
  return {
    ...history,
    dirty,
    busy,
    problem,
    isConflict,
    save: () => void save(),
    /** After a colleague's saving: one's own work is saved over it. */
    overwrite: () => void latest().then(async (now) => save(now?.version)).catch(setProblem),
    /** After a colleague's saving: theirs is shown, one's own can be taken back with undo. */
    takeTheirs: () =>
      void latest()
        .then((now) => {
          if (!now) return
          version.current = now.version
          const theirs = { name: now.name, definition: now.definition as D }
          setSaved(theirs)
          history.set(theirs)
          setProblem(null)
        })
        .catch(setProblem),
  }
}
