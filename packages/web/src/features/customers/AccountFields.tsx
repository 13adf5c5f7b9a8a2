import { listChannels, listTags } from '@sluice/core/catalog/contract'
import type { Account } from '@sluice/core/customers/contract'
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
import { ChannelSelect } from '../pickers/ChannelSelect.tsx'
import { seldom } from '../pickers/seldom.ts'
import { TagSelect } from '../pickers/TagSelect.tsx'
import { UserSelect } from '../pickers/UserSelect.tsx'
import type { AccountChange } from './use-customer.ts'

/** The fields of an account, each edited where it stands. */
export function AccountFields(props: { account: Account & { customNames: Readonly<Record<string, string>> }; canEdit: boolean; onChange: (part: AccountChange) => Promise<unknown>; onReload: () => Promise<unknown> }) {
  const { account, onChange } = props
  const { t } = useTranslation('customers')
  const format = useFormat()
  const channels = useContractQuery(listChannels, {}, seldom)
  const tags = useContractQuery(listTags, {}, seldom)
  const chosen = (tags.data?.items ?? []).filter((one) => account.tagIds.includes(one.id))
  const common = { canEdit: props.canEdit, onReload: props.onReload }
  const builtIn: readonly BuiltIn[] = [
    { field: 'name', node: <InlineText {...common} required label={t('fields.accountName')} value={account.name} maxLength={200} onSave={(name) => onChange(name === null ? {} : { name })} /> },
    { field: 'industry', node: <InlineText {...common} label={t('fields.industry')} value={account.industry} maxLength={80} onSave={(industry) => onChange({ industry })} /> },
    { field: 'size', node: <InlineText {...common} label={t('fields.size')} value={account.size} maxLength={40} onSave={(size) => onChange({ size })} /> },
    { field: 'region', node: <InlineText {...common} label={t('fields.region')} value={account.region} maxLength={80} onSave={(region) => onChange({ region })} /> },
    {
      field: 'phone',
      node: <InlineText
        {...common}
        label={t('fields.phone')}
        inputMode="tel"
        value={account.phone}
        display={account.phone && <span className="num">{format.phone(account.phone)}</span>}
        maxLength={40}
        onSave={(phone) => onChange({ phone })}
      />,
    },
    { field: 'website', node: <InlineText {...common} label={t('fields.website')} inputMode="url" value={account.website} maxLength={300} onSave={(website) => onChange({ website })} /> },
    {
      field: 'owner',
      node: <InlineField<string | null>
        {...common}
        label={t('fields.owner')}
        value={account.owner?.id ?? null}
        display={account.owner && <UserAvatar name={account.owner.name} size={20} label />}
        onSave={(ownerId) => onChange({ ownerId })}
        editor={({ id, value, choose, cancel }) => <UserSelect id={id} size="small" autoFocus defaultOpen value={value} onChange={choose} onBlur={cancel} />}
      />,
    },
    {
      field: 'source',
      node: <InlineField<string | null>
        {...common}
        label={t('fields.source')}
        value={account.sourceId}
        display={channels.data?.items.find((one) => one.id === account.sourceId)?.name ?? null}
        onSave={(sourceId) => onChange({ sourceId })}
        editor={({ id, value, choose, cancel }) => <ChannelSelect id={id} size="small" autoFocus defaultOpen value={value} onChange={choose} onBlur={cancel} />}
      />,
    },
    {
      field: 'tags',
      node: <InlineField<string[]>
        {...common}
        label={t('fields.tags')}
        value={account.tagIds}
        display={chosen.length === 0 ? null : chosen.map((one) => <Tag key={one.id} color={one.color}>{one.name}</Tag>)}
        onSave={(tagIds) => onChange({ tagIds })}
        editor={({ id, value, onChange: set, commit }) => <TagSelect id={id} size="small" autoFocus defaultOpen value={value} onChange={set} onBlur={commit} />}
      />,
    },
    { field: 'created', node: <InlineText label={t('fields.created')} canEdit={false} value={format.dateTime(account.createdAt)} onSave={never} /> },
  ]
  return (
    <>
      <Completeness object="account" id={account.id} />
      <RecordFields
        object="account"
        title={t('record.aboutAccount')}
        builtIn={builtIn}
        further={[
          { field: 'openDeals', node: <InlineText label={t('fields.openDeals')} canEdit={false} value={format.count(account.openDeals)} onSave={never} /> },
          { field: 'wonAmount', node: <InlineText label={t('fields.wonAmount')} canEdit={false} value={format.money(account.wonAmountMinor)} onSave={never} /> },
          { field: 'lastActivity', node: <InlineText label={t('fields.activity')} canEdit={false} value={account.lastActivityAt && format.relative(account.lastActivityAt)} onSave={never} /> },
        ]}
        record={{ ...account, ownerId: account.owner?.id ?? null }}
        custom={account.custom}
        renderCustom={(field) => (
          <InlineCustomField {...common} field={field} custom={account.custom} names={account.customNames} subject={{ subjectType: 'account', subjectId: account.id }} onSave={(custom) => onChange({ custom })} />
        )}
      />
      <Questionnaires subjectType="account" subjectId={account.id} canWrite={props.canEdit} box={(title, body) => <RecordBox title={title}>{body}</RecordBox>} />
    </>
  )
}

const never = () => Promise.resolve()
