import { useSyncExternalStore } from 'react'

/** What the frame can be asked to open, from anywhere: the search box, quick log, the forms for new records. */
export type FrameAction = 'search' | 'quickLog' | 'createDeal' | 'createLead' | 'createAccount' | 'createContact'

let open: {
  action: FrameAction
  /** The record it is about: of a quick log, the account of a new contact. */
  subject?: { type: 'deal' | 'lead' | 'account' | 'contact'; id: string; name: string }
  /** The pipeline of a new deal: the one whose board is open. */
  pipelineId?: string
} | null = null
const watchers = new Set<() => void>()
function become(next: typeof open) {
  open = next
  for (const watcher of watchers) watcher()
}

/** Opens one of the frame's dialogs; `subject` is the record a quick log is about, when known. */
export function openFrameAction(action: FrameAction, subject?: NonNullable<typeof open>['subject']): void {
  become({ action, subject })
}

/** Opens the form for a new deal, in this pipeline unless another is chosen there. */
export function openCreateDeal(pipelineId: string | undefined): void {
  become({ action: 'createDeal', pipelineId })
}

export function closeFrameAction(): void {
  become(null)
}

/** Which of the frame's dialogs is open. FrameDialogs shows it. */
export function useFrameAction() {
  return useSyncExternalStore(
    (changed) => {
      watchers.add(changed)
      return () => watchers.delete(changed)
    },
    () => open,
  )
}
