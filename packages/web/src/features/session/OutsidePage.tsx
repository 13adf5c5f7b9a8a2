import { Button } from 'antd'
import type { ReactNode } from 'react'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { chooseLanguage } from '../../i18n/i18n.ts'
import { BrandMark } from '../../ui/shell/BrandMark.tsx'
import styles from './OutsidePage.module.css'

/** A page for somebody who is not signed in: the mark, what it is about, the language, one card. */
export function OutsidePage(props: { title: string; text: ReactNode; wide?: boolean; children: ReactNode; below?: ReactNode }) {
  const { t, i18n } = useTranslation('session')
  const english = i18n.language === 'en'
  useEffect(() => {
    document.title = `${props.title} · 漏斗引擎`
  }, [props.title])
  return (
    <main className={styles.page}>
      <Button
        type="text"
        className={styles.language}
        aria-label={`${t('language')} ${english ? '中文' : 'English'}`}
        onClick={() => void chooseLanguage(english ? 'zh-CN' : 'en')}
      >
        {english ? '中文' : 'English'}
      </Button>
      <div className={props.wide ? `${styles.card} ${styles.wide}` : styles.card}>
        <div className={styles.brand}>
          <BrandMark size={40} />
          <div>
            <h1>{props.title}</h1>
            <p>{props.text}</p>
          </div>
        </div>
        {props.children}
      </div>
      {props.below && <div className={styles.below}>{props.below}</div>}
    </main>
  )
}
