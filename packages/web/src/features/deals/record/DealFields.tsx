import { defaultContactRoles } from '@sluice/core/config/contact-roles'
import { getAccount } from '@sluice/core/customers/contract'
import type { DealDetail } from '@sluice/core/pipeline/contract'
import { Input, InputNumber, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useContractQuery } from '../../../api/query.ts'
import { paths } from '../../../paths.ts'
import { absent, dayKey } from '../../../ui/format.ts'
import { Section } from '../../../ui/Page.tsx'
import { Tag } from '../../../ui/Tag.tsx'
import { useFormat } from '../../../ui/use-format.ts'
import { UserAvatar } from '../../../ui/UserAvatar.tsx'
import { InlineCustomField } from '../../fields/InlineCustomField.tsx'
import { RecordFields } from '../../forms/RecordFields.tsx'
import type { BuiltIn } from '../../forms/RecordFields.tsx'
import { AccountSelect } from '../../pickers/AccountSelect.tsx'
import { ChannelSelect } from '../../pickers/ChannelSelect.tsx'
import { TagSelect } from '../../pickers/TagSelect.tsx'
import { UserSelect } from '../../pickers/UserSelect.tsx'
import type { DealChange } from '../describe-change.ts'
import { AmountEditor, DayEditor } from '../editors.tsx'
import { useChannels, useLossReasons, useNames, useStages, useTags, useUsers } from '../lookups.ts'
import { useDealCustom } from '../use-deal-custom.ts'
import { FieldRow } from './FieldRow.tsx'
import styles from './DealFields.module.css'

const categories = ['pipeline', 'best_case', 'commit', 'omitted'] as const

/** The fields of a deal, each changed in its place. */
export function DealFields(props: { deal: DealDetail; onChange: (body: DealChange, preview?: Partial<DealDetail>) => void }) {
  const { t } = useTranslation('deals')
  const format = useFormat()
  const { deal, onChange } = props
  const users = useNames(useUsers().data)
  const channels = useNames(useChannels().data)
  const tags = useTags().data?.items ?? []
  const at = useStages().get(deal.stageId)
  const stage = at?.stage
  const reasons = useNames(useLossReasons().data)
  const custom = useDealCustom(deal)
  const editable = deal.canWrite
  const late = deal.status === 'open' && deal.expectedCloseOn !== null && deal.expectedCloseOn < dayKey(Date.now(), format.timeZone)
  const wide = { width: '100%' }
  const lang = format.language === 'en' ? 'en' : 'zh'
  const roleName = (role: string) => defaultContactRoles.find((one) => one.key === role)?.name[lang] ?? t('record.roleOther')

  const builtIn: readonly BuiltIn[] = [
    {
      field: 'amount',
      node: <FieldRow
        label={t('field.amount')}
        editable={editable}
        editor={(close) => (
          <AmountEditor value={deal.amountMinor} currency={deal.currency} label={t('field.amount')} onSave={(amountMinor) => (close(), onChange({ amountMinor }))} />
        )}
      >
        <span className={`num ${styles.strong}`}>{format.money(deal.amountMinor, deal.currency)}</span>
      </FieldRow>,
    },
    {
      field: 'expectedClose',
      node: <FieldRow
        label={t('field.expectedCloseOn')}
        editable={editable}
        editor={(close) => (
          <DayEditor value={deal.expectedCloseOn} label={t('field.expectedCloseOn')} onSave={(expectedCloseOn) => (close(), onChange({ expectedCloseOn }))} />
        )}
      >
        <span className={late ? `num ${styles.late}` : 'num'}>{late ? t('card.closePassed', { day: format.day(deal.expectedCloseOn) }) : format.day(deal.expectedCloseOn)}</span>
      </FieldRow>,
    },
    {
      field: 'account',
      node: <FieldRow
        label={t('field.account')}
        editable={editable}
        editor={(close) => (
          <AccountSelect value={deal.account} defaultOpen autoFocus style={wide} onChange={(account) => (close(), onChange({ accountId: account?.id ?? null }, { account }))} />
        )}
      >
        {deal.account ? <Link to={paths.account(deal.account.id)}>{deal.account.name}</Link> : absent}
      </FieldRow>,
    },
    {
      field: 'owner',
      node: <FieldRow
        label={t('field.owner')}
        editable={editable}
        editor={(close) => (
          <UserSelect
            value={deal.owner?.id ?? null}
            defaultOpen
            autoFocus
            style={wide}
            onChange={(ownerId) => (close(), onChange({ ownerId }, { owner: ownerId === null ? null : { id: ownerId, name: users.get(ownerId) ?? '' } }))}
          />
        )}
      >
        {deal.owner ? <UserAvatar name={deal.owner.name} size={20} label /> : absent}
      </FieldRow>,
    },
    // A closed deal has no chances left to judge.
    ...(deal.status === 'open'
      ? ([
          {
            field: 'winProbability',
            node: <FieldRow
              label={t('field.winProbability')}
              editable={editable}
              editor={(close) => <ProbabilityEditor value={deal.winProbability} label={t('field.winProbability')} onSave={(winProbability) => (close(), onChange({ winProbability }))} />}
            >
              <span className="num">
                {deal.winProbability === null && stage ? t('probabilityOfStage', { share: format.percent(stage.winProbability, 0) }) : format.percent(deal.winProbability, 0)}
              </span>
            </FieldRow>,
          },
          {
            field: 'forecastCategory',
            node: <FieldRow
              label={t('field.forecastCategory')}
              editable={editable}
              editor={(close) => (
                <Select
                  value={deal.forecastCategory}
                  defaultOpen
                  autoFocus
                  allowClear
                  style={wide}
                  options={categories.map((key) => ({ value: key as string, label: t(`forecast.${key}`) }))}
                  onChange={(next?: string) => (close(), onChange({ forecastCategory: categories.find((key) => key === next) ?? null }))}
                />
              )}
            >
              {t(`forecast.${categories.find((key) => key === (deal.forecastCategory ?? stage?.forecastCategory)) ?? 'pipeline'}`)}
            </FieldRow>,
          },
        ] as const)
      : []),
    {
      field: 'source',
      node: <FieldRow
        label={t('field.source')}
        editable={editable}
        editor={(close) => <ChannelSelect value={deal.sourceId} defaultOpen autoFocus style={wide} onChange={(sourceId) => (close(), onChange({ sourceId }))} />}
      >
        {(deal.sourceId && channels.get(deal.sourceId)) || absent}
      </FieldRow>,
    },
    {
      field: 'tags',
      node: <FieldRow label={t('field.tags')} editable={editable} editor={(close) => <TagsEditor value={deal.tagIds} onSave={(tagIds) => (close(), onChange({ tagIds }))} />}>
        <span className={styles.tags}>
          {deal.tagIds.length === 0
            ? absent
            : tags.filter((tag) => deal.tagIds.includes(tag.id)).map((tag) => (
                <Tag key={tag.id} color={tag.color}>
                  {tag.name}
                </Tag>
              ))}
        </span>
      </FieldRow>,
    },
    {
      field: 'created',
      node: <FieldRow label={t('field.createdAt')} editable={false}>
        <span className="num">{format.dateTime(deal.createdAt)}</span>
      </FieldRow>,
    },
  ]
  const further: readonly BuiltIn[] = [
    { field: 'title', node: <FieldRow label={t('field.title')} editable={false}>{deal.title}</FieldRow> },
    { field: 'number', node: <FieldRow label={t('field.number')} editable={false}><span className="num">{deal.number}</span></FieldRow> },
    { field: 'pipeline', node: <FieldRow label={t('field.pipeline')} editable={false}>{at?.pipeline.name ?? absent}</FieldRow> },
    { field: 'stage', node: <FieldRow label={t('field.stage')} editable={false}>{stage?.name ?? absent}</FieldRow> },
    { field: 'status', node: <FieldRow label={t('field.status')} editable={false}>{t(`status.${deal.status}`)}</FieldRow> },
    { field: 'currency', node: <FieldRow label={t('field.currency')} editable={false}>{deal.currency}</FieldRow> },
    { field: 'account.industry', node: <AccountIndustry deal={deal} /> },
    {
      field: 'contacts.role',
      node: <FieldRow label={t('field.contactRoles')} editable={false}>
        {deal.contacts.length === 0 ? absent : deal.contacts.map((one) => `${one.name}（${roleName(one.role)}）`).join('、')}
      </FieldRow>,
    },
    { field: 'products', node: <FieldRow label={t('field.products')} editable={false}>{deal.products.length === 0 ? absent : deal.products.map((one) => one.name).join('、')}</FieldRow> },
    { field: 'collaborators', node: <FieldRow label={t('field.collaborators')} editable={false}>{deal.collaborators.length === 0 ? absent : deal.collaborators.map((one) => one.name).join('、')}</FieldRow> },
    { field: 'nextStep', node: <FieldRow label={t('field.nextStep')} editable={false}>{deal.nextStep ?? absent}</FieldRow> },
    { field: 'nextStepDue', node: <FieldRow label={t('field.nextStepDue')} editable={false}><span className="num">{format.day(deal.nextStepDue)}</span></FieldRow> },
    { field: 'stageEntered', node: <FieldRow label={t('field.stageEnteredAt')} editable={false}><span className="num">{format.dateTime(deal.stageEnteredAt)}</span></FieldRow> },
    { field: 'lastActivity', node: <FieldRow label={t('field.lastActivityAt')} editable={false}><span className="num">{deal.lastActivityAt ? format.relative(deal.lastActivityAt) : absent}</span></FieldRow> },
    { field: 'lostReason', node: <FieldRow label={t('field.lostReason')} editable={false}>{(deal.lostReasonId && reasons.get(deal.lostReasonId)) || absent}</FieldRow> },
    { field: 'note', node: <NoteField value={deal.note} editable={editable} onSave={(note) => onChange({ note })} /> },
  ]
  return (
    <RecordFields
      object="deal"
      title={t('record.details')}
      builtIn={builtIn}
      further={further}
      record={{ ...deal, ownerId: deal.owner?.id ?? null, accountId: deal.account?.id ?? null }}
      custom={deal.custom}
      renderCustom={(field) => (
        <InlineCustomField
          field={field}
          custom={deal.custom}
          names={deal.customNames}
          currency={deal.currency}
          subject={{ subjectType: 'deal', subjectId: deal.id }}
          canEdit={editable}
          onSave={custom.change}
          onReload={custom.reload}
        />
      )}
      box={(title, body) => <Section title={title}>{body}</Section>}
      plain={(nodes) => (
        <>
          <div className={styles.fields}>{nodes}</div>
          <NoteField value={deal.note} editable={editable} onSave={(note) => onChange({ note })} />
        </>
      )}
    />
  )
}

/** The industry stands with the account; here it is shown for the reader of the deal. */
function AccountIndustry({ deal }: { deal: DealDetail }) {
  const { t } = useTranslation('deals')
  const { data } = useContractQuery(getAccount, { params: { id: deal.account?.id ?? '' } }, { enabled: deal.account !== null })
  return (
    <FieldRow label={t('field.industry')} editable={false}>
      {data?.industry ?? absent}
    </FieldRow>
  )
}

/** 0–100 in the field, 0–1 in the record; empty means the stage's own. */
function ProbabilityEditor(props: { value: number | null; label: string; onSave: (share: number | null) => void }) {
  const [percent, setPercent] = useState(props.value === null ? null : Math.round(props.value * 100))
  const save = () => props.onSave(percent === null ? null : percent / 100)
  return (
    <InputNumber
      autoFocus
      min={0}
      max={100}
      precision={0}
      suffix="%"
      style={{ width: '100%' }}
      value={percent}
      aria-label={props.label}
      onChange={setPercent}
      onPressEnter={save}
      onBlur={save}
    />
  )
}

function TagsEditor(props: { value: readonly string[]; onSave: (ids: string[]) => void }) {
  const [ids, setIds] = useState<string[]>([...props.value])
  return <TagSelect value={ids} onChange={setIds} defaultOpen autoFocus style={{ width: '100%' }} onBlur={() => props.onSave(ids)} />
}

/** A longer text, saved when it is left; Escape takes it back. */
function NoteField(props: { value: string; editable: boolean; onSave: (note: string) => void }) {
  const { t } = useTranslation('deals')
  const [text, setText] = useState(props.value)
  const [base, setBase] = useState(props.value)
  if (props.value !== base) {
    setBase(props.value)
    // What is being written here stays; only an untouched note follows the record.
    if (text === base) setText(props.value)
  }
  if (!props.editable) return props.value === '' ? null : <p className={styles.note}>{props.value}</p>
  return (
    <label className={styles.noteField}>
      <span>{t('field.note')}</span>
      <Input.TextArea
        value={text}
        autoSize={{ minRows: 2, maxRows: 12 }}
        maxLength={20_000}
        onChange={(event) => setText(event.target.value)}
        onBlur={() => {
          if (text !== props.value) props.onSave(text)
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || event.nativeEvent.isComposing) return
          event.stopPropagation()
          setText(props.value)
        }}
      />
    </label>
  )
}
