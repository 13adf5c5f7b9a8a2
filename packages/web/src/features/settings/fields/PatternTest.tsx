import { CheckCircleFilled, CloseCircleFilled } from '@ant-design/icons'
import { compilePattern } from '@sluice/core/fields/pattern'
import { Input } from 'antd'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import styles from './PatternTest.module.css'

/** Tries a pattern on a text before it is saved, with the same machine that checks values later. */
export function PatternTest({ pattern }: { pattern: string }) {
  const { t } = useTranslation('fields')
  const [text, setText] = useState('')
  const compiled = useMemo(() => compilePattern(pattern), [pattern])
  const fits = text !== '' && compiled?.matches(text)
  return (
    <div className={styles.test}>
      <Input value={text} maxLength={500} placeholder={t('pattern.try')} aria-label={t('pattern.try')} disabled={compiled === null} onChange={(event) => setText(event.target.value)} />
      <span role="status" className={compiled === null || (text !== '' && !fits) ? styles.bad : fits ? styles.good : styles.quiet}>
        {compiled === null ? (
          t('pattern.invalid')
        ) : text === '' ? (
          t('pattern.valid')
        ) : fits ? (
          <>
            <CheckCircleFilled aria-hidden /> {t('pattern.fits')}
          </>
        ) : (
          <>
            <CloseCircleFilled aria-hidden /> {t('pattern.fitsNot')}
          </>
        )}
      </span>
    </div>
  )
}
