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
import { Completeness } from '../fields/Completeness.tsx'
import { InlineCustomField } from '../fields/InlineCustomField.tsx'
import { Questionnaires } from '../forms/Questionnaires.tsx'
import { RecordFields } from '../forms/RecordFields.tsx'
import type { BuiltIn } from '../forms/RecordFields.tsx'
import { ChannelSelect } from '../pickers/ChannelSelect.tsx'
import { seldom } from '../pickers/seldom.ts'
import { TagSelect } from '../pickers/TagSelect.tsx'
import { UserSelect } from '../pickers/UserSelect.tsx'
import type { LeadChange } from './use-lead.ts'

/** The fields of a lead, each edited where it stands. */
export function LeadFields({ lead, canEdit, onChange, onReload }: { lead: Lead & { customNames: Readonly<Record<string, string>> }; canEdit: boolean; onChange: (part: LeadChange) => Promise<unknown>; onReload: () => Promise<unknown> }) {
  const { t } = useTranslation('leads')
  const format = useFormat()
  const channels = useContractQuery(listChannels, {}, seldom)
  const tags = useContractQuery(listTags, {}, seldom)
  const source = channels.data?.items.find((one) => one.id === lead.sourceId)?.name ?? null
  const chosen = (tags.data?.items ?? []).filter((one) => lead.tagIds.includes(one.id))
  const common = { canEdit, onReload }
  const builtIn: readonly BuiltIn[] = [
    { field: 'name', node: <InlineText {...common} required label={t('fields.name')} value={lead.name} maxLength={100} onSave={(name) => onChange(name === null ? {} : { name })} /> },
    { field: 'company', node: <InlineText {...common} label={t('fields.company')} value={lead.company} maxLength={200} onSave={(company) => onChange({ company })} /> },
    { field: 'title', node: <InlineText {...common} label={t('fields.title')} value={lead.title} maxLength={80} onSave={(title) => onChange({ title })} /> },
    {
      field: 'phone',
      node: <InlineText
        {...common}
        label={t('fields.phone')}
        inputMode="tel"
        value={lead.phone}
        display={lead.phone && <span className="num">{format.phone(lead.phone)}</span>}
        maxLength={40}
        onSave={(phone) => onChange({ phone })}
      />,
    },
    { field: 'email', node: <InlineText {...common} label={t('fields.email')} inputMode="email" value={lead.email} maxLength={254} onSave={(email) => onChange({ email })} /> },
    { field: 'wechat', node: <InlineText {...common} label={t('fields.wechat')} value={lead.wechat} maxLength={60} onSave={(wechat) => onChange({ wechat })} /> },
    {
      field: 'owner',
      node: <InlineField<string | null>
        {...common}
        label={t('fields.owner')}
        value={lead.owner?.id ?? null}
        display={lead.owner && <UserAvatar name={lead.owner.name} size={20} label />}
        onSave={(ownerId) => onChange({ ownerId })}
        editor={({ id, value, choose, cancel }) => <UserSelect id={id} size="small" autoFocus defaultOpen value={value} onChange={choose} onBlur={cancel} />}
      />,
    },
    {
      field: 'source',
      node: <InlineField<string | null>
        {...common}
        label={t('fields.source')}
        value={lead.sourceId}
        display={source}
        onSave={(sourceId) => onChange({ sourceId })}
        editor={({ id, value, choose, cancel }) => <ChannelSelect id={id} size="small" autoFocus defaultOpen value={value} onChange={choose} onBlur={cancel} />}
      />,
    },
    { field: 'sourceDetail', node: <InlineText {...common} label={t('fields.sourceDetail')} value={lead.sourceDetail} maxLength={200} onSave={(sourceDetail) => onChange({ sourceDetail })} /> },
    {
      field: 'tags',
      node: <InlineField<string[]>
        {...common}
        label={t('fields.tags')}
        value={lead.tagIds}
        display={chosen.length === 0 ? null : chosen.map((one) => <Tag key={one.id} color={one.color}>{one.name}</Tag>)}
        onSave={(tagIds) => onChange({ tagIds })}
        editor={({ id, value, onChange: set, commit }) => <TagSelect id={id} size="small" autoFocus defaultOpen value={value} onChange={set} onBlur={commit} />}
      />,
    },
    { field: 'note', node: <InlineText {...common} long label={t('fields.note')} value={lead.note} maxLength={20_000} onSave={(note) => onChange({ note: note ?? '' })} /> },
    { field: 'score', node: <InlineText label={t('fields.score')} canEdit={false} value={lead.score === null ? null : String(lead.score)} onSave={never} /> },
    { field: 'number', node: <InlineText label={t('fields.number')} canEdit={false} value={`L-${lead.number}`} onSave={never} /> },
    { field: 'created', node: <InlineText label={t('fields.created')} canEdit={false} value={format.dateTime(lead.createdAt)} onSave={never} /> },
  ]
  return (
    <>
      <Completeness object="lead" id={lead.id} />
      <RecordFields
        object="lead"
        title={t('record.about')}
        builtIn={builtIn}
        further={[
          { field: 'status', node: <InlineText label={t('fields.status')} canEdit={false} value={t(`status.${lead.status}`)} onSave={never} /> },
          { field: 'nextStep', node: <InlineText label={t('fields.nextStep')} canEdit={false} value={lead.nextStep} onSave={never} /> },
          { field: 'nextStepDue', node: <InlineText label={t('fields.nextStepDue')} canEdit={false} value={lead.nextStepDue && format.day(lead.nextStepDue)} onSave={never} /> },
          { field: 'lastActivity', node: <InlineText label={t('columns.activity')} canEdit={false} value={lead.lastActivityAt && format.relative(lead.lastActivityAt)} onSave={never} /> },
        ]}
        record={{ ...lead, ownerId: lead.owner?.id ?? null }}
        custom={lead.custom}
        renderCustom={(field) => (
          <InlineCustomField {...common} field={field} custom={lead.custom} names={lead.customNames} subject={{ subjectType: 'lead', subjectId: lead.id }} onSave={(custom) => onChange({ custom })} />
        )}
      />
      <Questionnaires subjectType="lead" subjectId={lead.id} canWrite={canEdit} box={(title, body) => <RecordBox title={title}>{body}</RecordBox>} />
    </>
  )
}

const never = () => Promise.resolve()
