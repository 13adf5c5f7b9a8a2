import { useLayoutEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import styles from './Timeline.module.css'

/** What somebody wrote, with its line breaks; more than a few lines fold. */
export function LongText({ text }: { text: string }) {
  const { t } = useTranslation('activities')
  const box = useRef<HTMLDivElement>(null)
  const [folds, setFolds] = useState(false)
  const [open, setOpen] = useState(false)
  useLayoutEffect(() => {
    const element = box.current
    if (element && !open) setFolds(element.scrollHeight > element.clientHeight + 2)
  }, [text, open])
  return (
    <div className={styles.quote}>
      <div ref={box} className={open ? styles.words : `${styles.words} ${styles.clamped}`}>
        {text}
      </div>
      {folds && (
        <button type="button" className={styles.fold} onClick={() => setOpen(!open)}>
          {t(open ? 'timeline.collapse' : 'timeline.expand')}
        </button>
      )}
    </div>
  )
}
