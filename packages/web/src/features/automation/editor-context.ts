import type { AutomationDefinition, AutomationObject } from '@sluice/core/automation/definition'
import { createContext, useContext } from 'react'
import type { AutomationThings } from './use-automation-things.ts'

/** What every control in the sentence knows: the draft, what it is about, and how it is changed. */
export interface AutomationEditing {
  draft: AutomationDefinition
  object: AutomationObject | null
  things: AutomationThings
  canWrite: boolean
  /** `tag`: further edits with the same are undone with it (typing in one place). */
  change: (next: (draft: AutomationDefinition) => AutomationDefinition, tag?: string) => void
}

export const EditingContext = createContext<AutomationEditing | null>(null)

export function useEditing(): AutomationEditing {
  const editing = useContext(EditingContext)
  if (!editing) throw new Error('useEditing is for controls of the automation editor')
  return editing
}
