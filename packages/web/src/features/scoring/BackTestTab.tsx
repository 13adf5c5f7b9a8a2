import { backTestScoring } from '@sluice/core/scoring/contract'
import type { ScoreBackTest } from '@sluice/core/scoring/contract'
import type { ScoreRules } from '@sluice/core/scoring/rules'
import { Button, InputNumber, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useContractMutation } from '../../api/query.ts'
import { ShareCurve } from '../../charts/ShareCurve.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Section } from '../../ui/Page.tsx'
import { Skeletons } from '../../ui/Skeletons.tsx'
import { StatRow, StatTile } from '../../ui/StatTile.tsx'
import { Tag } from '../../ui/Tag.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { useToast } from '../../ui/use-toast.tsx'
import styles from './Scoring.module.css'

const verdictTones = { separates: 'good', no_better_than_chance: 'warn', worse_than_chance: 'bad' } as const
const shares = [null, 0.05, 0.1, 0.2, 0.3, 0.5]

/** What the edited rules would have been worth on past leads. */
export function BackTestTab({ rules, canWrite, onAdopt }: { rules: ScoreRules; canWrite: boolean; onAdopt: (threshold: number) => void }) {
  const { t } = useTranslation('scoring')
  const format = useFormat()
  const [landmarkDays, setLandmark] = useState(7)
  const [windowDays, setWindow] = useState(90)
  const [maxShare, setShare] = useState<number | null>(null)
  const test = useContractMutation(backTestScoring)
  if (!canWrite) return <EmptyState title={t('readOnly')} />
  const run = () => test.mutate({ body: { rules, landmarkDays, windowDays, maxShare } })
  return (
    <Section title={t('backTest.title')} note={t('backTest.note')}>
      <div className={styles.settings}>
        <label className={styles.setting}>
          <span>{t('backTest.landmark')}</span>
          <InputNumber size="small" className={styles.number} min={0} max={90} precision={0} value={landmarkDays} onChange={(days) => typeof days === 'number' && setLandmark(days)} />
        </label>
        <label className={styles.setting}>
          <span>{t('backTest.window')}</span>
          <InputNumber size="small" className={styles.number} min={7} max={365} precision={0} value={windowDays} onChange={(days) => typeof days === 'number' && setWindow(days)} />
        </label>
        <label className={styles.setting}>
          <span>{t('backTest.share')}</span>
          <Select size="small" aria-label={t('backTest.share')} value={maxShare ?? 0} popupMatchSelectWidth={false} onChange={(share) => setShare(share === 0 ? null : share)} options={shares.map((share) => ({ value: share ?? 0, label: share === null ? t('backTest.shareAll') : format.percent(share, 0) }))} />
        </label>
        <Button type="primary" size="small" loading={test.isPending} onClick={run}>{t('backTest.run')}</Button>
      </div>
      {test.isPending ? <Skeletons kind="tiles" count={3} /> : test.error ? <ErrorState compact error={test.error} onRetry={run} /> : test.data ? <Tested tested={test.data} onAdopt={onAdopt} /> : <p className={styles.help}>{t('backTest.idle')}</p>}
    </Section>
  )
}

function Tested({ tested, onAdopt }: { tested: ScoreBackTest; onAdopt: (threshold: number) => void }) {
  const { t } = useTranslation('scoring')
  const format = useFormat()
  const toast = useToast()
  const { auc, advice, bands, lift } = tested
  const most = Math.max(0.01, ...bands.map(({ interval, rate }) => interval?.high ?? rate ?? 0))
  const rate = ({ hits, n }: { hits: number; n: number }) => `${format.percent(hits / n)}（${t('backTest.rateOf', { hits, n })}）`
  const percent = (share: number) => format.percent(share, 0)
  return (
    <>
      <StatRow>
        <StatTile label={t('backTest.n')} value={format.count(tested.n)} note={tested.isSample ? t('backTest.sample') : undefined} />
        <StatTile label={t('backTest.converted')} value={format.count(tested.converted)} note={`${format.percent(tested.rate)}${tested.interval ? `（${format.interval(tested.interval.low, tested.interval.high)}）` : ''}`} />
        <StatTile label={t('backTest.auc')} value={format.number(auc.auc, 3)} note={t('backTest.aucNote', { low: format.number(auc.low, 3), high: format.number(auc.high, 3) })} />
        {tested.inForce && <StatTile label={t('versions.inForce')} value={format.number(tested.inForce.auc, 3)} note="AUC" />}
      </StatRow>
      <p className={styles.verdict}>
        <Tag tone={verdictTones[tested.verdict]} dot>{t(`backTest.verdict.${tested.verdict}`)}</Tag>
        <span className={styles.muted}>{t('backTest.leftOut', { settled: format.count(tested.leftOut.settled), young: format.count(tested.leftOut.young) })}</span>
      </p>
      <div className={styles.advice}>
        {advice.threshold === null ? (
          <span>{t(`backTest.noAdvice.${advice.reason}`)}</span>
        ) : (
          <>
            <strong>{t('backTest.advice', { threshold: advice.threshold })}</strong>
            <span>{t('backTest.adviceText', { share: format.percent(advice.share), captured: format.percent(advice.captured), above: rate(advice.above), below: rate(advice.below) })}</span>
            <Button size="small" onClick={() => { onAdopt(Math.max(1, advice.threshold)); toast.done(t('backTest.adopted', { threshold: advice.threshold })) }}>{t('backTest.adopt')}</Button>
          </>
        )}
      </div>
      <div className={styles.halves}>
        <div>
          <h3 className={styles.subtitle}>{t('backTest.bands')}</h3>
          {bands.map((band) => (
            <div key={band.from} className={styles.band}>
              <span className="num">{t('preview.band', { from: band.from, to: Math.min(100, band.to - 1) })}</span>
              <span className={styles.bandBar}>
                {band.rate !== null && <i className={band.isEnough ? styles.barAfter : styles.barFew} style={{ width: `${(band.rate / most) * 100}%` }} />}
                {band.isEnough && band.interval && <b className={styles.whisker} style={{ left: `${(band.interval.low / most) * 100}%`, width: `${((band.interval.high - band.interval.low) / most) * 100}%` }} />}
              </span>
              <span className="num">{band.n === 0 ? '—' : band.isEnough ? format.percent(band.rate) : t('backTest.few')}</span>
              <span className={`num ${styles.muted}`}>{t('backTest.rateOf', { hits: band.converted, n: band.n })}</span>
            </div>
          ))}
        </div>
        <div>
          <h3 className={styles.subtitle}>{t('backTest.lift')}</h3>
          <p className={styles.help}>{t('backTest.liftNote')}</p>
          <ShareCurve label={t('backTest.lift')} xName={t('backTest.share100')} yName={t('backTest.reached')} diagonal={t('backTest.random')} points={[[0, 0], ...lift.map(({ share, captured }) => [share, captured] as const)]} as={percent} />
        </div>
      </div>
    </>
  )
}
