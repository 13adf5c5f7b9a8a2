import { LockOutlined, ReloadOutlined, WarningOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import styles from './State.module.css'
import { problemFacts, useProblemText } from './use-problem-text.ts'

/** A failed read: what happened in words, the code and the request for support, and a way to try again. */
export function ErrorState(props: { error: unknown; onRetry?: () => void; compact?: boolean }) {
  const { t } = useTranslation('ui')
  const say = useProblemText()
  const facts = problemFacts(props.error)
  // Trying again changes nothing here, and nothing is broken.
  const denied = facts.code === 'permission.denied'
  return (
    <div role={denied ? 'status' : 'alert'} className={[styles.state, denied ? '' : styles.error, props.compact ? styles.compact : ''].filter(Boolean).join(' ')}>
      <div className={styles.icon} aria-hidden>
        {denied ? <LockOutlined /> : <WarningOutlined />}
      </div>
      <div className={styles.title}>{t(denied ? 'deniedTitle' : 'errorTitle')}</div>
      <div className={styles.text}>{denied ? t('deniedText') : say(props.error)}</div>
      <div className={`num ${styles.facts}`}>
        <span>{t('code', { code: facts.code })}</span>
        {facts.requestId && <span>{t('requestId', { id: facts.requestId })}</span>}
      </div>
      {props.onRetry && !denied && (
        <div className={styles.action}>
          <Button icon={<ReloadOutlined />} onClick={props.onRetry}>
            {t('retry')}
          </Button>
        </div>
      )}
    </div>
  )
}
