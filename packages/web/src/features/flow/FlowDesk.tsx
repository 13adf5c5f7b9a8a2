import type { ReactNode } from 'react'
import { BottomSheet } from '../../ui/BottomSheet.tsx'
import { useMediaQuery } from '../../ui/use-media-query.ts'
import styles from './FlowDesk.module.css'

/** A canvas with the form of what is selected in it beside; below 1024 px the form comes as a sheet. `form` null: nothing is selected. */
export function FlowDesk(props: { children: ReactNode; title: string; form: ReactNode; pick: string; onClose: () => void }) {
  const wide = useMediaQuery('(min-width: 1024px)')
  const { form, title } = props
  return (
    <div className={styles.desk}>
      {props.children}
      {wide ? (
        <aside className={styles.side}>
          {form === null ? <p className={styles.pick}>{props.pick}</p> : <><h2 className={styles.title}>{title}</h2>{form}</>}
        </aside>
      ) : (
        <BottomSheet open={form !== null} title={title} onClose={props.onClose}>{form}</BottomSheet>
      )}
    </div>
  )
}
