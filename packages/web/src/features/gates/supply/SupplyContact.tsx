import { defaultContactRoles } from '@sluice/core/config/contact-roles'
import { createContact } from '@sluice/core/customers/contract'
import type { Ref } from '@sluice/core/lib/wire'
import { contactRole, setDealContact } from '@sluice/core/pipeline/contract'
import { Input, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../../../api/client.ts'
import { Chips } from '../../activities/Chips.tsx'
import { ContactSelect } from '../../pickers/ContactSelect.tsx'
import styles from './Supply.module.css'
import { SupplyFrame } from './SupplyFrame.tsx'
import type { SupplyProps } from './supply-props.ts'
import { useSupply } from './use-supply.ts'

/** Who plays one of the asked roles: a contact of the deal, another one of the customer's, or a new one made on the way. */
export function SupplyContact({ deal, criterion }: SupplyProps<'contact'>) {
  const { t, i18n } = useTranslation('gates')
  const lang = i18n.language === 'en' ? 'en' : 'zh'
  const { busy, problem, send } = useSupply(deal.id)
  const roles = contactRole.options.filter((key) => criterion.roles.includes(key))
  const [role, setRole] = useState(roles[0] ?? null)
  const [chosen, setChosen] = useState<Ref | null>(null)
  const [made, setMade] = useState<{ name: string; title: string; phone: string } | null>(null)
  const nameOf = (key: string) => defaultContactRoles.find((one) => one.key === key)?.name[lang] ?? key
  if (role === null) return null

  const save = async () => {
    const done = await send('deal.changed', async () => {
      let contactId = chosen?.id
      if (made) {
        const given = (text: string) => (text.trim() === '' ? undefined : text.trim())
        const contact = await call(createContact, { body: { name: made.name.trim(), title: given(made.title), phone: given(made.phone), accountId: deal.account?.id } })
        contactId = contact.id
        // Made once: a link that fails is tried again with the same contact.
        setChosen({ id: contact.id, name: contact.name })
        setMade(null)
      }
      if (contactId !== undefined) await call(setDealContact, { params: { id: deal.id, contactId }, body: { role } })
    })
    if (done) setChosen(null)
  }
  const known = deal.contacts.filter((one) => one.role !== role)
  return (
    <SupplyFrame busy={busy} problem={problem} save={t('supply.setRole', { role: nameOf(role) })} canSave={made ? made.name.trim() !== '' : chosen !== null} onSave={() => void save()}>
      {roles.length > 1 && <Chips label={t('supply.role')} options={roles.map((key) => ({ key, label: nameOf(key) }))} value={role} onChange={setRole} />}
      {made ? (
        <div className={styles.row}>
          <Input className={styles.grow} autoFocus maxLength={100} value={made.name} aria-label={t('supply.contactName')} placeholder={t('supply.contactName')} onChange={(event) => setMade({ ...made, name: event.target.value })} />
          <Input className={styles.grow} maxLength={80} value={made.title} aria-label={t('supply.contactTitle')} placeholder={t('supply.contactTitle')} onChange={(event) => setMade({ ...made, title: event.target.value })} />
          <Input className={styles.grow} maxLength={40} inputMode="tel" value={made.phone} aria-label={t('supply.contactPhone')} placeholder={t('supply.contactPhone')} onChange={(event) => setMade({ ...made, phone: event.target.value })} />
        </div>
      ) : (
        <>
          {known.length > 0 && (
            <Select
              className={styles.wide}
              value={known.some((one) => one.id === chosen?.id) ? chosen?.id : undefined}
              placeholder={t('supply.knownContact')}
              aria-label={t('supply.knownContact')}
              options={known.map((one) => ({ value: one.id, label: one.title ? `${one.name}（${one.title}）` : one.name }))}
              onChange={(id: string) => setChosen(known.find((one) => one.id === id) ?? null)}
            />
          )}
          <ContactSelect
            value={known.some((one) => one.id === chosen?.id) ? null : chosen}
            accountId={deal.account?.id}
            except={deal.contacts.map((one) => one.id)}
            placeholder={t('supply.searchContact')}
            style={{ width: '100%' }}
            onChange={setChosen}
            onCreate={(name) => setMade({ name, title: '', phone: '' })}
          />
        </>
      )}
    </SupplyFrame>
  )
}
