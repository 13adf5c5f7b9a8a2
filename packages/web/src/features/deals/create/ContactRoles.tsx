import { CloseOutlined } from '@ant-design/icons'
import { defaultContactRoles } from '@sluice/core/config/contact-roles'
import { contactRole } from '@sluice/core/pipeline/contract'
import { Button, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import { ContactSelect } from '../../pickers/ContactSelect.tsx'
import styles from './CreateDeal.module.css'

export interface DealPerson {
  id: string
  name: string
  role: z.infer<typeof contactRole>
}

/** Who decides at the customer's, as far as it is known already: contacts of the account with their part. */
export function ContactRoles(props: { accountId: string; value: readonly DealPerson[]; onChange: (people: readonly DealPerson[]) => void }) {
  const { t, i18n } = useTranslation('deals')
  const lang = i18n.language === 'en' ? 'en' : 'zh'
  const { value, onChange } = props
  const roles = contactRole.options.map((key) => ({ value: key, label: defaultContactRoles.find((one) => one.key === key)?.name[lang] ?? t('record.roleOther') }))
  return (
    <div className={styles.people}>
      {value.map((person) => (
        <div key={person.id} className={styles.person}>
          <span title={person.name}>{person.name}</span>
          <Select value={person.role} aria-label={t('form.roleOf', { name: person.name })} options={roles} popupMatchSelectWidth={false} onChange={(role) => onChange(value.map((one) => (one.id === person.id ? { ...one, role } : one)))} />
          <Button type="text" icon={<CloseOutlined />} aria-label={t('form.removePerson', { name: person.name })} onClick={() => onChange(value.filter((one) => one.id !== person.id))} />
        </div>
      ))}
      <ContactSelect
        key={value.length}
        accountId={props.accountId}
        except={value.map((one) => one.id)}
        value={null}
        placeholder={t('form.addPerson')}
        onChange={(person) => person && onChange([...value, { ...person, role: 'decision_maker' }])}
      />
    </div>
  )
}
