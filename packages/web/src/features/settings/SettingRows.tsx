import { EllipsisOutlined } from '@ant-design/icons'
import { Button, Dropdown } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import styles from './SettingRows.module.css'

export interface RowAction {
  key: string
  label: string
  icon?: ReactNode
  danger?: boolean
  run: () => void
}

/** A list of configured things. */
export function SettingRows({ label, children }: { label: string; children: ReactNode }) {
  return (
    <ul className={styles.rows} aria-label={label}>
      {children}
    </ul>
  )
}

/** One of them: its name (which opens it), what is said of it, and what can be done. */
export function SettingRow(props: {
  title: string
  lead?: ReactNode
  detail?: ReactNode
  /** At the right: a role, a price, a state. */
  aside?: ReactNode
  depth?: number
  /** Archived or disabled: shown, but quiet. */
  quiet?: boolean
  onOpen?: () => void
  actions?: readonly RowAction[]
  /** Unfolded below the row. */
  below?: ReactNode
}) {
  const { t } = useTranslation('ui')
  const { actions = [] } = props
  return (
    <li>
      <div className={props.quiet ? `${styles.row} ${styles.quiet}` : styles.row} style={props.depth ? { paddingInlineStart: `calc(var(--pad) + ${Math.min(props.depth, 6) * 22}px)` } : undefined}>
        {props.lead}
        <div className={props.detail && props.aside ? `${styles.main} ${styles.rich}` : styles.main}>
          <div className={styles.words}>
            {props.onOpen ? (
              <button type="button" className={styles.open} onClick={props.onOpen} title={props.title}>
                {props.title}
              </button>
            ) : (
              <span className={styles.title} title={props.title}>
                {props.title}
              </span>
            )}
            {props.detail && <div className={styles.detail}>{props.detail}</div>}
          </div>
          {props.aside && <div className={styles.aside}>{props.aside}</div>}
        </div>
        {actions.length > 0 && (
          <Dropdown
            trigger={['click']}
            placement="bottomRight"
            menu={{
              items: actions.map(({ key, label, icon, danger }) => ({ key, label, icon, danger })),
              onClick: ({ key }) => actions.find((one) => one.key === key)?.run(),
            }}
          >
            <Button type="text" icon={<EllipsisOutlined />} aria-label={`${t('more')} ${props.title}`} className={styles.more} />
          </Dropdown>
        )}
      </div>
      {props.below}
    </li>
  )
}
