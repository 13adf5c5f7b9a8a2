import type { ReactNode } from 'react'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Section } from '../../ui/Page.tsx'
import { Skeletons } from '../../ui/Skeletons.tsx'
import styles from './SettingSection.module.css'

/** A list of settings under its name: what it is for, what can be added, and the states of reading it. */
export function SettingSection(props: {
  title: string
  note?: ReactNode
  actions?: ReactNode
  /** Above the list, inside the white: a search, a switch. */
  tools?: ReactNode
  loading?: boolean
  error?: unknown
  onRetry?: () => void
  flush?: boolean
  children: ReactNode
}) {
  return (
    <Section title={props.title} note={props.note} actions={props.actions} flush={props.flush ?? true}>
      {props.tools && <div className={styles.tools}>{props.tools}</div>}
      {props.error ? (
        <ErrorState compact error={props.error} onRetry={props.onRetry} />
      ) : props.loading ? (
        <div className={styles.loading}>
          <Skeletons kind="rows" count={6} />
        </div>
      ) : (
        props.children
      )}
    </Section>
  )
}
