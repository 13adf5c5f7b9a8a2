import { getRootCause } from '@sluice/core/diagnosis/contract'
import { DatePicker, Segmented, Select } from 'antd'
import dayjs from 'dayjs'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { z } from 'zod'
import { useContractQuery } from '../../api/query.ts'
import { paths } from '../../paths.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Page, Section } from '../../ui/Page.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { Skeletons } from '../../ui/Skeletons.tsx'
import { useUrlState } from '../../ui/use-url-state.ts'
import { addDays } from '../funnel/calendar-days.ts'
import { useToday } from '../funnel/use-today.ts'
import { apart } from './apart.ts'
import type { Days } from './apart.ts'
import { RootCauseView } from './RootCauseView.tsx'
import { usePlaces } from './use-places.ts'
import styles from './Why.module.css'

const whats = ['conversion', 'stock', 'inflow'] as const
const day = z.union([z.literal(''), z.iso.date()]).default('')
/** Days of the two periods: the first and the last of each, as people write them. */
const whyUrl = z.object({
  pipeline: z.string().max(60).default(''), stage: z.string().max(60).default(''), what: z.enum(whats).default('conversion'),
  bf: day, bl: day, af: day, al: day, slice: z.string().max(20_000).default(''),
})

/** Why did a stage's conversion, stock or inflow change between two periods? */
export default function WhyPage() {
  const { t } = useTranslation('alarms')
  const navigate = useNavigate()
  const today = useToday()
  const places = usePlaces()
  const [url, change] = useUrlState(whyUrl)
  const pipeline = places.pipelines.find((one) => one.id === url.pipeline) ?? places.pipelines[0]
  const stage = pipeline?.stages.find((one) => one.id === url.stage) ?? pipeline?.stages[0]
  // Without dates: the last four weeks that are over against the twelve before.
  const asked = url.af !== '' && url.al !== '' ? { from: url.af, last: url.al } : { from: addDays(today, -28), last: addDays(today, -1) }
  const { before, after } = apart(url.bf !== '' && url.bl !== '' ? { from: url.bf, last: url.bl } : { from: addDays(asked.from, -84), last: addDays(asked.from, -1) }, asked, 'after')
  const choose = (chosen: { before: Days; after: Days }) => change({ bf: chosen.before.from, bl: chosen.before.last, af: chosen.after.from, al: chosen.after.last })
  const ready = pipeline !== undefined && stage !== undefined
  const read = useContractQuery(
    getRootCause,
    {
      query: {
        pipeline: pipeline?.id ?? '', stage: stage?.id ?? '', what: url.what, beforeFrom: before.from, beforeTo: addDays(before.last, 1), afterFrom: after.from, afterTo: addDays(after.last, 1),
        slice: url.slice === '' ? undefined : url.slice,
      },
    },
    { enabled: ready, staleTime: 5 * 60_000 },
  )
  const range = (label: string, value: { from: string; last: string }, set: (from: string, last: string) => void) => (
    <label className={styles.range}>
      <span>{label}</span>
      <DatePicker.RangePicker
        allowClear={false}
        aria-label={label}
        value={[dayjs(value.from), dayjs(value.last)]}
        disabledDate={(date) => date.format('YYYY-MM-DD') > today}
        onChange={(days) => {
          const [from, last] = days ?? []
          if (from && last) set(from.format('YYYY-MM-DD'), last.format('YYYY-MM-DD'))
        }}
      />
    </label>
  )
  return (
    <>
      <PageHeader title={t('why.title')} onBack={() => void navigate(paths.funnel)}>
        <div className={styles.filters} role="search">
          {places.pipelines.length > 1 && (
            <Select
              aria-label={t('pipeline')}
              value={pipeline?.id}
              onChange={(value) => change({ pipeline: value, stage: '' })}
              popupMatchSelectWidth={false}
              options={places.pipelines.map((one) => ({ value: one.id, label: one.name }))}
            />
          )}
          <Select
            aria-label={t('stage')}
            value={stage?.id}
            onChange={(value) => change({ stage: value })}
            popupMatchSelectWidth={false}
            options={pipeline?.stages.map((one) => ({ value: one.id, label: one.name })) ?? []}
          />
          <Segmented aria-label={t('why.whatLabel')} value={url.what} onChange={(what) => change({ what })} options={whats.map((value) => ({ value, label: t(`why.what.${value}`) }))} />
          {range(t('why.before'), before, (from, last) => choose(apart({ from, last }, after, 'before')))}
          {range(t('why.after'), after, (from, last) => choose(apart(before, { from, last }, 'after')))}
        </div>
      </PageHeader>
      <Page narrow>
        {!ready && !places.isPending ? (
          <EmptyState title={t('why.choose')} text={t('why.chooseText')} />
        ) : read.error ? (
          <ErrorState error={read.error} onRetry={() => void read.refetch()} />
        ) : read.data ? (
          <Section>
            <RootCauseView answer={read.data} />
          </Section>
        ) : (
          <>
            <p className={styles.busy}>{t('detail.whyBusy')}</p>
            <Skeletons kind="rows" count={4} />
          </>
        )}
      </Page>
    </>
  )
}
