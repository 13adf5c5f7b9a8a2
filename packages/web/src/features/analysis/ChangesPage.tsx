import { getFrames, getWaterfall, listWaterfallDeals } from '@sluice/core/funnel/report-contracts'
import { WATERFALL_BARS } from '@sluice/core/funnel/measures/waterfall'
import { Segmented, Select, Tooltip } from 'antd'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { useContractPages, useContractQuery } from '../../api/query.ts'
import { Waterfall } from '../../charts/Waterfall.tsx'
import type { WaterfallRow } from '../../charts/Waterfall.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Section } from '../../ui/Page.tsx'
import { SideDrawer } from '../../ui/SideDrawer.tsx'
import { Skeletons } from '../../ui/Skeletons.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { useUrlState } from '../../ui/use-url-state.ts'
import { addDays } from '../funnel/calendar-days.ts'
import { FunnelFrame } from '../funnel/FunnelFrame.tsx'
import { closingRange, closings } from '../funnel/funnel-period.ts'
import { useFunnelPage } from '../funnel/use-funnel-page.ts'
import { useMetricWords } from '../metrics/use-metric-words.ts'
import styles from './ChangesPage.module.css'
import { ReportDeals } from './ReportDeals.tsx'
import { StockSides } from './StockSides.tsx'

const bars = [...WATERFALL_BARS, 'start', 'end'] as const
const changesUrl = z.object({ mode: z.enum(['path', 'net']).default('path'), bar: z.enum(bars).nullable().default(null) })

/** Two instants side by side, and the waterfall between them: the period's first day and its last. */
export default function ChangesPage() {
  const { t } = useTranslation('analysis')
  const format = useFormat()
  const page = useFunnelPage()
  const { questions, url, change, today, names } = page
  const [own, changeOwn] = useUrlState(changesUrl)
  const { pipeline, team, owner, source, product, slice, where } = questions.main
  const filters = { pipeline, team, owner, source, product, slice, where }
  // Without a beginning there is nothing to compare with: then the last twelve months.
  const from = questions.range.from ?? addDays(today, -365)
  const tomorrow = addDays(today, 1)
  const to = questions.range.to === null || questions.range.to > tomorrow ? tomorrow : questions.range.to
  const closing = closingRange(url.closing, today)
  const ask = { ...filters, from, to: to === tomorrow ? undefined : to, closeFrom: closing.from ?? undefined, closeTo: closing.to ?? undefined, mode: own.mode }
  const ready = pipeline !== ''
  const answer = useContractQuery(getWaterfall, { query: ask }, { keepPrevious: true, enabled: ready })
  // As known at the end of a day: the instant at which a day begins is the end of the day before.
  const at = (day: string) => ({ query: { ...filters, until: addDays(day, -1), frames: 1, every: 1 } })
  const before = useContractQuery(getFrames, at(from), { keepPrevious: true, enabled: ready })
  const after = useContractQuery(getFrames, at(to), { keepPrevious: true, enabled: ready })
  const fall = answer.data
  const about = useMetricWords()

  const name = (key: (typeof bars)[number]) => (key === 'start' || key === 'end' ? t(`changes.${key}`) : t(`changes.bar.${key}`))
  const rows: WaterfallRow[] = fall
    ? [
        { key: 'start', name: name('start'), kind: 'end', amount: fall.start.amountMinor, text: format.moneyShort(fall.start.amountMinor, fall.currency), note: t('changes.deals', { n: format.count(fall.start.deals) }) },
        ...fall.parts.filter((part) => part.deals > 0).map((part): WaterfallRow => ({
          key: part.bar, help: about(`waterfall.${part.bar}`).definition, isGood: part.bar === 'won', name: name(part.bar), kind: 'part', amount: part.sign * part.amountMinor,
          text: `${part.amountMinor === 0 ? '' : part.sign > 0 ? '+' : '−'}${format.moneyShort(part.amountMinor, fall.currency)}`, note: t('changes.deals', { n: format.count(part.deals) }),
        })),
        { key: 'end', name: name('end'), kind: 'end', amount: fall.end.amountMinor, text: format.moneyShort(fall.end.amountMinor, fall.currency), note: t('changes.deals', { n: format.count(fall.end.deals) }) },
      ]
    : []
  const still = fall?.parts.filter((part) => part.deals === 0) ?? []
  const bar = bars.find((one) => one === own.bar) ?? null
  return (
    <FunnelFrame page={page} tab="changes" without={['asOf', 'compare', 'method']}>
      {answer.error ? (
        <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />
      ) : (
        <div className={answer.isPlaceholderData ? `${styles.stack} ${styles.stale}` : styles.stack} aria-busy={answer.isPlaceholderData}>
          <Section
            title={t('changes.title')}
            note={t('changes.note', { from: format.day(from), to: format.day(addDays(to, -1)) })}
            actions={
              <div className={styles.tools}>
                <Select
                  size="small"
                  aria-label={t('changes.closing')}
                  prefix={t('changes.closing')}
                  value={url.closing}
                  onChange={(value) => change({ closing: value })}
                  popupMatchSelectWidth={false}
                  options={closings.map((value) => ({ value, label: value === 'all' ? t('changes.closingAll') : t(`changes.closings.${value}`) }))}
                />
                <Segmented
                  size="small"
                  aria-label={t('changes.mode')}
                  value={own.mode}
                  onChange={(mode) => changeOwn({ mode })}
                  options={(['path', 'net'] as const).map((value) => ({ value, label: <Tooltip title={t(`changes.${value}Help`)}>{t(`changes.${value}`)}</Tooltip> }))}
                />
              </div>
            }
          >
            {!fall ? (
              <Skeletons kind="chart" />
            ) : fall.start.deals + fall.end.deals + fall.parts.reduce((sum, part) => sum + part.deals, 0) === 0 ? (
              <EmptyState title={t('noData')} text={t('noDataText')} />
            ) : (
              <>
                <Waterfall label={t('changes.title')} rows={rows} onOpen={(key) => changeOwn({ bar: bars.find((one) => one === key) ?? null }, { push: true })} />
                <p className={styles.foot}>
                  {t('changes.identity')} · {t('changes.open')}
                  {still.length > 0 && ` · ${t('changes.nothing', { list: still.map((part) => name(part.bar)).join('、') })}`}
                  {fall.others.length > 0 && ` · ${t('changes.others', { list: fall.others.map((one) => t('changes.otherOf', { currency: one.currency, n: format.count(one.deals) })).join('、') })}`}
                </p>
              </>
            )}
          </Section>
          <StockSides before={before.data?.frames[0]} after={after.data?.frames[0]} stage={names.stage} error={before.error ?? after.error} />
        </div>
      )}
      <SideDrawer open={bar !== null} onClose={() => changeOwn({ bar: null })} width={720} title={bar === null ? '' : name(bar)}>
        {bar !== null && ready && <BarDeals ask={{ ...ask, bar }} stage={names.stage} label={name(bar)} />}
      </SideDrawer>
    </FunnelFrame>
  )
}

type BarAsk = NonNullable<Parameters<typeof useContractPages<typeof listWaterfallDeals>>[1]['query']>

function BarDeals({ ask, stage, label }: { ask: BarAsk; stage: (id: string) => string; label: string }) {
  const { t } = useTranslation('analysis')
  const deals = useContractPages(listWaterfallDeals, { query: ask })
  return <ReportDeals deals={deals} label={label} stage={stage} share={{ title: t('changes.share'), of: (deal) => deal.share.amountMinor }} />
}
