import { dealColumns } from '@sluice/core/pipeline/deal-columns'
import type { DealColumn } from '@sluice/core/pipeline/deal-columns'
import type { Deal } from '@sluice/core/pipeline/contract'
import { Select } from 'antd'
import type { TFunction } from 'i18next'
import { absent, dayKey } from '../../../ui/format.ts'
import type { Column } from '../../../ui/table/columns.ts'
import { Tag } from '../../../ui/Tag.tsx'
import type { Format } from '../../../ui/use-format.ts'
import { UserAvatar } from '../../../ui/UserAvatar.tsx'
import { UserSelect } from '../../pickers/UserSelect.tsx'
import { AgeBadge } from '../AgeBadge.tsx'
import { AmountEditor, DayEditor, NextStepEditor } from '../editors.tsx'
import type { DealChange } from '../describe-change.ts'
import type { StageAt } from '../lookups.ts'
import { NextStepLine } from '../NextStepLine.tsx'
import { EditCell } from './EditCell.tsx'
import { UnreadMark } from '../../talk/UnreadMark.tsx'

export interface ColumnContext {
  t: TFunction<'deals'>
  format: Format
  stages: ReadonlyMap<string, StageAt>
  stageColors: ReadonlyMap<string, string>
  names: Readonly<Record<'team' | 'source' | 'lostReason', ReadonlyMap<string, string>>>
  tags: ReadonlyMap<string, { name: string; color: string }>
  users: ReadonlyMap<string, string>
  canWrite: boolean
  onChange: (deal: Deal, body: DealChange, preview?: Partial<Deal>) => void
  onMove: (deal: Deal, column: string) => void
}

/** What the list sorts by, by column. */
export const sortOfColumn: Partial<Record<DealColumn, string>> = {
  title: 'title', amount: 'amount', expectedCloseOn: 'close', nextStepDue: 'next_step', stageEnteredAt: 'stage_age', lastActivityAt: 'activity', createdAt: 'created',
}

/** The columns of the list, with the same keys as the export, so that the file has exactly what is shown. */
export function dealListColumns(context: ColumnContext): Column<Deal>[] {
  const { t, format, stages, names, canWrite, onChange, onMove } = context
  const lang = format.language === 'en' ? 'en' : 'zh'
  const today = dayKey(Date.now(), format.timeZone)
  const title = (key: DealColumn) => dealColumns[key][lang]
  const column = (key: DealColumn, width: number, render: (deal: Deal) => React.ReactNode, more: Partial<Column<Deal>> = {}): Column<Deal> => ({
    key, title: title(key), width, sortable: sortOfColumn[key] !== undefined, render, ...more,
  })
  const plain = (text: string | null | undefined) => <span title={text ?? undefined}>{text || absent}</span>
  const open = (deal: Deal) => deal.status === 'open'

  const amount = (deal: Deal) => (
    <EditCell
      field={title('amount')}
      editable={canWrite}
      editor={(close) => (
        <AmountEditor
          value={deal.amountMinor}
          currency={deal.currency}
          label={title('amount')}
          onSave={(amountMinor) => {
            close()
            if (amountMinor !== deal.amountMinor) onChange(deal, { amountMinor })
          }}
        />
      )}
    >
      {format.money(deal.amountMinor, deal.currency)}
    </EditCell>
  )
  const close = (deal: Deal) => (
    <EditCell
      field={title('expectedCloseOn')}
      editable={canWrite}
      editor={(shut) => (
        <DayEditor
          value={deal.expectedCloseOn}
          label={title('expectedCloseOn')}
          onSave={(expectedCloseOn) => {
            shut()
            if (expectedCloseOn !== deal.expectedCloseOn) onChange(deal, { expectedCloseOn })
          }}
        />
      )}
    >
      <span className="num" style={open(deal) && deal.expectedCloseOn !== null && deal.expectedCloseOn < today ? { color: 'var(--s-lost)' } : undefined}>
        {format.day(deal.expectedCloseOn)}
      </span>
    </EditCell>
  )
  const owner = (deal: Deal) => (
    <EditCell
      field={title('owner')}
      editable={canWrite}
      editor={(shut) => (
        <UserSelect
          value={deal.owner?.id ?? null}
          defaultOpen
          autoFocus
          style={{ width: '100%' }}
          onChange={(ownerId) => {
            shut()
            if (ownerId !== (deal.owner?.id ?? null))
              onChange(deal, { ownerId }, { owner: ownerId === null ? null : { id: ownerId, name: context.users.get(ownerId) ?? '' } })
          }}
        />
      )}
    >
      {deal.owner ? <UserAvatar name={deal.owner.name} size={20} label /> : absent}
    </EditCell>
  )
  const nextStep = (deal: Deal) => (
    <EditCell
      field={title('nextStep')}
      editable={canWrite && open(deal)}
      editor={(shut) => (
        <NextStepEditor
          text={deal.nextStep}
          due={deal.nextStepDue}
          today={today}
          hint={stages.get(deal.stageId)?.stage.nextStepHint}
          autoFocus
          onCancel={shut}
          onSave={(step) => {
            shut()
            onChange(deal, step)
          }}
        />
      )}
    >
      {open(deal) ? <NextStepLine text={deal.nextStep} due={deal.nextStepDue} /> : absent}
    </EditCell>
  )
  const stage = (deal: Deal) => {
    const at = stages.get(deal.stageId)
    return (
      <EditCell
        field={title('stage')}
        editable={canWrite && at !== undefined}
        editor={(shut) => (
          <Select
            value={deal.status === 'open' ? deal.stageId : deal.status}
            defaultOpen
            autoFocus
            style={{ width: '100%' }}
            options={[
              ...(at?.pipeline.stages ?? []).map((one) => ({ value: one.id, label: one.name })),
              { value: 'won', label: at?.pipeline.wonName },
              { value: 'lost', label: at?.pipeline.lostName },
            ]}
            onChange={(target: string) => {
              shut()
              onMove(deal, target)
            }}
          />
        )}
      >
        <StageName deal={deal} at={at} color={context.stageColors.get(deal.stageId)} />
      </EditCell>
    )
  }

  return [
    column('number', 72, (deal) => deal.number, { optional: true, align: 'right' }),
    column('title', 200, (deal) => <><UnreadMark subjectType="deal" subjectId={deal.id} /><strong style={{ fontWeight: 600 }} title={deal.title}>{deal.title}</strong></>, { grow: 3, required: true }),
    column('account', 140, (deal) => plain(deal.account?.name), { grow: 2 }),
    column('pipeline', 130, (deal) => plain(stages.get(deal.stageId)?.pipeline.name), { optional: true }),
    column('stage', 124, stage),
    column('status', 84, (deal) => <Tag tone={deal.status === 'won' ? 'good' : deal.status === 'lost' ? 'bad' : 'neutral'}>{t(`status.${deal.status}`)}</Tag>, { optional: true }),
    column('amount', 118, amount, { align: 'right' }),
    column('currency', 70, (deal) => deal.currency, { optional: true }),
    column('winProbability', 84, (deal) => format.percent(deal.winProbability, 0), { optional: true, align: 'right' }),
    column('forecastCategory', 100, (deal) => {
      const key = (['pipeline', 'best_case', 'commit', 'omitted'] as const).find((one) => one === deal.forecastCategory)
      return key ? t(`forecast.${key}`) : absent
    }, { optional: true }),
    column('expectedCloseOn', 116, close),
    column('nextStep', 220, nextStep, { grow: 3 }),
    column('nextStepDue', 110, (deal) => <span className="num">{format.day(deal.nextStepDue)}</span>, { optional: true }),
    column('owner', 110, owner),
    column('team', 110, (deal) => plain(deal.teamId && names.team.get(deal.teamId)), { optional: true }),
    column('source', 110, (deal) => plain(deal.sourceId && names.source.get(deal.sourceId)), { optional: true }),
    column('tags', 150, (deal) => (
      <span title={deal.tagIds.map((id) => context.tags.get(id)?.name).join('、')}>
        {deal.tagIds.length === 0 ? absent : deal.tagIds.map((id) => {
          const tag = context.tags.get(id)
          return tag && <Tag key={id} color={tag.color}>{tag.name}</Tag>
        })}
      </span>
    ), { optional: true }),
    column('stageEnteredAt', 84, (deal) => (open(deal) ? <AgeBadge enteredAt={deal.stageEnteredAt} plannedDays={stages.get(deal.stageId)?.stage.dwellDays ?? null} /> : absent), { title: t('field.stageAge') }),
    column('lastActivityAt', 110, (deal) => <span className="num">{deal.lastActivityAt ? format.relative(deal.lastActivityAt) : absent}</span>, { optional: true }),
    column('createdAt', 110, (deal) => <span className="num">{format.date(deal.createdAt)}</span>, { optional: true }),
    column('closedAt', 110, (deal) => <span className="num">{format.date(deal.closedAt)}</span>, { optional: true }),
    column('lostReason', 130, (deal) => plain(deal.lostReasonId && names.lostReason.get(deal.lostReasonId)), { optional: true }),
  ]
}

/** Where a deal stands: its stage while open, else won or lost. */
export function StageName({ deal, at, color }: { deal: Deal; at: StageAt | undefined; color: string | undefined }) {
  if (deal.status !== 'open')
    return <Tag tone={deal.status === 'won' ? 'good' : 'bad'}>{deal.status === 'won' ? at?.pipeline.wonName : at?.pipeline.lostName}</Tag>
  return (
    <span style={{ display: 'inline-flex', alignItems: 'center', gap: 6, minWidth: 0 }} title={at?.stage.name}>
      <i style={{ flexShrink: 0, width: 8, height: 8, borderRadius: 3, background: color }} aria-hidden />
      <span style={{ overflow: 'hidden', textOverflow: 'ellipsis' }}>{at?.stage.name ?? absent}</span>
    </span>
  )
}
