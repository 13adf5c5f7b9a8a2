import { Drawer } from 'antd'
import type { ReactNode } from 'react'
import styles from './Sheet.module.css'
import { usePhone } from './use-media-query.ts'

/** A sheet that comes from below on a phone and, in its place, a quiet panel from the right on a desktop. */
export function BottomSheet(props: {
  open: boolean
  title?: ReactNode
  onClose: () => void
  extra?: ReactNode
  footer?: ReactNode
  /** Width on a desktop. */
  width?: number
  children: ReactNode
}) {
  const phone = usePhone()
  return (
    <Drawer
      open={props.open}
      onClose={props.onClose}
      title={props.title}
      extra={props.extra}
      footer={props.footer}
      placement={phone ? 'bottom' : 'right'}
      size={phone ? undefined : (props.width ?? 420)}
      rootClassName={phone ? styles.sheet : styles.panel}
      destroyOnHidden
    >
      {phone && <div className={styles.grip} aria-hidden />}
      {props.children}
    </Drawer>
  )
}
