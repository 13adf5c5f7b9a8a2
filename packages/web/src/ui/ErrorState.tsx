import { ReloadOutlined, WarningOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import styles from './State.module.css'
import { problemFacts, useProblemText } from './use-problem-text.ts'

/** A failed read: what happened in words, the code and the request for support, and a way to try again. */
export function ErrorState(props: { error: unknown; onRetry?: () => void; compact?: boolean }) {
  const { t } = useTranslation('ui')
  const say = useProblemText()
  const facts = problemFacts(props.error)
  return (
    <div role="alert" className={[styles.state, styles.error, props.compact ? styles.compact : ''].filter(Boolean).join(' ')}>
      <div className={styles.icon} aria-hidden>
        <WarningOutlined />
      </div>
      <div className={styles.title}>{t('errorTitle')}</div>
      <div className={styles.text}>{say(props.error)}</div>
      <div className={`num ${styles.facts}`}>
        <span>{t('code', { code: facts.code })}</span>
        {facts.requestId && <span>{t('requestId', { id: facts.requestId })}</span>}
      </div>
      {props.onRetry && (
        <div className={styles.action}>
          <Button icon={<ReloadOutlined />} onClick={props.onRetry}>
            {t('retry')}
          </Button>
        </div>
      )}
    </div>
  )
}
