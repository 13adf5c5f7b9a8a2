import type { ReactNode } from 'react'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Section } from '../../ui/Page.tsx'
import { Skeletons } from '../../ui/Skeletons.tsx'
import { usePhone } from '../../ui/use-media-query.ts'
import styles from './SettingSection.module.css'

/** A list of settings under its name: what it is for, what can be added, and the states of reading it. */
export function SettingSection(props: {
  title: string
  /** One of several on its page: it is named on a phone too, where the page's head names the first. */
  second?: boolean
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
  const phone = usePhone()
  return (
    <Section title={phone && !props.second ? undefined : props.title} note={props.note} actions={props.actions} flush={props.flush ?? true}>
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
