import { Popover } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import styles from './Explained.module.css'
import { useFormat } from './use-format.ts'
import { VisuallyHidden } from './VisuallyHidden.tsx'

/** Everything a reader needs to trust a figure. Texts are ready to be shown; `asOf` is an instant. */
export interface Explanation {
  label: string
  definition: string
  n?: number | null
  censored?: number | null
  /** `60.1% – 68.0%` */
  interval?: string | null
  method?: string | null
  asOf?: string | null
  /** Further lines, after n; one without a value is left out. */
  more?: readonly { name: string; value: string | null }[]
  timeZone?: string | null
  /** Where it is defined in full. */
  dictionary?: string
}

/**
 * A figure that says how it was made: hover, tap or focus shows it. With `onOpen`, a click opens the records behind it;
 * on touch the first tap shows the explanation, which then offers the records.
 */
export function Explained(props: { explanation: Explanation; children: ReactNode; onOpen?: () => void; block?: boolean }) {
  const { t } = useTranslation('ui')
  const hovers = typeof window !== 'undefined' && window.matchMedia('(hover: hover)').matches
  const { explanation: about, onOpen } = props
  return (
    <Popover
      trigger={hovers ? ['hover', 'focus'] : ['click']}
      mouseEnterDelay={0.25}
      placement="bottomLeft"
      arrow={false}
      content={<ExplanationCard about={about} onOpen={onOpen} />}
    >
      <button
        type="button"
        className={[styles.trigger, props.block ? styles.block : '', onOpen ? styles.opens : ''].filter(Boolean).join(' ')}
        onClick={hovers ? onOpen : undefined}
      >
        {props.children}
        <VisuallyHidden>{` ${about.label}. ${t('explain.how')}`}</VisuallyHidden>
      </button>
    </Popover>
  )
}

/** The card of an explanation, where a popover does not fit: charts place it themselves. */
export function ExplanationCard({ about, onOpen }: { about: Explanation; onOpen?: () => void }) {
  const { t } = useTranslation('ui')
  const format = useFormat()
  const rows: [string, string | null | undefined][] = [
    [t('explain.n'), about.n === null || about.n === undefined ? null : format.count(about.n)],
    ...(about.more ?? []).map(({ name, value }): [string, string | null] => [name, value]),
    [t('explain.censored'), about.censored ? format.count(about.censored) : null],
    [t('explain.interval'), about.interval],
    [t('explain.method'), about.method],
    [t('explain.asOf'), about.asOf ? format.dateTime(about.asOf) : null],
    [t('explain.timeZone'), about.timeZone],
  ]
  return (
    <div className={styles.card}>
      <div className={styles.label}>{about.label}</div>
      <p className={styles.definition}>{about.definition}</p>
      <dl className={styles.facts}>
        {rows.map(([name, value]) =>
          value ? (
            <div key={name}>
              <dt>{name}</dt>
              <dd className="num">{value}</dd>
            </div>
          ) : null,
        )}
      </dl>
      {(onOpen || about.dictionary) && (
        <div className={styles.ways}>
          {onOpen && (
            <button type="button" className={styles.records} onClick={onOpen}>
              {t('explain.records')} →
            </button>
          )}
          {about.dictionary && (
            <Link to={about.dictionary} className={styles.records}>
              {t('explain.dictionary')} →
            </Link>
          )}
        </div>
      )}
    </div>
  )
}

/** Stands in for a share whose sample is too small: says so, and never shows a bold figure. */
export function Insufficient({ min = 20 }: { min?: number }) {
  const { t } = useTranslation('ui')
  return (
    <span className={styles.insufficient} title={t('explain.insufficientHelp', { min })}>
      {t('explain.insufficient')}
    </span>
  )
}
