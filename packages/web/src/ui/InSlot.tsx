import type { ReactNode } from 'react'
import { createPortal } from 'react-dom'

/** Shows its children in a place that an outer screen offers (sums in a header's row), or where they stand when it offers none. */
export function InSlot({ slot, children }: { slot: HTMLElement | null; children: ReactNode }) {
  return slot ? createPortal(children, slot) : <>{children}</>
}
