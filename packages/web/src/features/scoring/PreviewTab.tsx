import { ArrowDownOutlined, ArrowUpOutlined } from '@ant-design/icons'
import { previewScoring } from '@sluice/core/scoring/contract'
import type { ScorePreview } from '@sluice/core/scoring/contract'
import type { ScoreRules } from '@sluice/core/scoring/rules'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useContractQuery } from '../../api/query.ts'
import { paths } from '../../paths.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Section } from '../../ui/Page.tsx'
import { Skeletons } from '../../ui/Skeletons.tsx'
import { StatRow, StatTile } from '../../ui/StatTile.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { GradeTag } from './GradeTag.tsx'
import styles from './Scoring.module.css'

/** What the edited rules would make of the leads there are. */
export function PreviewTab({ rules, canWrite }: { rules: ScoreRules; canWrite: boolean }) {
  const { t } = useTranslation('scoring')
  const read = useContractQuery(previewScoring, { body: { rules } }, { enabled: canWrite, keepPrevious: true, staleTime: 0 })
  if (!canWrite) return <EmptyState title={t('readOnly')} />
  return (
    <Section title={t('preview.title')} note={t('preview.note')} actions={<Button size="small" loading={read.isFetching} onClick={() => void read.refetch()}>{t('preview.run')}</Button>}>
      {read.data ? (read.data.leads === 0 ? <EmptyState compact title={t('preview.empty')} /> : <Seen seen={read.data} />) : read.isPending ? <Skeletons kind="tiles" count={4} /> : <ErrorState compact error={read.error} onRetry={() => void read.refetch()} />}
    </Section>
  )
}

function Seen({ seen }: { seen: ScorePreview }) {
  const { t } = useTranslation('scoring')
  const format = useFormat()
  return (
    <>
      <StatRow>
        <StatTile label={t('preview.leads')} value={format.count(seen.leads)} note={seen.isSample ? t('preview.sample', { count: format.count(seen.leads) as never }) : undefined} />
        <StatTile label={t('preview.ready')} value={format.count(seen.ready.after)} note={`${t('preview.before')} ${format.count(seen.ready.before)}`} />
        <StatTile label={t('preview.up')} value={format.count(seen.up)} />
        <StatTile label={t('preview.down')} value={format.count(seen.down)} />
      </StatRow>
      <div className={styles.halves}>
        <div>
          <h3 className={styles.subtitle}>{t('preview.distribution')}</h3>
          <Pairs rows={seen.bands.map(({ from, to, before, after }) => ({ key: String(from), label: t('preview.band', { from, to: to === 100 ? 100 : to - 1 }), before, after }))} />
          <h3 className={styles.subtitle}>{t('preview.grades')}</h3>
          <Pairs rows={seen.grades.map(({ grade, before, after }) => ({ key: grade, label: grade, before, after }))} />
        </div>
        <div>
          <h3 className={styles.subtitle}>{t('preview.movers')}</h3>
          {seen.movers.length === 0 ? (
            <p className={styles.help}>{t('preview.none')}</p>
          ) : (
            <ul className={styles.movers}>
              {seen.movers.map((one) => (
                <li key={one.id} className={styles.mover}>
                  {one.move === 'up' ? <ArrowUpOutlined className={styles.plus} aria-label={t('preview.moverUp')} /> : <ArrowDownOutlined className={styles.minus} aria-label={t('preview.moverDown')} />}
                  <Link to={paths.lead(one.id)} className={styles.moverName} title={[one.name, one.company].filter(Boolean).join(' · ')}>{one.name}{one.company && <span className={styles.muted}> · {one.company}</span>}</Link>
                  <span className="num">{`${one.before ?? t('preview.unscored')} → ${one.after}`}</span>
                  <GradeTag grade={one.gradeAfter} />
                </li>
              ))}
            </ul>
          )}
        </div>
      </div>
    </>
  )
}

/** Two counts a row as bars one above the other, both to the same scale. */
function Pairs({ rows }: { rows: readonly { key: string; label: string; before: number; after: number }[] }) {
  const { t } = useTranslation('scoring')
  const format = useFormat()
  const most = Math.max(1, ...rows.flatMap(({ before, after }) => [before, after]))
  const width = (n: number) => ({ width: `${(n / most) * 100}%` })
  return (
    <div className={styles.pairs}>
      <div className={styles.legend}><i className={styles.barBefore} />{t('preview.before')}<i className={styles.barAfter} />{t('preview.after')}</div>
      {rows.map(({ key, label, before, after }) => (
        <div key={key} className={styles.pair} title={`${t('preview.before')} ${before} · ${t('preview.after')} ${after}`}>
          <span className="num">{label}</span>
          <span className={styles.pairBars}>
            <i className={styles.barBefore} style={width(before)} />
            <i className={styles.barAfter} style={width(after)} />
          </span>
          <span className={`num ${styles.pairCounts}`}>{format.count(before)} → {format.count(after)}</span>
        </div>
      ))}
    </div>
  )
}
