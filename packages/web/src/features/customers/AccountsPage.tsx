import { ApartmentOutlined, PlusOutlined } from '@ant-design/icons'
import { listAccounts } from '@sluice/core/customers/contract'
import type { Account } from '@sluice/core/customers/contract'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useLocation, useNavigate, useParams } from 'react-router'
import { z } from 'zod'
import { useContractPages } from '../../api/query.ts'
import { paths } from '../../paths.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { FilterBar, FilterChip } from '../../ui/FilterBar.tsx'
import { Page } from '../../ui/Page.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { SearchField } from '../../ui/SearchField.tsx'
import { ColumnChooser } from '../../ui/table/ColumnChooser.tsx'
import { shownColumns } from '../../ui/table/columns.ts'
import { DataList } from '../../ui/table/DataList.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { usePhone } from '../../ui/use-media-query.ts'
import { useStored } from '../../ui/use-stored.ts'
import { useUrlState } from '../../ui/use-url-state.ts'
import { TeamSelect } from '../pickers/TeamSelect.tsx'
import { UserSelect } from '../pickers/UserSelect.tsx'
import { useMay } from '../session/use-may.ts'
import { openFrameAction } from '../shell/shell-slots.ts'
import { ListViews } from '../views/ListViews.tsx'
import { AccountCard } from './AccountCard.tsx'
import { AccountRecord } from './AccountRecord.tsx'
import styles from './Customers.module.css'
import { accountSorts, accountsUrl, activeFilters, customersQuery, noFilters } from './customers-url.ts'
import { useAccountColumns } from './use-account-columns.tsx'

/** The list of accounts; `/accounts/:id` opens one beside it. */
export default function AccountsPage() {
  const { t } = useTranslation('customers')
  const { id } = useParams()
  const navigate = useNavigate()
  const location = useLocation()
  const phone = usePhone()
  const may = useMay()
  const format = useFormat()
  const [url, change] = useUrlState(accountsUrl)
  const [chosen, choose] = useStored('sluice.accounts.columns', z.array(z.string()).nullable(), null)
  const columns = useAccountColumns()
  const list = useContractPages(listAccounts, { query: { ...customersQuery(url), sort: url.sort } })
  const total = list.firstPage?.total
  const filtered = activeFilters(url) > 0 || url.quick !== '' || url.q !== ''
  const mayWrite = may('account', 'write')

  const open = (row: Account) => void navigate({ pathname: paths.account(row.id), search: location.search })
  const close = () => void navigate({ pathname: paths.accounts, search: location.search })
  const create = (
    <Button type="primary" icon={<PlusOutlined />} disabled={!mayWrite} title={mayWrite ? undefined : t('noPermission')} onClick={() => openFrameAction('createAccount')}>
      {t('accounts.create')}
    </Button>
  )
  return (
    <>
      <PageHeader title={t('accounts.title')} aside={total === undefined ? undefined : <span className="num">{t('count', { count: format.count(total) as never })}</span>} actions={phone ? undefined : create}>
        <ListViews object="account" schema={accountsUrl} url={url} change={change} columns={chosen} onColumns={choose} />
        <FilterBar
          active={activeFilters(url)}
          onClear={() => change(noFilters)}
          quick={
            <>
              <SearchField value={url.q} onSearch={(q) => change({ q })} placeholder={t('accounts.search')} width={phone ? 200 : 260} />
              {(['mine', 'team'] as const).map((quick) => (
                <FilterChip key={quick} label={t(`quick.${quick}`)} on={url.quick === quick} onChange={(on) => change({ quick: on ? quick : '' })} />
              ))}
            </>
          }
          end={phone ? undefined : <ColumnChooser columns={columns} chosen={chosen} onChange={choose} />}
        >
          <UserSelect multiple className={styles.filter} placeholder={t('filters.owner')} value={url.owner} onChange={(owner) => change({ owner })} />
          <TeamSelect multiple className={styles.filter} placeholder={t('filters.team')} value={url.team} onChange={(team) => change({ team })} />
        </FilterBar>
      </PageHeader>
      <Page fill>
        <DataList
          label={t('accounts.list')}
          rows={list.rows}
          rowKey={(row) => row.id}
          columns={shownColumns(columns, chosen)}
          card={(row) => <AccountCard account={row} />}
          onOpen={open}
          openKey={id ?? null}
          sort={{ by: url.sort, down: url.direction === 'desc' }}
          onSort={(sort) => change({ sort: accountSorts.find((one) => one === sort?.by) ?? 'activity', direction: sort && !sort.down ? 'asc' : 'desc' })}
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
              <EmptyState icon={<ApartmentOutlined />} title={t('emptyFiltered')} text={t('emptyFilteredText')} action={<Button onClick={() => change(noFilters)}>{t('clear')}</Button>} />
            ) : (
              <EmptyState
                icon={<ApartmentOutlined />}
                title={t('accounts.empty')}
                text={t('accounts.emptyText')}
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
      {id && <AccountRecord key={id} id={id} onClose={close} />}
    </>
  )
}
