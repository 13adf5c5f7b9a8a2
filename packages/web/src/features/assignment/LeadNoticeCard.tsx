import { useTranslation } from 'react-i18next'
import { useFormat } from '../../ui/use-format.ts'
import styles from './Assignment.module.css'

const textOf = (value: unknown) => (typeof value === 'string' ? value : '')
const inLanguage = (value: unknown, language: string) => textOf(Reflect.get(Object(value) as object, language === 'en' ? 'en' : 'zh'))

/** What somebody who is given a lead should know at once: who it is, where from, what it did, by when to answer, and why they. */
export function LeadNoticeCard({ data }: { data: Readonly<Record<string, unknown>> }) {
  const { t, i18n } = useTranslation('assignment')
  const format = useFormat()
  const path = Array.isArray(data['path']) ? data['path'].map(textOf).filter((part) => part !== '') : []
  const did = Array.isArray(data['behaviour']) ? data['behaviour'].slice(0, 3).map((one: unknown) => Object(one) as Record<string, unknown>) : []
  const why = inLanguage(data['why'], i18n.language)
  const facts = [textOf(data['title']), typeof data['score'] === 'number' ? `${t('page.columns.score')} ${data['score']}` : '', path.join(' → ')].filter((part) => part !== '')
  return (
    <span className={styles.card}>
      {facts.length > 0 && <span className={styles.cardFacts}>{facts.map((fact) => <span key={fact}>{fact}</span>)}</span>}
      {did.length > 0 && (
        <span className={styles.cardFacts}>
          {did.map((one) => {
            const kind = textOf(one['kind'])
            const say = t as unknown as (key: string, options?: Record<string, unknown>) => string
            return <span key={`${kind}${textOf(one['subject'])}`}>{`${say(`kinds.${kind}`, { defaultValue: kind })} ${textOf(one['subject'])} ×${Number(one['n'])}`}</span>
          })}
        </span>
      )}
      {why !== '' && <span className={styles.muted}>{why}</span>}
      {textOf(data['dueAt']) !== '' && <span className={styles.muted}>{t('clock.due', { time: format.dateTime(textOf(data['dueAt'])) })}</span>}
    </span>
  )
}
