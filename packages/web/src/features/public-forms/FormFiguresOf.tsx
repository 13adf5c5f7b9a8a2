import { ratio } from '@sluice/core/lib/ratio'
import type { WholeForm } from '@sluice/core/public-forms/contract'
import { useTranslation } from 'react-i18next'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Section } from '../../ui/Page.tsx'
import { StatRow, StatTile } from '../../ui/StatTile.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { useMetricWords } from '../metrics/use-metric-words.ts'
import styles from './PublicForms.module.css'

/** Seen, begun, sent: in all, and day by day. */
export function FormFiguresOf({ form }: { form: WholeForm }) {
  const { t } = useTranslation('publicForms')
  const format = useFormat()
  const about = useMetricWords()
  const { figures } = form
  const notes = [figures.duplicates > 0 ? t('figures.duplicates', { count: figures.duplicates }) : null, figures.suspected > 0 ? t('figures.suspected', { count: figures.suspected }) : null]
  const days = form.days.filter((day) => day.views + day.starts + day.submissions > 0).toReversed()
  return (
    <>
      <StatRow>
        <StatTile label={t('columns.views')} value={format.count(figures.views)} explanation={about('form.views')} />
        <StatTile label={t('columns.starts')} value={format.count(figures.starts)} explanation={about('form.starts')} note={figures.views === 0 ? undefined : t('figures.ofViews', { share: format.percent(ratio(figures.starts, figures.views), 0) })} />
        <StatTile label={t('columns.submissions')} value={format.count(figures.submissions)} explanation={about('form.submissions')} note={notes.filter(Boolean).join('；')} />
        <StatTile label={t('columns.rate')} value={format.percent(figures.rate)} explanation={about('form.rate', { n: figures.views })} />
      </StatRow>
      <Section title={t('figures.days')} flush>
        {days.length === 0 ? (
          <EmptyState compact title={t('figures.none')} />
        ) : (
          <div className={styles.scroll}>
            <table className={styles.days}>
              <thead>
                <tr>
                  {(['day'] as const).map((key) => <th key={key} scope="col">{t(`figures.${key}`)}</th>)}
                  {(['views', 'starts', 'submissions', 'rate'] as const).map((key) => <th key={key} scope="col">{t(`columns.${key}`)}</th>)}
                </tr>
              </thead>
              <tbody className="num">
                {days.map((day) => (
                  <tr key={day.day}>
                    <td>{format.day(day.day)}</td>
                    <td>{format.count(day.views)}</td>
                    <td>{format.count(day.starts)}</td>
                    <td>{format.count(day.submissions)}</td>
                    <td>{format.percent(ratio(day.submissions, day.views))}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </Section>
    </>
  )
}
