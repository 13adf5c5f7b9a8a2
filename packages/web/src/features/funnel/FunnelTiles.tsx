import type { Figure } from '@sluice/core/funnel/overview'
import { Select } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Sparkline } from '../../charts/Sparkline.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { FigureDelta } from './FigureDelta.tsx'
import { FigureValue } from './FigureValue.tsx'
import { useFunnelShown, viewOf } from './funnel-context.ts'
import { closings } from './funnel-period.ts'
import type { ClosingName } from './funnel-period.ts'
import type { Side } from './funnel-url.ts'
import styles from './FunnelTiles.module.css'
import { useFigureWords } from './use-figure-words.ts'

/** The figures beside the funnel, each named by its definition: win rates, pace, what is open and what it may bring. */
export function FunnelTiles({ closing, onClosing }: { closing: ClosingName; onClosing: (closing: ClosingName) => void }) {
  const { t } = useTranslation('funnel')
  const format = useFormat()
  const shown = useFunnelShown()
  const { main, closing: ahead } = shown.views
  const rolling = main.rolling.map(({ rate }) => (rate.enough ? rate.value : null))
  const undated = main.deals.undated

  return (
    <div className={styles.groups}>
      <Group title={t('tiles.rates')}>
        <Tile figure={main.winRates.closedCount} label={t('tiles.byCount')} />
        <Tile figure={main.winRates.closedValue} label={t('tiles.byValue')} />
        <Tile figure={main.winRates.created} label={t('tiles.byCreated')} />
        <Tile figure={main.winRates.timeToEvent} label={t('tiles.byTime')} />
        <div className={`${styles.tile} ${styles.wide}`}>
          <div className={styles.label}>{t('tiles.rolling')}</div>
          <div className={styles.rolling}>
            <div className={styles.spark}>
              <Sparkline values={rolling} label={t('tiles.rolling')} height={30} />
            </div>
            <div className={styles.windows}>
              {main.rolling.map(({ period, rate }) => (
                <span key={period.to ?? period.from ?? 0} title={`${format.date(period.from)} – ${format.date(period.to)}`}>
                  <FigureValue figure={rate} tiny />
                </span>
              ))}
            </div>
          </div>
        </div>
      </Group>
      <Group title={t('tiles.pace')}>
        <Tile figure={main.cycle.wonMedian} />
        <Tile figure={main.cycle.lostMedian} />
        <Tile figure={main.velocity.expected} />
        <Tile figure={main.velocity.realised} />
      </Group>
      <Group
        title={t('tiles.pipeline')}
        action={
          <Select<ClosingName>
            size="small"
            variant="borderless"
            aria-label={t('tiles.closing')}
            value={closing}
            onChange={onClosing}
            prefix={<span className={styles.quiet}>{t('tiles.closing')}</span>}
            popupMatchSelectWidth={false}
            options={closings.map((value) => ({
              value,
              label: t(`tiles.closing${value === 'all' ? 'All' : value === 'month' ? 'Month' : value === 'quarter' ? 'Quarter' : 'Next'}`),
            }))}
          />
        }
      >
        {ahead && (
          <>
            <Tile figure={ahead.weighted.pipeline} side="closing" />
            <Tile figure={ahead.weighted.unweighted} side="closing" />
          </>
        )}
        <Tile
          figure={main.deals.open}
          note={
            (undated.value ?? 0) > 0 && (
              <>
                {t('tiles.undatedShort')} <FigureValue figure={undated} />
              </>
            )
          }
        />
        <Tile figure={main.wonAmount} />
      </Group>
    </div>
  )
}

function Group({ title, action, children }: { title: string; action?: ReactNode; children: ReactNode }) {
  return (
    <section className={styles.group}>
      <div className={styles.head}>
        <h2 className={styles.title}>{title}</h2>
        {action}
      </div>
      <div className={styles.tiles}>{children}</div>
    </section>
  )
}

function Tile({ figure, label, side = 'main', note }: { figure: Figure; label?: string; side?: Side; note?: ReactNode }) {
  const { t } = useTranslation('funnel')
  const shown = useFunnelShown()
  const words = useFigureWords(shown)
  const view = viewOf(shown, side)
  const interval = view && figure.enough ? words.interval(figure, view.currency) : null
  const sample = figure.hits === null ? t('tiles.sample', { n: figure.n }) : t('tiles.sampleHits', { hits: figure.hits, n: figure.n })
  const counted = figure.method === 'count'
  const name = label ?? words.metric(figure)
  return (
    <div className={styles.tile}>
      <div className={styles.label} title={name}>
        {name}
      </div>
      <div className={styles.value}>
        <FigureValue figure={figure} side={side} />
      </div>
      {side === 'main' && <FigureDelta figure={figure} />}
      <div className={`num ${styles.note}`}>
        {note || (
          <>
            {!counted && <span>{sample}</span>}
            {interval && <span>{interval}</span>}
          </>
        )}
      </div>
    </div>
  )
}
