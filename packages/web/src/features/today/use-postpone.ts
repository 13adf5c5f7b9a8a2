import type { Today } from '@sluice/core/activities/contract'
import { changeLead } from '@sluice/core/leads/contract'
import { changeDeal } from '@sluice/core/pipeline/contract'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { call } from '../../api/client.ts'
import type { ContractKey } from '../../api/query.ts'
import { useRefresh } from '../../api/refresh.ts'
import { useFormat } from '../../ui/use-format.ts'
import { useToast } from '../../ui/use-toast.tsx'

type Step = Today['steps'][number]

/** Moves a step to another day: it leaves the page at once, comes back when the server refuses, and can be undone. */
export function usePostpone(key: ContractKey) {
  const { t } = useTranslation('today')
  const client = useQueryClient()
  const refresh = useRefresh()
  const format = useFormat()
  const toast = useToast()
  const write = async (step: Step, due: string, version: number) => {
    const args = { params: { id: step.id }, body: { nextStepDue: due }, ifMatch: version }
    const changed = step.subjectType === 'deal' ? await call(changeDeal, args) : await call(changeLead, args)
    refresh({ type: `${step.subjectType}.changed`, subjectType: step.subjectType, subjectId: step.id })
    return changed.version
  }
  return async (step: Step, due: string) => {
    // An answer that is on its way would bring the step back for a moment.
    await client.cancelQueries({ queryKey: key })
    const before = client.getQueryData<Today>(key)
    if (before) client.setQueryData<Today>(key, { ...before, steps: before.steps.filter((one) => one.id !== step.id) })
    try {
      const version = await write(step, due, step.version)
      toast.undoable(t('steps.postponed', { day: format.day(due) }), () => write(step, step.due, version))
    } catch (error) {
      if (before) client.setQueryData(key, before)
      toast.failed(error)
      void client.invalidateQueries({ queryKey: key })
    }
  }
}
