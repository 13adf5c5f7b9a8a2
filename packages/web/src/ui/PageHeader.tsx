import { ArrowLeftOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import type { ReactNode } from 'react'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import styles from './PageHeader.module.css'

/** The head of a page: its name, a line about it, what can be done; `children` is a row below (filters, tabs). */
export function PageHeader(props: {
  title: ReactNode
  /** The browser tab's name, when `title` is no plain text. */
  documentTitle?: string
  description?: ReactNode
  /** Beside the title: a count, a switch of pipelines. */
  aside?: ReactNode
  actions?: ReactNode
  onBack?: () => void
  /** Stays in sight while the page scrolls. */
  sticky?: boolean
  children?: ReactNode
}) {
  const { t } = useTranslation('ui')
  const name = props.documentTitle ?? (typeof props.title === 'string' ? props.title : undefined)
  useEffect(() => {
    if (name) document.title = `${name} · 漏斗引擎`
  }, [name])

  return (
    <header className={props.sticky ? `${styles.header} ${styles.sticky}` : styles.header}>
      <div className={styles.row}>
        {props.onBack && (
          <Button type="text" icon={<ArrowLeftOutlined />} onClick={props.onBack} aria-label={t('back')} className={styles.back} />
        )}
        <div className={styles.words}>
          <div className={styles.titleRow}>
            <h1 className={styles.title}>{props.title}</h1>
            {props.aside && <div className={styles.aside}>{props.aside}</div>}
          </div>
          {props.description && <p className={styles.description}>{props.description}</p>}
        </div>
        {props.actions && <div className={styles.actions}>{props.actions}</div>}
      </div>
      {props.children}
    </header>
  )
}
