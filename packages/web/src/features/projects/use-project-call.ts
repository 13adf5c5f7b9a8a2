import type { ProjectDetail } from '@sluice/core/projects/contract'
import { useState } from 'react'
import { useRefresh } from '../../api/refresh.ts'
import { useToast } from '../../ui/use-toast.tsx'

/** Changes a project: says what was done or why not, and has what shows it read again. Answers the project, null when refused. */
export function useProjectCall() {
  const toast = useToast()
  const refresh = useRefresh()
  const [busy, setBusy] = useState(false)
  const run = async (write: () => Promise<ProjectDetail>, done: string | ((project: ProjectDetail) => string)): Promise<ProjectDetail | null> => {
    setBusy(true)
    try {
      const project = await write()
      toast.done(typeof done === 'string' ? done : done(project))
      refresh({ type: 'project.changed', subjectType: 'account', subjectId: project.account.id })
      return project
    } catch (error) {
      toast.failed(error)
      return null
    } finally {
      setBusy(false)
    }
  }
  return { run, busy }
}
