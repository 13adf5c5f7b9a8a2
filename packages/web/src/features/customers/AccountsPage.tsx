import { ApartmentOutlined } from '@ant-design/icons'
import { listAccounts } from '@sluice/core/customers/contract'
import { z } from 'zod'
import { useContractPages } from '../../api/query.ts'
import { useStored } from '../../ui/use-stored.ts'
import { useUrlState } from '../../ui/use-url-state.ts'
import { ListViews } from '../views/ListViews.tsx'
import { AccountCard } from './AccountCard.tsx'
import { AccountRecord } from './AccountRecord.tsx'
import { CustomerList } from './CustomerList.tsx'
import { accountSorts, accountsUrl, customersQuery } from './customers-url.ts'
import { useAccountColumns } from './use-account-columns.tsx'

/** The list of accounts; `/accounts/:id` opens one beside it. */
export default function AccountsPage() {
  const [url, change] = useUrlState(accountsUrl)
  const [chosen, choose] = useStored('sluice.accounts.columns', z.array(z.string()).nullable(), null)
  return (
    <CustomerList
      object="account"
      icon={<ApartmentOutlined />}
      list={useContractPages(listAccounts, { query: { ...customersQuery(url), sort: url.sort } })}
      url={url}
      change={change}
      sort={{ by: url.sort, down: url.direction === 'desc' }}
      onSort={(sort) => change({ sort: accountSorts.find((one) => one === sort?.by) ?? 'activity', direction: sort && !sort.down ? 'asc' : 'desc' })}
      views={<ListViews object="account" schema={accountsUrl} url={url} change={change} columns={chosen} onColumns={choose} />}
      columns={useAccountColumns()}
      chosen={chosen}
      onColumns={choose}
      card={(row) => <AccountCard account={row} />}
      record={(id, onClose) => <AccountRecord key={id} id={id} onClose={onClose} />}
    />
  )
}
