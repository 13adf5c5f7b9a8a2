import { ContactsOutlined, PlusOutlined } from '@ant-design/icons'
import { listContacts } from '@sluice/core/customers/contract'
import type { Contact } from '@sluice/core/customers/contract'
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
import { ContactCard } from './ContactCard.tsx'
import { ContactRecord } from './ContactRecord.tsx'
import styles from './Customers.module.css'
import { contactSorts, contactsUrl, activeFilters, customersQuery, noFilters } from './customers-url.ts'
import { useContactColumns } from './use-contact-columns.tsx'

/** The list of contacts; `/contacts/:id` opens one beside it. */
export default function ContactsPage() {
  const { t } = useTranslation('customers')
  const { id } = useParams()
  const navigate = useNavigate()
  const location = useLocation()
  const phone = usePhone()
  const may = useMay()
  const format = useFormat()
  const [url, change] = useUrlState(contactsUrl)
  const [chosen, choose] = useStored('sluice.contacts.columns', z.array(z.string()).nullable(), null)
  const columns = useContactColumns()
  const list = useContractPages(listContacts, { query: { ...customersQuery(url), sort: url.sort } })
  const total = list.firstPage?.total
  const filtered = activeFilters(url) > 0 || url.quick !== '' || url.q !== ''
  const mayWrite = may('contact', 'write')

  const open = (row: Contact) => void navigate({ pathname: paths.contact(row.id), search: location.search })
  const close = () => void navigate({ pathname: paths.contacts, search: location.search })
  const create = (
    <Button type="primary" icon={<PlusOutlined />} disabled={!mayWrite} title={mayWrite ? undefined : t('noPermission')} onClick={() => openFrameAction('createContact')}>
      {t('contacts.create')}
    </Button>
  )
  return (
    <>
      <PageHeader title={t('contacts.title')} aside={total === undefined ? undefined : <span className="num">{t('countContacts', { count: format.count(total) as never })}</span>} actions={phone ? undefined : create}>
        <ListViews object="contact" schema={contactsUrl} url={url} change={change} columns={chosen} onColumns={choose} />
        <FilterBar
          active={activeFilters(url)}
          onClear={() => change(noFilters)}
          quick={
            <>
              <SearchField value={url.q} onSearch={(q) => change({ q })} placeholder={t('contacts.search')} width={phone ? 200 : 260} />
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
          label={t('contacts.list')}
          rows={list.rows}
          rowKey={(row) => row.id}
          columns={shownColumns(columns, chosen)}
          card={(row) => <ContactCard contact={row} />}
          onOpen={open}
          openKey={id ?? null}
          sort={{ by: url.sort, down: url.direction === 'desc' }}
          onSort={(sort) => change({ sort: contactSorts.find((one) => one === sort?.by) ?? 'activity', direction: sort && !sort.down ? 'asc' : 'desc' })}
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
              <EmptyState icon={<ContactsOutlined />} title={t('emptyFiltered')} text={t('emptyFilteredText')} action={<Button onClick={() => change(noFilters)}>{t('clear')}</Button>} />
            ) : (
              <EmptyState
                icon={<ContactsOutlined />}
                title={t('contacts.empty')}
                text={t('contacts.emptyText')}
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
      {id && <ContactRecord key={id} id={id} onClose={close} />}
    </>
  )
}
