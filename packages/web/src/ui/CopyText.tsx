import { CheckOutlined, CopyOutlined } from '@ant-design/icons'
import { Tooltip } from 'antd'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { copyToClipboard } from './copy-to-clipboard.ts'
import styles from './CopyText.module.css'

/** A text with a button that copies it: numbers, telephone numbers, links. */
export function CopyText({ text, children }: { text: string; children?: React.ReactNode }) {
  const { t } = useTranslation('ui')
  const [copied, setCopied] = useState(false)
  useEffect(() => {
    if (!copied) return
    const timer = setTimeout(() => setCopied(false), 1_500)
    return () => clearTimeout(timer)
  }, [copied])
  return (
    <span className={styles.copy}>
      <span className={`num ${styles.text}`}>{children ?? text}</span>
      <Tooltip title={copied ? t('copied') : t('copy')}>
        <button
          type="button"
          className={styles.button}
          aria-label={`${t('copy')} ${text}`}
          onClick={() => void copyToClipboard(text).then(setCopied)}
        >
          {copied ? <CheckOutlined /> : <CopyOutlined />}
        </button>
      </Tooltip>
    </span>
  )
}
