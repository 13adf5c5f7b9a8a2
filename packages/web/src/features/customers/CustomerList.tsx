import { PlusOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation, useNavigate, useParams } from 'react-router'
import type { useContractPages } from '../../api/query.ts'
import { paths } from '../../paths.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { FilterBar, FilterChip } from '../../ui/FilterBar.tsx'
import { Page } from '../../ui/Page.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { SearchField } from '../../ui/SearchField.tsx'
import { ColumnChooser } from '../../ui/table/ColumnChooser.tsx'
import { shownColumns } from '../../ui/table/columns.ts'
import type { Column, Sort } from '../../ui/table/columns.ts'
import { DataList } from '../../ui/table/DataList.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { usePhone } from '../../ui/use-media-query.ts'
import { TeamSelect } from '../pickers/TeamSelect.tsx'
import { UserSelect } from '../pickers/UserSelect.tsx'
import { useMay } from '../session/use-may.ts'
import { openFrameAction } from '../shell/shell-slots.ts'
import styles from './Customers.module.css'
import { activeFilters, noFilters } from './customers-url.ts'
import type { CustomerUrl } from './customers-url.ts'

/** What accounts and contacts differ in besides their columns. */
const objects = {
  account: { words: 'accounts', count: 'count', path: paths.accounts, recordPath: paths.account, create: 'createAccount' },
  contact: { words: 'contacts', count: 'countContacts', path: paths.contacts, recordPath: paths.contact, create: 'createContact' },
} as const

interface CustomerListProps<R> {
  object: keyof typeof objects
  icon: ReactNode
  list: Omit<ReturnType<typeof useContractPages>, 'rows' | 'firstPage' | 'pages'> & { rows: readonly R[]; firstPage: { total: number } | undefined }
  url: CustomerUrl
  change: (part: Partial<Omit<CustomerUrl, 'direction'>>) => void
  sort: Sort
  onSort: (sort: Sort | null) => void
  views: ReactNode
  columns: readonly Column<R>[]
  chosen: string[] | null
  onColumns: (columns: string[] | null) => void
  card: (row: R) => ReactNode
  /** The record opened beside the list. */
  record: (id: string, onClose: () => void) => ReactNode
}

/** The list of accounts or of contacts: search, filters, rows, and the record that the address names. */
export function CustomerList<R extends { id: string }>({ object, icon, list, url, change, sort, onSort, views, columns, chosen, onColumns, card, record }: CustomerListProps<R>) {
  const { t } = useTranslation('customers')
  const { id } = useParams()
  const navigate = useNavigate()
  const { search } = useLocation()
  const phone = usePhone()
  const may = useMay()
  const format = useFormat()
  const { words, count, path, recordPath, create: action } = objects[object]
  const total = list.firstPage?.total
  const filtered = activeFilters(url) > 0 || url.quick !== '' || url.q !== ''
  const mayWrite = may(object, 'write')
  const create = (
    <Button type="primary" icon={<PlusOutlined />} disabled={!mayWrite} title={mayWrite ? undefined : t('noPermission')} onClick={() => openFrameAction(action)}>
      {t(`${words}.create`)}
    </Button>
  )
  return (
    <>
      <PageHeader title={t(`${words}.title`)} aside={total === undefined ? undefined : <span className="num">{t(count, { count: format.count(total) as never })}</span>} actions={phone ? undefined : create}>
        {views}
        <FilterBar
          active={activeFilters(url)}
          onClear={() => change(noFilters)}
          quick={
            <>
              <SearchField value={url.q} onSearch={(q) => change({ q })} placeholder={t(`${words}.search`)} width={phone ? 200 : 260} />
              {(['mine', 'team'] as const).map((quick) => (
                <FilterChip key={quick} label={t(`quick.${quick}`)} on={url.quick === quick} onChange={(on) => change({ quick: on ? quick : '' })} />
              ))}
            </>
          }
          end={phone ? undefined : <ColumnChooser columns={columns} chosen={chosen} onChange={onColumns} />}
        >
          <UserSelect multiple className={styles.filter} placeholder={t('filters.owner')} value={url.owner} onChange={(owner) => change({ owner })} />
          <TeamSelect multiple className={styles.filter} placeholder={t('filters.team')} value={url.team} onChange={(team) => change({ team })} />
        </FilterBar>
      </PageHeader>
      <Page fill>
        <DataList
          label={t(`${words}.list`)}
          rows={list.rows}
          rowKey={(row) => row.id}
          columns={shownColumns(columns, chosen)}
          card={card}
          onOpen={(row) => void navigate({ pathname: recordPath(row.id), search })}
          openKey={id ?? null}
          sort={sort}
          onSort={onSort}
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
              <EmptyState icon={icon} title={t('emptyFiltered')} text={t('emptyFilteredText')} action={<Button onClick={() => change(noFilters)}>{t('clear')}</Button>} />
            ) : (
              <EmptyState
                icon={icon}
                title={t(`${words}.empty`)}
                text={t(`${words}.emptyText`)}
                action={
                  mayWrite && (
                    <span style={{ display: 'flex', gap: 8 }}>
                      {create}
                      {may('import', 'write') && <Button onClick={() => void navigate(paths.import)}>{t('import')}</Button>}
                    </span>
                  )
                }
              />
            )
          }
        />
      </Page>
      {id && record(id, () => void navigate({ pathname: path, search }))}
    </>
  )
}
