import { changePublicForm, getPublicForm, publishPublicForm } from '@sluice/core/public-forms/contract'
import type { WholeForm } from '@sluice/core/public-forms/contract'
import { checkDefinition } from '@sluice/core/public-forms/check-definition'
import type { FormDefinition } from '@sluice/core/public-forms/definition'
import type { BodyInputOf } from '@sluice/core/lib/contract'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiError } from '../../api/api-error.ts'
import { call } from '../../api/client.ts'
import { contractKey } from '../../api/query.ts'
import { useRefresh } from '../../api/refresh.ts'
import { useToast } from '../../ui/use-toast.tsx'
import { useHistory } from '../forms/designer/use-history.ts'

/** A form while it is edited: its draft with steps back, what keeps it from being published, and saving against the version it was read at. */
export function useFormEdit(form: WholeForm) {
  const { t } = useTranslation('publicForms')
  const client = useQueryClient()
  const refresh = useRefresh()
  const toast = useToast()
  const [saved, setSaved] = useState(form.draft)
  const { value: draft, set, ...steps } = useHistory<FormDefinition>(form.draft)
  const version = useRef(form.version)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<unknown>(null)
  const dirty = JSON.stringify(draft) !== JSON.stringify(saved)
  const problems = useMemo(() => checkDefinition(draft), [draft])

  useEffect(() => {
    // Nothing of one's own is at stake: what a colleague saved is simply shown.
    if (dirty || form.version === version.current) return
    version.current = form.version
    setSaved(form.draft)
    steps.reset(form.draft)
    // Only a new version of the form starts it afresh.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [form.version])
  useEffect(() => {
    if (!dirty) return
    const warn = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', warn)
    return () => window.removeEventListener('beforeunload', warn)
  }, [dirty])

  const took = (whole: WholeForm) => {
    version.current = whole.version
    setSaved(whole.draft)
    client.setQueryData(contractKey(getPublicForm, { params: { id: form.id } }), whole)
    refresh({ type: 'config.changed', subjectType: 'config', subjectId: form.id })
  }
  const attempt = async (work: () => Promise<void>) => {
    setBusy(true)
    setProblem(null)
    try {
      await work()
    } catch (refusal) {
      setProblem(refusal)
    } finally {
      setBusy(false)
    }
  }
  const write = async (body: BodyInputOf<typeof changePublicForm>) => {
    const whole = await call(changePublicForm, { params: { id: form.id }, body, ifMatch: version.current })
    took(whole)
    return whole
  }
  return {
    draft, dirty, busy, problem, problems, ...steps,
    isConflict: problem instanceof ApiError && problem.code === 'conflict.stale_version',
    /** One part of the draft; typing in one place (`tag`) is one step. */
    change: (part: Partial<FormDefinition>, tag?: string) => set((now) => ({ ...now, ...part }), tag ?? null),
    save: () => attempt(async () => {
      await write({ draft })
      toast.done(t('saved'))
    }),
    publish: () => attempt(async () => {
      if (dirty) await write({ draft })
      const whole = await call(publishPublicForm, { params: { id: form.id }, ifMatch: version.current })
      took(whole)
      toast.done(t('published', { n: whole.publishedNo ?? 0 }))
    }),
    /** Settings that hold at once: name, address, open or closed, archived. */
    set: (body: BodyInputOf<typeof changePublicForm>, done: string) => attempt(async () => {
      await write(body)
      toast.done(done)
    }),
    overwrite: () => attempt(async () => {
      version.current = (await call(getPublicForm, { params: { id: form.id } })).version
      await write({ draft })
    }),
    takeTheirs: () => attempt(async () => {
      const whole = await call(getPublicForm, { params: { id: form.id } })
      took(whole)
      set(whole.draft)
    }),
  }
}
export type FormEdit = ReturnType<typeof useFormEdit>
