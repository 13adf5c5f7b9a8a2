import { getIndicators } from '@sluice/core/funnel/measure-contracts'
import { MIN_N } from '@sluice/core/funnel/measured'
import { differenceOf } from '@sluice/core/funnel/measures/difference'
import { INDICATOR_METRICS } from '@sluice/core/funnel/measures/indicator-registry'
import type { Indicators } from '@sluice/core/funnel/measures/indicators'
import type { ResponseOf } from '@sluice/core/lib/contract'
import { useTranslation } from 'react-i18next'
import { useContractQuery } from '../../api/query.ts'
import { paths } from '../../paths.ts'
import { Delta } from '../../ui/Delta.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Explained } from '../../ui/Explained.tsx'
import { Section } from '../../ui/Page.tsx'
import { Skeletons } from '../../ui/Skeletons.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { refOf } from './figure-ref.ts'
import { useFunnelShown } from './funnel-context.ts'
import type { FunnelShown } from './funnel-context.ts'
import type { FunnelAsk } from './funnel-url.ts'
import styles from './IndicatorSection.module.css'

type Value = Indicators['values'][number]
type Answer = ResponseOf<typeof getIndicators>

/** A rise is no news below this p. */
const line = 0.05

/** The six numbers that a sales meeting asks for, each with its interval and what has changed. */
export function IndicatorSection({ ask, before, beforeLabel }: { ask: FunnelAsk; before: FunnelAsk | null; beforeLabel: string }) {
  const { t } = useTranslation('funnel')
  const answer = useContractQuery(getIndicators, { query: ask }, { keepPrevious: true })
  const earlier = useContractQuery(getIndicators, { query: before ?? ask }, { keepPrevious: true, enabled: before !== null })
  const found = answer.data
  return (
    <Section flush title={t('kpi.title')} note={before === null ? undefined : t('kpi.versus', { label: beforeLabel })}>
      {answer.error ? (
        <ErrorState error={answer.error} onRetry={() => void answer.refetch()} compact />
      ) : !found ? (
        <Skeletons kind="rows" />
      ) : (
        <ul className={styles.row} aria-busy={answer.isPlaceholderData}>
          {found.values.map((value) => (
            <Kpi key={value.indicator} value={value} before={before === null ? undefined : earlier.data?.values.find((one) => one.indicator === value.indicator)} of={found} />
          ))}
        </ul>
      )}
    </Section>
  )
}

function Kpi({ value: { indicator, measured, beside }, before, of }: { value: Value; before: Value | undefined; of: Answer }) {
  const { t } = useTranslation('funnel')
  const format = useFormat()
  const shown = useFunnelShown()
  const entry = INDICATOR_METRICS[indicator]
  const language = format.language === 'en' ? 'en' : 'zh'
  const read = (value: number | null) =>
    entry.unit === 'share' ? format.percent(value) : entry.unit === 'days' ? format.days(value) : format.moneyShort(value, of.currency)
  const interval = measured.enough && measured.low !== null && measured.high !== null ? `${read(measured.low)} – ${read(measured.high)}` : null
  // The proposal rate without a stage that makes proposals, and leads under a slice that leads do not know, are no small sample.
  const none = indicator === 'proposal_win' && of.proposalStage === null ? t('kpi.noProposal') : indicator === 'lead_to_deal' && measured.n === 0 && measured.hits === null ? t('kpi.noLeads') : null
  const figure = figureOf(indicator, shown, measured.n)
  return (
    <li className={styles.kpi}>
      <div className={styles.label} title={entry.label[language]}>
        {entry.label[language]}
      </div>
      <div className={styles.value}>
        <Explained
          explanation={{
            label: entry.label[language],
            definition: entry.definition[language],
            n: measured.n,
            censored: measured.censored,
            interval,
            asOf: new Date(of.asOf).toISOString(),
            timeZone: of.zone,
            dictionary: paths.metric(`kpi.${indicator}`),
            more: [
              { name: t('drawer.population'), value: entry.population[language] },
              { name: t('drawer.formula'), value: entry.formula },
            ],
          }}
          onOpen={figure ? () => shown.open(refOf(figure)) : undefined}
        >
          <span className="num">
            {measured.value === null || !measured.enough ? (
              <span className={styles.none}>{none ?? t(measured.n === 0 ? 'why.no_data' : 'insufficient')}</span>
            ) : (
              read(measured.value)
            )}
          </span>
        </Explained>
      </div>
      {before && <Change now={measured} before={before.measured} unit={entry.unit} text={read} />}
      <div className={`num ${styles.note}`}>
        {measured.hits !== null && measured.n > 0 && <span>{t('tiles.sampleHits', { hits: format.count(measured.hits), n: format.count(measured.n) })}</span>}
        {measured.hits === null && measured.n > 0 && <span>{t('tiles.sample', { n: format.count(measured.n) })}</span>}
        {interval && <span>{interval}</span>}
        {beside && beside.value !== null && beside.enough && (
          <span>{t(indicator === 'sales_cycle' ? 'kpi.median' : 'kpi.weighted', { value: read(beside.value) })}</span>
        )}
      </div>
    </li>
  )
}

type Measured = Value['measured']

/** The difference to the period before; judged only where it can be tested, and only when it is more than chance. */
function Change({ now, before, unit, text }: { now: Measured; before: Measured; unit: string; text: (value: number) => string }) {
  const { t } = useTranslation('funnel')
  const format = useFormat()
  if (now.value === null || before.value === null) return null
  // A sum is always exact; what it is compared with must still be more than a handful of deals.
  if (!now.enough || !before.enough || before.n < MIN_N) return <div className={styles.change}>{t('kpi.fewBefore')}</div>
  const by = now.value - before.value
  const title = t('kpi.before', { value: text(before.value) })
  if (unit === 'share') {
    const { p } = differenceOf(before, now)
    const isReal = p !== null && p < line
    return (
      <div className={styles.change} title={title}>
        <Delta value={by} text={format.points(by)} better={isReal ? 'up' : 'neither'} />
        {!isReal && by !== 0 && <span className={styles.quiet}>{t('compare.not')}</span>}
      </div>
    )
  }
  const said = unit === 'days' ? `${by > 0 ? '+' : '−'}${format.days(Math.abs(by))}` : before.value === 0 ? text(by) : format.change(by / before.value)
  return (
    <div className={styles.change} title={title}>
      <Delta value={by} text={said} better="neither" />
    </div>
  )
}

/** The figure of the page that counts the very same deals: then they can be opened. */
function figureOf(indicator: Value['indicator'], { views: { main } }: FunnelShown, n: number) {
  const figure = indicator === 'win_rate' ? main.winRates.closedCount : indicator === 'sales_cycle' ? main.cycle.wonMean : indicator === 'pipeline_value' ? main.deals.open : null
  return figure !== null && figure.n === n && n > 0 ? figure : null
}
