import { DownloadOutlined, FieldTimeOutlined, SettingOutlined } from '@ant-design/icons'
import { exportResponseReport, getResponseReport } from '@sluice/core/answering/contract'
import type { ResponseRow } from '@sluice/core/answering/contract'
import { ANSWER_METRICS } from '@sluice/core/answering/registry'
import { dayOf } from '@sluice/core/lib/dates'
import { Button, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { apiUrl } from '../../api/client.ts'
import { useContractQuery } from '../../api/query.ts'
import { saveUrl } from '../../charts/download-svg.ts'
import { paths } from '../../paths.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Explained } from '../../ui/Explained.tsx'
import { FilterBar } from '../../ui/FilterBar.tsx'
import { Page } from '../../ui/Page.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import type { Column } from '../../ui/table/columns.ts'
import { DataList } from '../../ui/table/DataList.tsx'
import { RowCard } from '../../ui/table/RowCard.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { usePhone } from '../../ui/use-media-query.ts'
import { useUrlState } from '../../ui/use-url-state.ts'
import { useSession } from '../session/session.ts'
import styles from './Answering.module.css'
import { responsesUrl } from './responses-url.ts'

/** 首次响应: met, breached, median working minutes, by rep or by channel. */
export default function ResponsesPage() {
  const { t, i18n } = useTranslation('answering')
  const navigate = useNavigate()
  const phone = usePhone()
  const format = useFormat()
  const { org, user } = useSession()
  const [url, change] = useUrlState(responsesUrl)
  const to = dayOf(Date.now() + 86_400_000, org.timeZone)
  const from = new Date(Date.parse(to) - Number(url.days) * 86_400_000).toISOString().slice(0, 10)
  const query = { by: url.by, from, to }
  const read = useContractQuery(getResponseReport, { query })
  const language = i18n.language === 'en' ? 'en' : 'zh'
  const nameOf = (row: ResponseRow) => (row === read.data?.total ? t('page.total') : (row.of?.name ?? t('page.none')))
  const explained = (key: keyof typeof ANSWER_METRICS, row: ResponseRow, shown: string) => (
    <Explained explanation={{ label: ANSWER_METRICS[key].label[language], definition: ANSWER_METRICS[key].definition[language], n: key === 'response.median_minutes' ? row.answered : key === 'response.met_share' ? row.met + row.breached : row.n, dictionary: paths.metric(key) }}>
      <span className="num">{shown}</span>
    </Explained>
  )
  const share = (row: ResponseRow) => explained('response.met_share', row, row.share === null ? '—' : format.percent(row.share))
  const median = (row: ResponseRow) => explained('response.median_minutes', row, row.medianMinutes === null ? '—' : t('minutes', { count: Math.round(row.medianMinutes) }))
  const count = (key: keyof typeof ANSWER_METRICS, row: ResponseRow, n: number) => explained(key, row, format.count(n))
  const columns: Column<ResponseRow>[] = [
    { key: 'of', title: t(`columns.${url.by}`), width: 140, grow: 1, required: true, render: (row) => <span className={row === read.data?.total ? styles.total : undefined}>{nameOf(row)}</span> },
    { key: 'n', title: t('columns.n'), width: 90, align: 'right', render: (row) => count('response.clocks', row, row.n) },
    { key: 'met', title: t('columns.met'), width: 90, align: 'right', render: (row) => count('response.met', row, row.met) },
    { key: 'breached', title: t('columns.breached'), width: 90, align: 'right', render: (row) => count('response.breached', row, row.breached) },
    { key: 'waiting', title: t('columns.waiting'), width: 90, align: 'right', render: (row) => count('response.waiting', row, row.waiting) },
    { key: 'unanswered', title: t('columns.unanswered'), width: 130, align: 'right', render: (row) => <span className="num">{format.count(row.unanswered)}</span> },
    { key: 'share', title: t('columns.share'), width: 110, align: 'right', render: share },
    { key: 'median', title: t('columns.median'), width: 110, align: 'right', render: median },
  ]
  const rows = read.data === undefined || read.data.total.n === 0 ? [] : [...read.data.rows, read.data.total]
  return (
    <>
      <PageHeader
        title={t('page.title')}
        description={phone ? undefined : t('page.description')}
        aside={read.data && <span className="num">{t('page.target', { minutes: read.data.targetMinutes })}</span>}
        actions={
          <>
            {!phone && (
              <Button icon={<SettingOutlined />} onClick={() => void navigate(paths.settingsSection('answering'))}>
                {t('page.policy')}
              </Button>
            )}
            <Button icon={<DownloadOutlined />} disabled={rows.length === 0} onClick={() => saveUrl(apiUrl(exportResponseReport, { query }), 'responses.csv')}>
              {t('page.csv')}
            </Button>
          </>
        }
      >
        <FilterBar
          quick={
            <>
              <Select aria-label={t('page.by')} value={url.by} onChange={(by) => change({ by })} options={(['owner', 'channel'] as const).map((value) => ({ value, label: t(`page.${value}`) }))} />
              <Select aria-label={t('page.days', { count: Number(url.days) })} value={url.days} onChange={(days) => change({ days })} options={(['7', '30', '90'] as const).map((value) => ({ value, label: t('page.days', { count: Number(value) }) }))} />
            </>
          }
        />
      </PageHeader>
      <Page fill>
        <DataList
          label={t('page.list')}
          rows={rows}
          rowKey={(row) => (row === read.data?.total ? 'total' : (row.of?.id ?? 'none'))}
          columns={columns}
          card={(row) => <RowCard name={nameOf(row)} aside={share(row)} lines={[[...(['n', 'met', 'breached', 'waiting'] as const).map((key) => `${t(`columns.${key}`)} ${row[key]}`), <>{t('columns.median')} {median(row)}</>]]} />}
          onOpen={(row) => void navigate(url.by === 'owner' && row.of !== null ? `${paths.leads}?owner=${row.of.id}` : row.of !== null ? `${paths.leads}?source=${row.of.id}` : `${paths.leads}?quick=unanswered`)}
          loading={read.isPending}
          error={read.error}
          onRetry={() => void read.refetch()}
          hasMore={false}
          loadingMore={false}
          onMore={() => undefined}
          total={rows.length}
          stale={read.isPlaceholderData}
          empty={<EmptyState icon={<FieldTimeOutlined />} title={t('page.empty')} text={user.role === 'rep' ? undefined : t('page.emptyText')} />}
        />
      </Page>
    </>
  )
}
