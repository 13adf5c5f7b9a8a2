import { Tooltip } from 'antd'
import styles from './ConnectionDot.module.css'

export type ConnectionState = 'connecting' | 'live' | 'paused' | 'offline'

/** Whether what one sees is current. Quiet while it is; says so in words when it is not. */
export function ConnectionDot({ state, label }: { state: ConnectionState; label: string }) {
  return (
    <Tooltip title={label}>
      <span className={`${styles.connection} ${styles[state]}`} role="status" aria-label={label}>
        <i className={styles.dot} />
        {state === 'offline' && <span className={styles.text}>{label}</span>}
      </span>
    </Tooltip>
  )
}
