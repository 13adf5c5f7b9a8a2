import { PhoneOutlined, PlusOutlined, TeamOutlined } from '@ant-design/icons'
import type { Contact } from '@sluice/core/customers/contract'
import type { Ref } from '@sluice/core/lib/wire'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { paths } from '../../paths.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { UserAvatar } from '../../ui/UserAvatar.tsx'
import { CreateContact } from './CreateContact.tsx'
import styles from './Customers.module.css'

/** The people of an account, each a tap away from a call. */
export function ContactsOf({ account, contacts, mayAdd }: { account: Ref; contacts: readonly Contact[]; mayAdd: boolean }) {
  const { t } = useTranslation('customers')
  const format = useFormat()
  const [adding, setAdding] = useState(false)
  const add = mayAdd && (
    <Button icon={<PlusOutlined />} onClick={() => setAdding(true)}>
      {t('record.addContact')}
    </Button>
  )
  return (
    <div className={styles.stack}>
      {contacts.length === 0 ? (
        <EmptyState compact icon={<TeamOutlined />} title={t('record.noContacts')} text={t('record.noContactsText')} action={add} />
      ) : (
        <>
          <ul className={styles.rows}>
            {contacts.map((contact) => (
              <li key={contact.id} className={styles.row}>
                <UserAvatar name={contact.name} size={32} />
                <div className={styles.rowMain}>
                  <Link to={paths.contact(contact.id)} className={styles.rowName}>
                    {contact.name}
                  </Link>
                  <span className={styles.rowFacts}>
                    <span>{[contact.title, contact.department].filter(Boolean).join(' · ')}</span>
                    {contact.phone && <span className="num">{format.phone(contact.phone)}</span>}
                  </span>
                </div>
                {contact.phone && (
                  <a className={styles.call} href={`tel:${contact.phone}`} aria-label={`${t('record.call')} ${contact.name}`}>
                    <PhoneOutlined />
                  </a>
                )}
              </li>
            ))}
          </ul>
          {add && <div>{add}</div>}
        </>
      )}
      {adding && <CreateContact account={account} stay onClose={() => setAdding(false)} />}
    </div>
  )
}
