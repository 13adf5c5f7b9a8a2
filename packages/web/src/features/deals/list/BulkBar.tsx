import { bulkChangeDeals } from '@sluice/core/pipeline/contract'
import type { Deal } from '@sluice/core/pipeline/contract'
import { Button, Popover, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../../../api/client.ts'
import { useRefresh } from '../../../api/refresh.ts'
import { useToast } from '../../../ui/use-toast.tsx'
import { TagSelect } from '../../pickers/TagSelect.tsx'
import { UserSelect } from '../../pickers/UserSelect.tsx'
import type { StageAt } from '../lookups.ts'
import styles from './BulkBar.module.css'
import { BulkRefused } from './BulkRefused.tsx'
import type { BulkOutcome } from './BulkRefused.tsx'

type Change = { ownerId?: string; stageId?: string; addTagIds?: string[]; removeTagIds?: string[] }
const most = 500

/** Owner, stage and tags of all selected deals at once. Each deal is decided by itself; the refused ones are listed with their reason. */
export function BulkBar(props: {
  selected: ReadonlySet<string>
  rows: readonly Deal[]
  stages: readonly StageAt[]
  onSelect: (keys: ReadonlySet<string>) => void
  /** Shows what a move needs. */
  onOpenGate: (deal: Deal, stageId: string) => void
}) {
  const { t } = useTranslation('deals')
  const { t: tu } = useTranslation('ui')
  const toast = useToast()
  const refresh = useRefresh()
  const [busy, setBusy] = useState(false)
  const [outcome, setOutcome] = useState<BulkOutcome | null>(null)
  const [add, setAdd] = useState<string[]>([])
  const [remove, setRemove] = useState<string[]>([])
  const tooMany = props.selected.size > most
  const many = new Set(props.stages.map(({ pipeline }) => pipeline.id)).size > 1

  const apply = async (change: Change) => {
    setBusy(true)
    try {
      const { changed, refused } = await call(bulkChangeDeals, { body: { ids: [...props.selected], ...change } })
      // One message refreshes lists, boards and reports once, however many deals it was.
      refresh({ type: 'deal.changed', subjectType: 'deal', subjectId: changed[0] ?? '' })
      props.onSelect(new Set(refused.map((one) => one.id)))
      if (refused.length === 0) return toast.done(t('list.changed', { count: changed.length }))
      const deals = new Map(props.rows.map((deal) => [deal.id, deal]))
      setOutcome({
        changed: changed.length,
        stageId: change.stageId ?? null,
        refused: refused.flatMap(({ id, code, missing }) => {
          const deal = deals.get(id)
          return deal ? [{ deal, code, missing }] : []
        }),
      })
    } catch (error) {
      toast.failed(error)
    } finally {
      setBusy(false)
    }
  }
  const idle = busy || tooMany

  return (
    <div className={styles.bar} role="toolbar" aria-label={t('list.bulk')}>
      <strong>{tu('table.selected', { count: props.selected.size })}</strong>
      {tooMany && <span className={styles.limit}>{t('list.limit')}</span>}
      <UserSelect
        value={null}
        disabled={idle}
        placeholder={t('list.bulkOwner')}
        style={{ width: 140 }}
        onChange={(ownerId) => {
          if (ownerId !== null) void apply({ ownerId })
        }}
      />
      <Select
        value={null}
        disabled={idle}
        placeholder={t('list.bulkStage')}
        style={{ width: 160 }}
        popupMatchSelectWidth={false}
        showSearch={{ optionFilterProp: 'label' }}
        options={props.stages.map(({ stage, pipeline }) => ({ value: stage.id, label: many ? `${pipeline.name} / ${stage.name}` : stage.name }))}
        onChange={(stageId: string | null) => {
          if (stageId !== null) void apply({ stageId })
        }}
      />
      <Popover
        trigger="click"
        arrow={false}
        placement="bottomLeft"
        content={
          <div className={styles.tags}>
            <TagSelect value={add} onChange={setAdd} placeholder={t('list.addTags')} />
            <TagSelect value={remove} onChange={setRemove} placeholder={t('list.removeTags')} />
            <Button
              type="primary"
              disabled={add.length + remove.length === 0}
              onClick={() => {
                void apply({ addTagIds: add.length > 0 ? add : undefined, removeTagIds: remove.length > 0 ? remove : undefined })
                setAdd([])
                setRemove([])
              }}
            >
              {t('list.apply')}
            </Button>
          </div>
        }
      >
        <Button disabled={idle}>{t('list.bulkTags')}</Button>
      </Popover>
      <Button type="link" onClick={() => props.onSelect(new Set())}>
        {tu('table.clearSelection')}
      </Button>
      {outcome && <BulkRefused outcome={outcome} rows={props.rows} onOpen={props.onOpenGate} onClose={() => setOutcome(null)} />}
    </div>
  )
}
