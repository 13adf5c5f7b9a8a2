import { Drawer } from 'antd'
import type { ReactNode } from 'react'
import styles from './Sheet.module.css'
import { usePhone } from './use-media-query.ts'

/** A record beside its list: a drawer on a desktop, the whole page on a phone. */
export function SideDrawer(props: {
  open: boolean
  title?: ReactNode
  extra?: ReactNode
  footer?: ReactNode
  onClose: () => void
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
      placement="right"
      size={phone ? '100%' : (props.width ?? 640)}
      mask={phone}
      rootClassName={styles.record}
      // A sheet that opens over the record does not move it.
      push={false}
      destroyOnHidden
      keyboard
    >
      {props.children}
    </Drawer>
  )
}
