import type { DateOrder } from '@sluice/core/imports/date-reading'
import { useRef } from 'react'
import type { KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../../ui/use-format.ts'
import { dateExamples } from '../model/date-examples.ts'
import styles from './DateOrderChoice.module.css'

/** 3/4/2017 is March or April: both readings are shown with the file's own cells, and the user says which is right. */
export function DateOrderChoice(props: {
  column: string
  cells: readonly string[]
  candidates: readonly { order: DateOrder; fits: number }[]
  contradictory: boolean
  suggested: DateOrder | null
  filled: number
  value: DateOrder | null
  onChange: (order: DateOrder) => void
}) {
  const { t } = useTranslation('imports')
  const format = useFormat()
  const group = useRef<HTMLDivElement>(null)
  const { candidates, value, onChange } = props
  const examples = dateExamples(props.cells, candidates.map(({ order }) => order))
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key]
    if (step === undefined) return
    event.preventDefault()
    const from = candidates.findIndex(({ order }) => order === value)
    const next = candidates[(Math.max(from, 0) + (from < 0 ? 0 : step) + candidates.length) % candidates.length]
    if (!next) return
    onChange(next.order)
    group.current?.querySelector<HTMLElement>(`[data-order="${next.order}"]`)?.focus()
  }
  return (
    <div className={styles.question}>
      <p className={styles.ask}>
        {value === null && <span className={styles.dot} aria-hidden />}
        {t('dates.ask')}
        {props.contradictory && <span className={styles.warn}> {t('dates.contradictory')}</span>}
      </p>
      <div ref={group} role="radiogroup" aria-label={t('dates.label', { column: props.column })} className={styles.cards} onKeyDown={onKeyDown}>
        {candidates.map(({ order, fits }, index) => (
          <button
            key={order}
            type="button"
            role="radio"
            data-order={order}
            aria-checked={value === order}
            tabIndex={value === order || (value === null && index === 0) ? 0 : -1}
            className={value === order ? `${styles.card} ${styles.on}` : styles.card}
            onClick={() => onChange(order)}
          >
            <span className={styles.name}>
              {t(`order.${order}`)}
              {props.suggested === order && <span className={styles.hint}>{t('dates.suggested')}</span>}
            </span>
            {examples.map(({ text, days }) => (
              <span key={text} className={`num ${styles.example}`}>
                <span>{text}</span>
                <span aria-hidden>→</span>
                <span>{days[order] ? format.day(days[order]) + yearOf(days[order]) : t('dates.impossible')}</span>
              </span>
            ))}
            {fits < props.filled && <span className={styles.hint}>{t('dates.fits', { n: format.count(fits), all: format.count(props.filled) })}</span>}
          </button>
        ))}
      </div>
    </div>
  )
}

/** The year that a short date of this year leaves out matters here. */
const yearOf = (day: string) => (new Date().getFullYear() === Number(day.slice(0, 4)) ? ` (${day.slice(0, 4)})` : '')
