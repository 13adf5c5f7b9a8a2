import { listWordQuotes } from '@sluice/core/diagnosis/contract'
import type { WordQuote } from '@sluice/core/diagnosis/contract'
import type { QueryInputOf } from '@sluice/core/lib/contract'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useContractQuery } from '../../api/query.ts'
import { paths } from '../../paths.ts'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Skeletons } from '../../ui/Skeletons.tsx'
import { useFormat } from '../../ui/use-format.ts'
import styles from './WordQuotes.module.css'

/** What was written, word for word: notes of the group's deals that hold the words, with the deal and the day. */
export function WordQuotes({ ask }: { ask: QueryInputOf<typeof listWordQuotes> }) {
  const { t } = useTranslation('alarms')
  const format = useFormat()
  const quotes = useContractQuery(listWordQuotes, { query: ask }, { keepPrevious: true })
  return (
    <section aria-label={t('why.quotes')}>
      <h3 className={styles.title}>{t('why.quotes')}</h3>
      {quotes.error ? (
        <ErrorState compact error={quotes.error} onRetry={() => void quotes.refetch()} />
      ) : !quotes.data ? (
        <Skeletons kind="rows" count={3} />
      ) : quotes.data.items.length === 0 ? (
        <p className={styles.none}>{t('why.quotesNone')}</p>
      ) : (
        <ul className={styles.quotes}>
          {quotes.data.items.map((quote) => (
            <li key={quote.activityId}>
              <blockquote>
                <Marked quote={quote} />
              </blockquote>
              <span className={styles.about}>
                <Link to={paths.deal(quote.deal.id)}>{quote.deal.name}</Link>
                {quote.author && <span>{quote.author.name}</span>}
                <span className="num">{format.date(quote.at)}</span>
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

function Marked({ quote: { text, marks } }: { quote: WordQuote }) {
  return (
    <>
      {marks.map(({ from, to }, at) => (
        <span key={from}>
          {text.slice(marks[at - 1]?.to ?? 0, from)}
          <mark>{text.slice(from, to)}</mark>
        </span>
      ))}
      {text.slice(marks.at(-1)?.to ?? 0)}
    </>
  )
}
