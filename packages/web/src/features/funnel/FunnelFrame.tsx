import { FunnelPlotOutlined } from '@ant-design/icons'
import { permissions } from '@sluice/core/identity/role'
import { chartReports } from '@sluice/core/talk/chart-place'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useLocation, useNavigate } from 'react-router'
import { paths } from '../../paths.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Page } from '../../ui/Page.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { Tabs } from '../../ui/Tabs.tsx'
import { useSession } from '../session/session.ts'
import { ChartTalk } from '../talk/ChartTalk.tsx'
import { ConditionLine } from './ConditionFilter.tsx'
import { FunnelFilters } from './FunnelFilters.tsx'
import type { FunnelPart } from './FunnelFilters.tsx'
import { funnelTabPath, funnelTabs } from './funnel-tabs.ts'
import type { FunnelTab } from './funnel-tabs.ts'
import type { FunnelPageState } from './use-funnel-page.ts'

/**
 * Head, tabs and filters of a page about the funnel. The filters stay in the address from tab to tab; `without` names those
 * that this page's question does not know.
 */
export function FunnelFrame(props: { page: FunnelPageState; tab: FunnelTab; without?: readonly FunnelPart[]; actions?: ReactNode; children: ReactNode }) {
  const { url, change, today, pipelines, listed, pipeline } = props.page
  const { t } = useTranslation('funnel')
  const { user } = useSession()
  const navigate = useNavigate()
  const { search } = useLocation()
  const report = chartReports.find((one) => one === props.tab)
  const scope = permissions[user.role].deal.read

  if (pipelines.error) return <ErrorState error={pipelines.error} onRetry={() => void pipelines.refetch()} />
  if (pipelines.data && !pipeline) {
    return (
      <>
        <PageHeader title={t('title')} />
        <Page>
          <EmptyState
            icon={<FunnelPlotOutlined />}
            title={t('empty.title')}
            text={t('empty.text')}
            action={permissions[user.role].config.write === 'none' ? undefined : <Link to={paths.settingsSection('pipelines')}>{t('empty.action')}</Link>}
          />
        </Page>
      </>
    )
  }
  return (
    <>
      <PageHeader title={t('title')} documentTitle={`${t(`tab.${props.tab}`)} · ${t('title')}`} aside={scope === 'own' || scope === 'team' ? t(`scope.${scope}`) : undefined} actions={<>{report !== undefined && <ChartTalk report={report} pipeline={pipeline?.id ?? ''} />}{props.actions}</>}>
        {funnelTabs.length > 1 && (
          <Tabs
            label={t('tab.label')}
            value={props.tab}
            tabs={funnelTabs.map((value) => ({ value, label: t(`tab.${value}`) }))}
            onChange={(tab) => {
              // The figure that is open belongs to the page that one leaves.
              const kept = new URLSearchParams(search)
              kept.delete('figure')
              kept.delete('talk')
              void navigate({ pathname: funnelTabPath(tab), search: kept.toString() })
            }}
          />
        )}
        <FunnelFilters url={url} today={today} change={change} pipelines={listed} pipeline={pipeline?.id ?? ''} without={props.without ?? []} />
        {!props.without?.some((part) => part === 'narrow' || part === 'detail') && <ConditionLine url={url} change={change} />}
      </PageHeader>
      <Page>{props.children}</Page>
    </>
  )
}
