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
import { ChannelSelect } from '../pickers/ChannelSelect.tsx'
import { seldom } from '../pickers/seldom.ts'
import { TagSelect } from '../pickers/TagSelect.tsx'
import { UserSelect } from '../pickers/UserSelect.tsx'
import type { AccountChange } from './use-customer.ts'

/** The fields of an account, each edited where it stands. */
export function AccountFields(props: { account: Account; canEdit: boolean; onChange: (part: AccountChange) => Promise<unknown>; onReload: () => Promise<unknown> }) {
  const { account, onChange } = props
  const { t } = useTranslation('customers')
  const format = useFormat()
  const channels = useContractQuery(listChannels, {}, seldom)
  const tags = useContractQuery(listTags, {}, seldom)
  const chosen = (tags.data?.items ?? []).filter((one) => account.tagIds.includes(one.id))
  const common = { canEdit: props.canEdit, onReload: props.onReload }
  return (
    <RecordBox title={t('record.aboutAccount')}>
      <InlineText {...common} required label={t('fields.accountName')} value={account.name} maxLength={200} onSave={(name) => onChange(name === null ? {} : { name })} />
      <InlineText {...common} label={t('fields.industry')} value={account.industry} maxLength={80} onSave={(industry) => onChange({ industry })} />
      <InlineText {...common} label={t('fields.size')} value={account.size} maxLength={40} onSave={(size) => onChange({ size })} />
      <InlineText {...common} label={t('fields.region')} value={account.region} maxLength={80} onSave={(region) => onChange({ region })} />
      <InlineText
        {...common}
        label={t('fields.phone')}
        inputMode="tel"
        value={account.phone}
        display={account.phone && <span className="num">{format.phone(account.phone)}</span>}
        maxLength={40}
        onSave={(phone) => onChange({ phone })}
      />
      <InlineText {...common} label={t('fields.website')} inputMode="url" value={account.website} maxLength={300} onSave={(website) => onChange({ website })} />
      <InlineField<string | null>
        {...common}
        label={t('fields.owner')}
        value={account.owner?.id ?? null}
        display={account.owner && <UserAvatar name={account.owner.name} size={20} label />}
        onSave={(ownerId) => onChange({ ownerId })}
        editor={({ id, value, choose, cancel }) => <UserSelect id={id} size="small" autoFocus defaultOpen value={value} onChange={choose} onBlur={cancel} />}
      />
      <InlineField<string | null>
        {...common}
        label={t('fields.source')}
        value={account.sourceId}
        display={channels.data?.items.find((one) => one.id === account.sourceId)?.name ?? null}
        onSave={(sourceId) => onChange({ sourceId })}
        editor={({ id, value, choose, cancel }) => <ChannelSelect id={id} size="small" autoFocus defaultOpen value={value} onChange={choose} onBlur={cancel} />}
      />
      <InlineField<string[]>
        {...common}
        label={t('fields.tags')}
        value={account.tagIds}
        display={chosen.length === 0 ? null : chosen.map((one) => <Tag key={one.id} color={one.color}>{one.name}</Tag>)}
        onSave={(tagIds) => onChange({ tagIds })}
        editor={({ id, value, onChange: set, commit }) => <TagSelect id={id} size="small" autoFocus defaultOpen value={value} onChange={set} onBlur={commit} />}
      />
      <InlineText label={t('fields.created')} canEdit={false} value={format.dateTime(account.createdAt)} onSave={never} />
    </RecordBox>
  )
}

const never = () => Promise.resolve()
