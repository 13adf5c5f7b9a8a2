import { DeleteOutlined, PhoneOutlined, PlusOutlined } from '@ant-design/icons'
import { defaultContactRoles } from '@sluice/core/config/contact-roles'
import { createContact } from '@sluice/core/customers/contract'
import { contactRole, removeDealContact, setDealContact } from '@sluice/core/pipeline/contract'
import type { DealDetail } from '@sluice/core/pipeline/contract'
import { Button, Form, Input, Popover, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { z } from 'zod'
import { call } from '../../../api/client.ts'
import { paths } from '../../../paths.ts'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { Section } from '../../../ui/Page.tsx'
import { formatPhone } from '../../../ui/format.ts'
import { useToast } from '../../../ui/use-toast.tsx'
import { UserAvatar } from '../../../ui/UserAvatar.tsx'
import { ContactSelect } from '../../pickers/ContactSelect.tsx'
import styles from './DealContacts.module.css'
import { useDealPart } from './use-deal-part.ts'

type Role = z.infer<typeof contactRole>
/** Without these a deal is sold blind. */
const wanted: readonly Role[] = ['decision_maker', 'economic_buyer', 'technical_evaluator']

/** Who decides at the customer's: contacts with their role in this deal. Says which roles nobody fills yet. */
export function DealContacts({ deal }: { deal: DealDetail }) {
  const { t, i18n } = useTranslation('deals')
  const lang = i18n.language === 'en' ? 'en' : 'zh'
  const toast = useToast()
  const change = useDealPart(deal)
  const [adding, setAdding] = useState(false)
  const roles = contactRole.options.map((key) => {
    const known = defaultContactRoles.find((one) => one.key === key)
    return { value: key, label: known?.name[lang === 'en' ? 'en' : 'zh'] ?? t('record.roleOther'), title: known?.meaning[lang === 'en' ? 'en' : 'zh'] }
  })
  const missing = wanted.filter((role) => !deal.contacts.some((contact) => contact.role === role))
  const setRole = (contactId: string, role: Role) =>
    change({ contacts: deal.contacts.map((one) => (one.id === contactId ? { ...one, role } : one)) }, () =>
      call(setDealContact, { params: { id: deal.id, contactId }, body: { role } }),
    )
  const remove = async (contact: DealDetail['contacts'][number]) => {
    const done = await change({ contacts: deal.contacts.filter((one) => one.id !== contact.id) }, () =>
      call(removeDealContact, { params: { id: deal.id, contactId: contact.id } }),
    )
    if (done) toast.undoable(t('record.contactRemoved', { name: contact.name }), async () => void (await setRole(contact.id, contact.role)))
  }

  return (
    <Section
      title={t('record.contacts')}
      actions={
        deal.canWrite && (
          <Popover
            trigger="click"
            open={adding}
            onOpenChange={setAdding}
            placement="bottomRight"
            arrow={false}
            destroyOnHidden
            content={
              <AddContact
                deal={deal}
                roles={roles}
                onAdd={async (contactId, role) => {
                  setAdding(false)
                  await change({}, () => call(setDealContact, { params: { id: deal.id, contactId }, body: { role } }))
                }}
              />
            }
          >
            <Button size="small" icon={<PlusOutlined />}>
              {t('record.addContact')}
            </Button>
          </Popover>
        )
      }
    >
      {deal.contacts.length === 0 ? (
        <EmptyState compact title={t('record.noContacts')} />
      ) : (
        <>
          <ul className={styles.list}>
            {deal.contacts.map((contact) => (
              <li key={contact.id} className={styles.row}>
                <UserAvatar name={contact.name} size={28} />
                <div className={styles.who}>
                  <Link to={paths.contact(contact.id)}>{contact.name}</Link>
                  <span className={styles.title} title={contact.title ?? undefined}>
                    {contact.title}
                  </span>
                </div>
                {contact.phone && (
                  <a href={`tel:${contact.phone}`} className={`num ${styles.phone}`} aria-label={t('record.call', { phone: formatPhone(contact.phone) })}>
                    <PhoneOutlined aria-hidden /> {formatPhone(contact.phone)}
                  </a>
                )}
                <Select
                  variant="borderless"
                  value={contact.role}
                  disabled={!deal.canWrite}
                  options={roles}
                  popupMatchSelectWidth={false}
                  aria-label={t('record.role')}
                  onChange={(role: Role) => void setRole(contact.id, role)}
                />
                {deal.canWrite && (
                  <Button type="text" size="small" icon={<DeleteOutlined />} aria-label={t('record.removeContact', { name: contact.name })} onClick={() => void remove(contact)} />
                )}
              </li>
            ))}
          </ul>
          {missing.length > 0 && deal.status === 'open' && (
            <p className={styles.missing}>
              {t('record.chainMissing', { roles: missing.map((role) => roles.find((one) => one.value === role)?.label).join(lang === 'en' ? ', ' : '、') })}
            </p>
          )}
        </>
      )}
    </Section>
  )
}

/** An existing contact of the account, or a new one made on the way. */
function AddContact(props: { deal: DealDetail; roles: { value: Role; label: string }[]; onAdd: (contactId: string, role: Role) => Promise<void> }) {
  const { t } = useTranslation('deals')
  const toast = useToast()
  const { deal } = props
  const [chosen, setChosen] = useState<{ id: string; name: string } | null>(null)
  const [made, setMade] = useState<string | null>(null)
  const [role, setRole] = useState<Role>('other')
  const [busy, setBusy] = useState(false)
  const [form] = Form.useForm<{ name: string; title?: string; phone?: string }>()

  const save = async () => {
    setBusy(true)
    try {
      if (made === null) {
        if (chosen) await props.onAdd(chosen.id, role)
        return
      }
      const { name, title, phone } = await form.validateFields()
      const contact = await call(createContact, {
        body: { name: name.trim(), title: title?.trim() || null, phone: phone?.trim() || null, accountId: deal.account?.id ?? null },
      })
      await props.onAdd(contact.id, role)
    } catch (error) {
      // A form that is not filled in says so itself.
      if (!(typeof error === 'object' && error !== null && 'errorFields' in error)) toast.failed(error)
    } finally {
      setBusy(false)
    }
  }
  return (
    <div className={styles.add}>
      {made === null ? (
        <ContactSelect
          value={chosen}
          accountId={deal.account?.id}
          except={deal.contacts.map((one) => one.id)}
          autoFocus
          placeholder={t('record.searchContact')}
          style={{ width: '100%' }}
          onChange={setChosen}
          onCreate={setMade}
        />
      ) : (
        <Form form={form} layout="vertical" initialValues={{ name: made }} requiredMark={false} onFinish={() => void save()}>
          <Form.Item name="name" label={t('record.contactName')} rules={[{ required: true, whitespace: true }]}>
            <Input maxLength={100} />
          </Form.Item>
          <Form.Item name="title" label={t('record.contactTitle')}>
            <Input maxLength={80} />
          </Form.Item>
          <Form.Item name="phone" label={t('record.contactPhone')} style={{ marginBottom: 0 }}>
            <Input maxLength={40} inputMode="tel" />
          </Form.Item>
        </Form>
      )}
      <Select value={role} options={props.roles} onChange={setRole} aria-label={t('record.role')} />
      <Button type="primary" loading={busy} disabled={made === null && chosen === null} onClick={() => void save()}>
        {t('record.addContact')}
      </Button>
    </div>
  )
}
