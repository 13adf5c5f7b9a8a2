import type { ReactNode } from 'react'
import type { ConnectionState } from './ConnectionDot.tsx'

/** A place to go. Words and icons come from the app: the frame knows no business. */
export interface NavItem {
  key: string
  to: string
  label: string
  icon: ReactNode
  /** Hotkey, such as `g d`. */
  hotkey?: string
  /** The key of the group it stands in. */
  group: string
  /** The order of its tab on a phone; places without one are behind "more". */
  tab?: number
  count?: number
}

/** A heading of the navigation with the places under it. */
export interface NavGroup {
  key: string
  label: string
  /** Folded until somebody opens it. */
  isQuiet?: boolean
}

/** Something that can be made from anywhere. */
export interface CreateItem {
  key: string
  label: string
  icon?: ReactNode
  hotkey?: string
  onClick: () => void
}

export interface ShellWords {
  product: string
  skip: string
  navigation: string
  more: string
  collapse: string
  expand: string
  search: string
  create: string
  quickLog: string
  account: string
  language: string
  theme: string
  light: string
  dark: string
  system: string
  signOut: string
  shortcuts: { title: string; help: string; general: string; move: string; page: string; search: string; go: (place: string) => string }
}

export interface AppShellProps {
  words: ShellWords
  nav: readonly NavItem[]
  groups: readonly NavGroup[]
  create: readonly CreateItem[]
  connection: { state: ConnectionState; label: string } | null
  user: { name: string; detail?: string } | null
  language: { code: string; label: string; other: string; onSwitch: () => void }
  onSearch: () => void
  onSignOut: () => void
  /** The quick-log button: floats above the tab bar on a phone. */
  quickLog?: { hotkey?: string; onClick: () => void }
  /** What waits for the user: a bell. */
  notices?: ReactNode
  /** A line above everything: the demo company, a maintenance notice. */
  banner?: ReactNode
  children: ReactNode
}
