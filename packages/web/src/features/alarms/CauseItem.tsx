import { TeamOutlined } from '@ant-design/icons'
import type { SpokenFinding } from '@sluice/core/diagnosis/contract'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Tag } from '../../ui/Tag.tsx'
import { useFormat } from '../../ui/use-format.ts'
import type { ActionStart } from '../actions/ActionSheet.tsx'
import { ReportTable } from '../analysis/ReportTable.tsx'
import { AboutMetric } from '../metrics/AboutMetric.tsx'
import { RemedyPicks } from './RemedyPicks.tsx'
import styles from './RootCause.module.css'
import type { CauseNames } from './use-cause-names.ts'
import { useSpoken } from './use-spoken.ts'

/** One cause: the sentence, how much it explains and how sure that is, the segments behind it, words, deals, remedies. */
export function CauseItem(props: { rank: number; isHint: boolean; finding: SpokenFinding; names: CauseNames; start: ActionStart; onDeals: (words?: readonly string[]) => void }) {
  const { finding, names } = props
  const { t } = useTranslation('alarms')
  const format = useFormat()
  const spoken = useSpoken()
  const said = spoken(finding.text)
  // What only hints at a cause is not raised like one.
  const leads = props.rank === 1 && !props.isHint
  const share = finding.share === null ? null : Math.max(0, Math.min(1, finding.share))
  const p = (value: number) => (value < 0.001 ? '< 0.001' : format.number(value, 3))
  const stocky = finding.kind === 'stock' || finding.kind === 'inflow'
  return (
    <li className={leads ? `${styles.cause} ${styles.first}` : styles.cause}>
      <span className={`num ${styles.rank}`} aria-label={t('why.rank', { n: props.rank })}>
        {props.rank}
      </span>
      <div className={styles.body}>
        <div className={styles.head}>
          <Tag tone={leads ? 'brand' : 'neutral'}>{t(`why.kinds.${finding.kind}`)}</Tag>
          {finding.dimensions.length > 0 && <strong>{names.segment(finding.dimensions, finding.values)}</strong>}
          {finding.followsFrom !== null && <span className={styles.small}>{t('why.followsFrom', { dimension: names.dimension(finding.followsFrom) })}</span>}
        </div>
        <p>{said}</p>
        {share !== null && (
          <div className={styles.share}>
            <span className={styles.track} aria-hidden>
              <i style={{ width: `${share * 100}%` }} />
              {finding.interval !== null && (
                <b style={{ left: `${clamp(finding.interval.low) * 100}%`, width: `${Math.max(0.5, (clamp(finding.interval.high) - clamp(finding.interval.low)) * 100)}%` }} />
              )}
            </span>
            <span className="num">
              <AboutMetric metric={`cause.${finding.kind}`}>{t(`why.share.${finding.shareOf}`, { share: format.percent(finding.share, 0) })}</AboutMetric>
              <small>
                {finding.interval !== null && ` ${t('why.interval', { low: format.percent(finding.interval.low, 0), high: format.percent(finding.interval.high, 0) })}`}
                {finding.p !== null && (
                  <>
                    {' · '}
                    <AboutMetric metric="cause.adjusted_p">{t('why.p', { p: p(finding.p) })}</AboutMetric>
                  </>
                )}
              </small>
            </span>
          </div>
        )}
        {finding.words.length > 0 && (
          <div className={styles.words} role="group" aria-label={t('why.words')}>
            {finding.words.map((word) => (
              <button key={word} type="button" className={styles.word} title={t('why.wordOpen', { word })} onClick={() => props.onDeals([word])}>
                {word}
              </button>
            ))}
          </div>
        )}
        {finding.segments.length > 0 && (
          <details className={styles.segments} open={props.rank === 1 || undefined}>
            <summary>{t('why.segments')}</summary>
            <ReportTable
              label={t('why.segments')}
              head={{ title: t('why.segment'), cell: (segment) => names.segment(finding.dimensions, segment.values) }}
              rows={finding.segments}
              rowKey={(segment) => segment.values.join('+')}
              columns={[
                { key: 'shareBefore', title: t('why.shareBefore'), cell: (segment) => format.percent(segment.shareBefore) },
                { key: 'shareAfter', title: t('why.shareAfter'), cell: (segment) => <Moved before={segment.shareBefore} after={segment.shareAfter} text={format.percent(segment.shareAfter)} /> },
                { key: 'rateBefore', title: t('why.rateBefore'), cell: (segment) => format.percent(segment.rateBefore) },
                { key: 'rateAfter', title: t('why.rateAfter'), cell: (segment) => <Moved before={segment.rateBefore} after={segment.rateAfter} text={format.percent(segment.rateAfter)} /> },
                { key: 'count', title: t('why.count'), cell: (segment) => `${format.count(segment.nBefore)} → ${format.count(segment.nAfter)}` },
                { key: 'effect', title: t('why.effect'), cell: (segment) => (stocky ? format.number(segment.effect, 1) : format.points(segment.effect)) },
              ]}
            />
          </details>
        )}
        <div className={styles.foot}>
          {finding.deals !== null && (
            <Button icon={<TeamOutlined />} onClick={() => props.onDeals()}>
              {t('why.deals')}
            </Button>
          )}
        </div>
        <RemedyPicks keys={finding.remedies} because={said} start={props.start} />
      </div>
    </li>
  )
}

const clamp = (share: number) => Math.max(0, Math.min(1, share))

/** A value that moved says which way, by an arrow. */
function Moved({ before, after, text }: { before: number | null; after: number | null; text: string }) {
  if (before === null || after === null || Math.abs(after - before) < 0.01) return <>{text}</>
  return (
    <strong>
      {after > before ? '↑' : '↓'} {text}
    </strong>
  )
}
