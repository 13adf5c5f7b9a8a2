import { PhoneOutlined } from '@ant-design/icons'
import type { Contact } from '@sluice/core/customers/contract'
import { useTranslation } from 'react-i18next'
import { UserAvatar } from '../../ui/UserAvatar.tsx'
import styles from './Customers.module.css'

/** A contact on a phone; the call is one tap. */
export function ContactCard({ contact }: { contact: Contact }) {
  const { t } = useTranslation('customers')
  return (
    <div className={styles.card}>
      <UserAvatar name={contact.name} size={36} />
      <div className={styles.rowMain}>
        <span className={styles.cardName}>{contact.name}</span>
        <span className={styles.cardFacts}>{[contact.account?.name, contact.title].filter(Boolean).join(' · ')}</span>
      </div>
      {contact.phone && (
        <a className={styles.call} href={`tel:${contact.phone}`} aria-label={`${t('record.call')} ${contact.name}`} onClick={(event) => event.stopPropagation()}>
          <PhoneOutlined />
        </a>
      )}
    </div>
  )
}
