import { useSyncExternalStore } from 'react'

/** What the frame can be asked to open, from anywhere: the search box, quick log, the forms for new records. */
export type FrameAction = 'search' | 'quickLog' | 'createDeal' | 'createLead' | 'createAccount' | 'createContact'

let open: { action: FrameAction; subject?: { type: 'deal' | 'lead' | 'account' | 'contact'; id: string; name: string } } | null = null
const watchers = new Set<() => void>()
function become(next: typeof open) {
  open = next
  for (const watcher of watchers) watcher()
}

/** Opens one of the frame's dialogs; `subject` is the record a quick log is about, when known. */
export function openFrameAction(action: FrameAction, subject?: NonNullable<typeof open>['subject']): void {
  become({ action, subject })
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
