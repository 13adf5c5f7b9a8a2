import { Button } from 'antd'
import type { ReactNode } from 'react'
import styles from './Supply.module.css'

/** Inputs of one piece of evidence, why it was refused, and the button that sends it. */
export function SupplyFrame(props: { problem: string | null; busy: boolean; save: string; canSave: boolean; onSave: () => void; children: ReactNode }) {
  return (
    <div className={styles.stack}>
      {props.children}
      {props.problem !== null && (
        <p role="alert" className={styles.problem}>
          {props.problem}
        </p>
      )}
      <div className={styles.actions}>
        <Button type="primary" ghost loading={props.busy} disabled={!props.canSave} onClick={props.onSave}>
          {props.save}
        </Button>
      </div>
    </div>
  )
}
