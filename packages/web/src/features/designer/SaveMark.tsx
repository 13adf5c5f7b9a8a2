import { CheckOutlined, ExclamationCircleOutlined, LoadingOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useProblemText } from '../../ui/use-problem-text.ts'
import type { DesignProblem } from './model/problems.ts'
import styles from './SaveMark.module.css'
import type { SaveState } from './use-design.ts'

/** Whether what one sees is kept: saved, being saved, not yet, or why not. */
export function SaveMark({ state, onRetry, onShow }: { state: SaveState; onRetry: () => void; onShow: (problem: DesignProblem) => void }) {
  const { t } = useTranslation('designer')
  const say = useProblemText()
  const body = () => {
    switch (state.kind) {
      case 'live':
        return null
      case 'pending':
      case 'saving':
        return (
          <>
            <LoadingOutlined aria-hidden /> {t('save.saving')}
          </>
        )
      case 'saved':
        return (
          <>
            <CheckOutlined aria-hidden /> {t('save.saved')}
          </>
        )
      case 'invalid':
        return (
          <button type="button" className={`${styles.wrong} ${styles.go}`} onClick={() => state.problems[0] && onShow(state.problems[0])}>
            <ExclamationCircleOutlined aria-hidden /> {t('save.invalid', { count: state.problems.length })}
          </button>
        )
      case 'failed':
        return (
          <span className={styles.wrong} title={say(state.error)}>
            <ExclamationCircleOutlined aria-hidden /> {t('save.failed')}
            <Button size="small" type="link" onClick={onRetry}>
              {t('save.retry')}
            </Button>
          </span>
        )
      case 'conflict':
        return (
          <span className={styles.wrong}>
            <ExclamationCircleOutlined aria-hidden /> {t('save.conflict')}
          </span>
        )
    }
  }
  return (
    <span className={styles.mark} role="status">
      {body()}
    </span>
  )
}
