import type { Comparison } from '@sluice/core/funnel/compare'
import { Tooltip } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { Delta } from '../../ui/Delta.tsx'
import { Section } from '../../ui/Page.tsx'
import { Tag } from '../../ui/Tag.tsx'
import type { Tone } from '../../ui/Tag.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { testedCount, verdictOf, worstStep } from './compare-verdict.ts'
import type { Verdict } from './compare-verdict.ts'
import { listedComparisons } from './compared-figures.ts'
import styles from './CompareSection.module.css'
import { FigureValue } from './FigureValue.tsx'
import { figureKey } from './figure-ref.ts'
import { betterWhen } from './figure-text.ts'
import { useFunnelShown } from './funnel-context.ts'
import { useFigureWords } from './use-figure-words.ts'

const tones: Record<Verdict, Tone> = { significant: 'brand', not: 'neutral', few: 'warn', untested: 'neutral', none: 'neutral' }

/** Two periods or segments side by side: each figure on both sides, the difference, and whether chance alone would do. */
export function CompareSection({ overlap, why }: { overlap: boolean; why?: (stageId: string) => string | null }) {
  const { t } = useTranslation('funnel')
  const format = useFormat()
  const shown = useFunnelShown()
  const words = useFigureWords(shown)
  const all = [...shown.compared.values()]
  const { steps, whole } = listedComparisons(all)
  const worst = worstStep(all)
  const tested = testedCount([...steps, ...whole])
  const p = (value: number) => (value < 0.001 ? '< 0.001' : format.number(value, 3))

  // The unit stands once, behind the upper bound.
  const bound = (share: number | null) => format.number(share === null ? null : share * 100, 1)

  const row = (one: Comparison) => {
    const verdict = verdictOf(one)
    const help =
      verdict === 'untested'
        ? t('compare.untestedHelp')
        : one.p === null || verdict === 'few'
          ? null
          : t('compare.tested', { p: p(one.p), low: bound(one.low), high: format.points(one.high) })
    // Whether it is more than chance, the answer says itself.
    const reason = (verdict === 'significant' || verdict === 'not') && one.name.metric === 'step.conversion' && one.name.stageId !== undefined ? (why?.(one.name.stageId) ?? null) : null
    return (
      <tr key={figureKey(one.name)}>
        <th scope="row">
          {words.title(one.name)}
          {reason !== null && (
            <Link to={reason} className={styles.why}>
              {t('compare.why')}
            </Link>
          )}
        </th>
        <td data-side={shown.mainLabel}>
          <FigureValue figure={one.b} />
        </td>
        <td data-side={shown.otherLabel}>
          <FigureValue figure={one.a} side="other" />
        </td>
        <td>
          {one.difference === null || verdict === 'few' ? (
            '—'
          ) : (
            <Delta
              value={one.difference}
              text={words.difference(one, shown.views.main.currency)}
              better={verdict === 'significant' ? betterWhen(one.name.metric) : 'neither'}
            />
          )}
        </td>
        <td>
          {verdict === 'none' ? (
            '—'
          ) : (
            <Tooltip title={help}>
              <span tabIndex={help ? 0 : undefined}>
                {verdict === 'untested' ? <span className={styles.quiet}>{t('compare.untested')}</span> : <Tag tone={tones[verdict]}>{t(`compare.${verdict}`)}</Tag>}
              </span>
            </Tooltip>
          )}
        </td>
      </tr>
    )
  }

  return (
    <Section title={t('compare.title')} note={t('compare.versus', { a: shown.mainLabel, b: shown.otherLabel })} flush>
      <p className={worst ? styles.worst : styles.note}>
        {worst
          ? t('compare.worst', {
              step: words.title(worst.name),
              before: format.percent(worst.a.value),
              after: format.percent(worst.b.value),
              points: format.points(worst.difference),
              low: bound(worst.low),
              high: format.points(worst.high),
            })
          : t('compare.noWorst')}
        {worst?.name.stageId !== undefined && why?.(worst.name.stageId) && (
          <Link to={why(worst.name.stageId) ?? ''} className={styles.why}>
            {t('compare.why')}
          </Link>
        )}
      </p>
      {overlap && <p className={styles.note}>{t('compare.overlap')}</p>}
      <div className={styles.scroll}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{t('compare.metric')}</th>
              <th scope="col">{shown.mainLabel}</th>
              <th scope="col">{shown.otherLabel}</th>
              <th scope="col">{t('compare.difference')}</th>
              <th scope="col">{t('compare.verdict')}</th>
            </tr>
          </thead>
          <tbody>
            {steps.map(row)}
            {whole.map(row)}
          </tbody>
        </table>
      </div>
      {tested > 5 && <p className={styles.note}>{t('compare.many', { count: tested })}</p>}
    </Section>
  )
}
