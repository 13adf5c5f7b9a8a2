import { ContactsOutlined } from '@ant-design/icons'
import { listContacts } from '@sluice/core/customers/contract'
import { z } from 'zod'
import { useContractPages } from '../../api/query.ts'
import { useStored } from '../../ui/use-stored.ts'
import { useUrlState } from '../../ui/use-url-state.ts'
import { ListViews } from '../views/ListViews.tsx'
import { ContactCard } from './ContactCard.tsx'
import { ContactRecord } from './ContactRecord.tsx'
import { CustomerList } from './CustomerList.tsx'
import { contactSorts, contactsUrl, customersQuery } from './customers-url.ts'
import { useContactColumns } from './use-contact-columns.tsx'

/** The list of contacts; `/contacts/:id` opens one beside it. */
export default function ContactsPage() {
  const [url, change] = useUrlState(contactsUrl)
  const [chosen, choose] = useStored('sluice.contacts.columns', z.array(z.string()).nullable(), null)
  return (
    <CustomerList
      object="contact"
      icon={<ContactsOutlined />}
      list={useContractPages(listContacts, { query: { ...customersQuery(url), sort: url.sort } })}
      url={url}
      change={change}
      sort={{ by: url.sort, down: url.direction === 'desc' }}
      onSort={(sort) => change({ sort: contactSorts.find((one) => one === sort?.by) ?? 'activity', direction: sort && !sort.down ? 'asc' : 'desc' })}
      views={<ListViews object="contact" schema={contactsUrl} url={url} change={change} columns={chosen} onColumns={choose} />}
      columns={useContactColumns()}
      chosen={chosen}
      onColumns={choose}
      card={(row) => <ContactCard contact={row} />}
      record={(id, onClose) => <ContactRecord key={id} id={id} onClose={onClose} />}
    />
  )
}
