import { DownloadOutlined } from '@ant-design/icons'
import { exportAttribution } from '@sluice/core/attribution/contract'
import { attributedTo } from '@sluice/core/attribution/model'
import { readsWholeFunnel } from '@sluice/core/identity/policy'
import { Button, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { apiUrl } from '../../api/client.ts'
import { saveUrl } from '../../charts/download-svg.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { FilterBar } from '../../ui/FilterBar.tsx'
import { Page } from '../../ui/Page.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { Tabs } from '../../ui/Tabs.tsx'
import { usePhone } from '../../ui/use-media-query.ts'
import { useUrlState } from '../../ui/use-url-state.ts'
import { usePipelines } from '../deals/lookups.ts'
import { useSession } from '../session/session.ts'
import { useMay } from '../session/use-may.ts'
import { attributionTabs, attributionUrl, halfLives, lookbacks, periodDays } from './attribution-url.ts'
import { ChannelQuality } from './ChannelQuality.tsx'
import { Credits } from './Credits.tsx'
import { IcpReport } from './IcpReport.tsx'
import { Rejections } from './Rejections.tsx'
import { usePeriod } from './use-period.ts'

/** 归因与回报: who is credited with what was won, how good channels are, which customers win, what sales gave back. */
export default function AttributionPage() {
  const { t } = useTranslation('attribution')
  const phone = usePhone()
  const may = useMay()
  const { user } = useSession()
  const [url, change] = useUrlState(attributionUrl)
  const period = usePeriod(url.days)
  const pipelines = usePipelines().data?.items.filter((one) => !one.isArchived) ?? []
  const pipeline = pipelines.find(({ id }) => id === url.pipeline)?.id ?? pipelines[0]?.id ?? ''
  const query = {
    ...period, by: url.by, halfLifeDays: Number(url.halfLife), ...(url.lookback !== 'all' && { lookbackDays: Number(url.lookback) }), ...(/^[A-Z]{3}$/.test(url.currency) && { currency: url.currency }),
  }
  if (!readsWholeFunnel(user) || !may('campaign', 'read')) {
    return (
      <>
        <PageHeader title={t('title')} />
        <Page>
          <EmptyState title={t('notAllowed')} text={t('notAllowedText')} />
        </Page>
      </>
    )
  }
  return (
    <>
      <PageHeader
        title={t('title')}
        description={phone ? undefined : t(`about.${url.tab}`)}
        actions={
          url.tab === 'credit' && (
            <Button icon={<DownloadOutlined />} aria-label={t('csv')} onClick={() => saveUrl(apiUrl(exportAttribution, { query }), 'attribution.csv')}>
              {phone ? null : t('csv')}
            </Button>
          )
        }
      >
        <Tabs label={t('title')} value={url.tab} tabs={attributionTabs.map((value) => ({ value, label: t(`tabs.${value}`) }))} onChange={(tab) => change({ tab, of: '' })} />
        <FilterBar
          quick={
            <>
              <Select aria-label={t('period')} value={url.days} onChange={(days) => change({ days })} popupMatchSelectWidth={false} options={periodDays.map((value) => ({ value, label: t('days', { count: Number(value) }) }))} />
              {url.tab === 'credit' && (
                <>
                  <Select aria-label={t('by.label')} value={url.by} onChange={(by) => change({ by })} popupMatchSelectWidth={false} options={attributedTo.map((value) => ({ value, label: t(`by.${value}`) }))} />
                  <Select aria-label={t('lookback.label')} value={url.lookback} onChange={(lookback) => change({ lookback })} popupMatchSelectWidth={false} options={lookbacks.map((value) => ({ value, label: value === 'all' ? t('lookback.all') : t('lookback.days', { count: Number(value) }) }))} />
                  {url.model === 'time_decay' && (
                    <Select aria-label={t('halfLife.label')} value={url.halfLife} onChange={(halfLife) => change({ halfLife })} popupMatchSelectWidth={false} options={halfLives.map((value) => ({ value, label: t('halfLife.days', { count: Number(value) }) }))} />
                  )}
                </>
              )}
              {(url.tab === 'channels' || url.tab === 'icp') && pipelines.length > 1 && (
                <Select aria-label={t('pipeline')} value={pipeline} onChange={(next) => change({ pipeline: next })} popupMatchSelectWidth={false} options={pipelines.map(({ id, name }) => ({ value: id, label: name }))} />
              )}
              {url.tab === 'rejections' && (
                <Select aria-label={t('by.label')} value={url.back} onChange={(back) => change({ back })} popupMatchSelectWidth={false} options={(['channel', 'campaign'] as const).map((value) => ({ value, label: t(`by.${value}`) }))} />
              )}
            </>
          }
        />
      </PageHeader>
      <Page>
        {url.tab === 'credit' && <Credits query={query} url={url} change={change} />}
        {url.tab === 'channels' && pipeline !== '' && <ChannelQuality query={{ pipeline, ...period }} />}
        {url.tab === 'icp' && pipeline !== '' && <IcpReport query={{ pipeline, ...period }} />}
        {url.tab === 'rejections' && <Rejections query={{ ...period, by: url.back }} />}
      </Page>
    </>
  )
}
