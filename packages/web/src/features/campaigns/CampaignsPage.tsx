import { NotificationOutlined, PlusOutlined } from '@ant-design/icons'
import { listCampaigns, touchModels } from '@sluice/core/campaigns/contract'
import { campaignStatuses } from '@sluice/core/campaigns/status'
import { readsWholeFunnel } from '@sluice/core/identity/policy'
import { Button, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { useContractPages } from '../../api/query.ts'
import { paths } from '../../paths.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { FilterBar } from '../../ui/FilterBar.tsx'
import { Page } from '../../ui/Page.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { SearchField } from '../../ui/SearchField.tsx'
import { DataList } from '../../ui/table/DataList.tsx'
import { Tabs } from '../../ui/Tabs.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { usePhone } from '../../ui/use-media-query.ts'
import { useUrlState } from '../../ui/use-url-state.ts'
import { useSession } from '../session/session.ts'
import { useMay } from '../session/use-may.ts'
import { CampaignCard } from './CampaignCard.tsx'
import { CampaignSheet } from './CampaignSheet.tsx'
import { campaignsUrl } from './campaigns-url.ts'
import { useCampaignColumns } from './use-campaign-columns.tsx'

/** 市场活动: every campaign with what it cost and brought. */
export default function CampaignsPage() {
  const { t } = useTranslation('campaigns')
  const navigate = useNavigate()
  const phone = usePhone()
  const may = useMay()
  const format = useFormat()
  const { user } = useSession()
  const [url, change] = useUrlState(campaignsUrl)
  const [creating, setCreating] = useState(false)
  const withFigures = readsWholeFunnel(user)
  const columns = useCampaignColumns(withFigures)
  const list = useContractPages(listCampaigns, {
    query: { limit: 50, model: url.model, ...(url.status !== 'all' && { status: url.status }), ...(url.q !== '' && { q: url.q }) },
  })
  const total = list.firstPage?.total
  const filtered = url.q !== '' || url.status !== 'all'
  const mayWrite = may('campaign', 'write')
  const create = (
    <Button type="primary" icon={<PlusOutlined />} disabled={!mayWrite} title={mayWrite ? undefined : t('noPermission')} onClick={() => setCreating(true)}>
      {t('create')}
    </Button>
  )
  return (
    <>
      <PageHeader
        title={t('title')}
        description={phone ? undefined : t('description')}
        aside={total === undefined ? undefined : <span className="num">{t('count', { count: format.count(total) as never })}</span>}
        actions={create}
      >
        <Tabs label={t('statusLabel')} value={url.status} tabs={(['all', ...campaignStatuses] as const).map((value) => ({ value, label: value === 'all' ? t('all') : t(`statuses.${value}`) }))} onChange={(status) => change({ status })} />
        <FilterBar
          quick={
            <>
              <SearchField value={url.q} onSearch={(q) => change({ q })} placeholder={t('search')} width={phone ? 180 : 240} />
              {withFigures && (
                <Select aria-label={t('model.label')} value={url.model} onChange={(model) => change({ model })} popupMatchSelectWidth={false} options={touchModels.map((value) => ({ value, label: t(`model.${value}`) }))} />
              )}
            </>
          }
        />
      </PageHeader>
      <Page fill>
        <DataList
          label={t('list')}
          rows={list.rows}
          rowKey={(row) => row.id}
          columns={columns}
          card={(row) => <CampaignCard campaign={row} />}
          onOpen={(row) => void navigate(paths.campaign(row.id))}
          loading={list.isLoading}
          error={list.error}
          onRetry={list.retry}
          hasMore={list.hasMore}
          loadingMore={list.isLoadingMore}
          onMore={list.loadMore}
          total={total}
          stale={list.isStale}
          empty={
            filtered ? (
              <EmptyState icon={<NotificationOutlined />} title={t('emptyFiltered')} text={t('emptyFilteredText')} action={<Button onClick={() => change({ q: '', status: 'all' })}>{t('all')}</Button>} />
            ) : (
              <EmptyState icon={<NotificationOutlined />} title={t('empty')} text={t('emptyText')} action={mayWrite && create} />
            )
          }
        />
      </Page>
      {creating && <CampaignSheet onClose={() => setCreating(false)} onMade={(id) => void navigate(paths.campaign(id))} />}
    </>
  )
}
