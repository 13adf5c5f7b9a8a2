import { listTags } from '@sluice/core/catalog/contract'
import type { Contact } from '@sluice/core/customers/contract'
import type { Ref } from '@sluice/core/lib/wire'
import { useTranslation } from 'react-i18next'
import { useContractQuery } from '../../api/query.ts'
import { InlineField } from '../../ui/inline/InlineField.tsx'
import { InlineText } from '../../ui/inline/InlineText.tsx'
import { RecordBox } from '../../ui/record/RecordBody.tsx'
import { Tag } from '../../ui/Tag.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { UserAvatar } from '../../ui/UserAvatar.tsx'
import { Completeness } from '../fields/Completeness.tsx'
import { InlineCustomField } from '../fields/InlineCustomField.tsx'
import { Questionnaires } from '../forms/Questionnaires.tsx'
import { RecordFields } from '../forms/RecordFields.tsx'
import type { BuiltIn } from '../forms/RecordFields.tsx'
import { AccountSelect } from '../pickers/AccountSelect.tsx'
import { seldom } from '../pickers/seldom.ts'
import { TagSelect } from '../pickers/TagSelect.tsx'
import { UserSelect } from '../pickers/UserSelect.tsx'
import type { ContactChange } from './use-customer.ts'

/** The fields of a contact, each edited where it stands. */
export function ContactFields(props: { contact: Contact & { customNames: Readonly<Record<string, string>> }; canEdit: boolean; onChange: (part: ContactChange) => Promise<unknown>; onReload: () => Promise<unknown> }) {
  const { contact, onChange } = props
  const { t } = useTranslation('customers')
  const format = useFormat()
  const tags = useContractQuery(listTags, {}, seldom)
  const chosen = (tags.data?.items ?? []).filter((one) => contact.tagIds.includes(one.id))
  const common = { canEdit: props.canEdit, onReload: props.onReload }
  const builtIn: readonly BuiltIn[] = [
    { field: 'name', node: <InlineText {...common} required label={t('fields.name')} value={contact.name} maxLength={100} onSave={(name) => onChange(name === null ? {} : { name })} /> },
    {
      field: 'account',
      node: <InlineField<Ref | null>
        {...common}
        label={t('fields.account')}
        value={contact.account}
        display={contact.account?.name ?? null}
        onSave={(account) => onChange({ accountId: account?.id ?? null })}
        editor={({ id, value, choose, cancel }) => <AccountSelect id={id} size="small" autoFocus defaultOpen value={value} onChange={choose} onBlur={cancel} />}
      />,
    },
    { field: 'title', node: <InlineText {...common} label={t('fields.title')} value={contact.title} maxLength={80} onSave={(title) => onChange({ title })} /> },
    { field: 'department', node: <InlineText {...common} label={t('fields.department')} value={contact.department} maxLength={80} onSave={(department) => onChange({ department })} /> },
    {
      field: 'phone',
      node: <InlineText
        {...common}
        label={t('fields.phone')}
        inputMode="tel"
        value={contact.phone}
        display={contact.phone && <span className="num">{format.phone(contact.phone)}</span>}
        maxLength={40}
        onSave={(phone) => onChange({ phone })}
      />,
    },
    { field: 'email', node: <InlineText {...common} label={t('fields.email')} inputMode="email" value={contact.email} maxLength={254} onSave={(email) => onChange({ email })} /> },
    { field: 'wechat', node: <InlineText {...common} label={t('fields.wechat')} value={contact.wechat} maxLength={60} onSave={(wechat) => onChange({ wechat })} /> },
    {
      field: 'owner',
      node: <InlineField<string | null>
        {...common}
        label={t('fields.owner')}
        value={contact.owner?.id ?? null}
        display={contact.owner && <UserAvatar name={contact.owner.name} size={20} label />}
        onSave={(ownerId) => onChange({ ownerId })}
        editor={({ id, value, choose, cancel }) => <UserSelect id={id} size="small" autoFocus defaultOpen value={value} onChange={choose} onBlur={cancel} />}
      />,
    },
    {
      field: 'tags',
      node: <InlineField<string[]>
        {...common}
        label={t('fields.tags')}
        value={contact.tagIds}
        display={chosen.length === 0 ? null : chosen.map((one) => <Tag key={one.id} color={one.color}>{one.name}</Tag>)}
        onSave={(tagIds) => onChange({ tagIds })}
        editor={({ id, value, onChange: set, commit }) => <TagSelect id={id} size="small" autoFocus defaultOpen value={value} onChange={set} onBlur={commit} />}
      />,
    },
    { field: 'created', node: <InlineText label={t('fields.created')} canEdit={false} value={format.dateTime(contact.createdAt)} onSave={never} /> },
  ]
  return (
    <>
      <Completeness object="contact" id={contact.id} />
      <RecordFields
        object="contact"
        title={t('record.aboutContact')}
        builtIn={builtIn}
        further={[{ field: 'lastActivity', node: <InlineText label={t('fields.activity')} canEdit={false} value={contact.lastActivityAt && format.relative(contact.lastActivityAt)} onSave={never} /> }]}
        record={{ ...contact, ownerId: contact.owner?.id ?? null, accountId: contact.account?.id ?? null }}
        custom={contact.custom}
        renderCustom={(field) => (
          <InlineCustomField {...common} field={field} custom={contact.custom} names={contact.customNames} subject={{ subjectType: 'contact', subjectId: contact.id }} onSave={(custom) => onChange({ custom })} />
        )}
      />
      <Questionnaires subjectType="contact" subjectId={contact.id} canWrite={props.canEdit} box={(title, body) => <RecordBox title={title}>{body}</RecordBox>} />
    </>
  )
}

const never = () => Promise.resolve()
