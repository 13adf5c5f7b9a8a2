import type { Lead } from '@sluice/core/leads/contract'
import { listChannels, listTags } from '@sluice/core/catalog/contract'
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
import type { LeadChange } from './use-lead.ts'

/** The fields of a lead, each edited where it stands. */
export function LeadFields({ lead, canEdit, onChange, onReload }: { lead: Lead; canEdit: boolean; onChange: (part: LeadChange) => Promise<unknown>; onReload: () => Promise<unknown> }) {
  const { t } = useTranslation('leads')
  const format = useFormat()
  const channels = useContractQuery(listChannels, {}, seldom)
  const tags = useContractQuery(listTags, {}, seldom)
  const source = channels.data?.items.find((one) => one.id === lead.sourceId)?.name ?? null
  const chosen = (tags.data?.items ?? []).filter((one) => lead.tagIds.includes(one.id))
  const common = { canEdit, onReload }
  return (
    <RecordBox title={t('record.about')}>
      <InlineText {...common} required label={t('fields.name')} value={lead.name} maxLength={100} onSave={(name) => onChange(name === null ? {} : { name })} />
      <InlineText {...common} label={t('fields.company')} value={lead.company} maxLength={200} onSave={(company) => onChange({ company })} />
      <InlineText {...common} label={t('fields.title')} value={lead.title} maxLength={80} onSave={(title) => onChange({ title })} />
      <InlineText
        {...common}
        label={t('fields.phone')}
        inputMode="tel"
        value={lead.phone}
        display={lead.phone && <span className="num">{format.phone(lead.phone)}</span>}
        maxLength={40}
        onSave={(phone) => onChange({ phone })}
      />
      <InlineText {...common} label={t('fields.email')} inputMode="email" value={lead.email} maxLength={254} onSave={(email) => onChange({ email })} />
      <InlineText {...common} label={t('fields.wechat')} value={lead.wechat} maxLength={60} onSave={(wechat) => onChange({ wechat })} />
      <InlineField<string | null>
        {...common}
        label={t('fields.owner')}
        value={lead.owner?.id ?? null}
        display={lead.owner && <UserAvatar name={lead.owner.name} size={20} label />}
        onSave={(ownerId) => onChange({ ownerId })}
        editor={({ id, value, choose, cancel }) => <UserSelect id={id} size="small" autoFocus defaultOpen value={value} onChange={choose} onBlur={cancel} />}
      />
      <InlineField<string | null>
        {...common}
        label={t('fields.source')}
        value={lead.sourceId}
        display={source}
        onSave={(sourceId) => onChange({ sourceId })}
        editor={({ id, value, choose, cancel }) => <ChannelSelect id={id} size="small" autoFocus defaultOpen value={value} onChange={choose} onBlur={cancel} />}
      />
      <InlineText {...common} label={t('fields.sourceDetail')} value={lead.sourceDetail} maxLength={200} onSave={(sourceDetail) => onChange({ sourceDetail })} />
      <InlineField<string[]>
        {...common}
        label={t('fields.tags')}
        value={lead.tagIds}
        display={chosen.length === 0 ? null : chosen.map((one) => <Tag key={one.id} color={one.color}>{one.name}</Tag>)}
        onSave={(tagIds) => onChange({ tagIds })}
        editor={({ id, value, onChange: set, commit }) => <TagSelect id={id} size="small" autoFocus defaultOpen value={value} onChange={set} onBlur={commit} />}
      />
      <InlineText {...common} long label={t('fields.note')} value={lead.note} maxLength={20_000} onSave={(note) => onChange({ note: note ?? '' })} />
      <InlineText label={t('fields.score')} canEdit={false} value={lead.score === null ? null : String(lead.score)} onSave={never} />
      <InlineText label={t('fields.number')} canEdit={false} value={`L-${lead.number}`} onSave={never} />
      <InlineText label={t('fields.created')} canEdit={false} value={format.dateTime(lead.createdAt)} onSave={never} />
    </RecordBox>
  )
}

const never = () => Promise.resolve()
