import { App } from 'antd'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import styles from './use-toast.module.css'
import { useProblemText } from './use-problem-text.ts'

let count = 0

/** Short messages: done, failed, and done with a way back. */
export function useToast() {
  const { message } = App.useApp()
  const { t } = useTranslation('ui')
  const say = useProblemText()
  return useMemo(
    () => ({
      done: (text: string) => void message.success(text),
      failed: (error: unknown) => void message.error(say(error), 5),
      /** Says what was done and offers 撤销 for some seconds. */
      undoable(text: string, onUndo: () => void | Promise<unknown>, seconds = 8) {
        const key = `undo-${(count += 1)}`
        const undo = async () => {
          message.destroy(key)
          try {
            await onUndo()
            void message.success(t('undone'))
          } catch (error) {
            void message.error(say(error), 5)
          }
        }
        void message.success({
          key,
          duration: seconds,
          content: (
            <span className={styles.toast}>
              {text}
              <button type="button" className={styles.undo} onClick={() => void undo()}>
                {t('undo')}
              </button>
            </span>
          ),
        })
      },
    }),
    [message, t, say],
  )
}
