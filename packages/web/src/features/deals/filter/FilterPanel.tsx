import type { Condition } from '@sluice/core/conditions/condition'
import { Button, Form, Select, Spin } from 'antd'
import { lazy, Suspense, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { BottomSheet } from '../../../ui/BottomSheet.tsx'
import { readCondition, writeCondition } from '../../conditions/read-condition.ts'
import { useCatalogue } from '../../fields/use-catalogue.ts'
import { ChannelSelect } from '../../pickers/ChannelSelect.tsx'
import { TagSelect } from '../../pickers/TagSelect.tsx'
import { TeamSelect } from '../../pickers/TeamSelect.tsx'
import { UserSelect } from '../../pickers/UserSelect.tsx'
import styles from './FilterPanel.module.css'
import { activeFilters, clearedFilters } from '../deals-url.ts'
import type { DealsUrl } from '../deals-url.ts'
import type { StageAt } from '../lookups.ts'

const ConditionEditor = lazy(() => import('../../conditions/ConditionEditor.tsx'))

/** Every filter beyond the quick ones, and the full condition. Each change applies at once. */
export function FilterPanel(props: {
  open: boolean
  url: DealsUrl
  stages: readonly StageAt[]
  onChange: (part: Partial<DealsUrl>) => void
  onClose: () => void
}) {
  const { t } = useTranslation('deals')
  const { t: tc } = useTranslation('conditions')
  const { t: tu } = useTranslation('ui')
  const { url, onChange } = props
  const catalogue = useCatalogue('deal')
  const condition = readCondition(url.where, catalogue)
  const list = url.layout === 'list'

  // The editor keeps half-written rules to itself. A condition that came from elsewhere (a view, cleared filters) starts it afresh.
  const [epoch, setEpoch] = useState(0)
  const own = useRef(new Set([url.where]))
  useEffect(() => {
    if (own.current.has(url.where)) return
    own.current = new Set([url.where])
    setEpoch((now) => now + 1)
  }, [url.where])
  const write = (next: Condition) => {
    const where = writeCondition(next)
    own.current.add(where)
    onChange({ where })
  }
  return (
    <BottomSheet
      open={props.open}
      onClose={props.onClose}
      title={tu('filters')}
      width={620}
      extra={
        activeFilters(url) > 0 && (
          <Button type="link" size="small" onClick={() => onChange(clearedFilters)}>
            {tu('clearFilters')}
          </Button>
        )
      }
    >
      <Form layout="vertical" className={styles.form}>
        <Form.Item label={t('filter.owner')}>
          <UserSelect multiple value={url.owner} onChange={(owner) => onChange({ owner })} />
        </Form.Item>
        <Form.Item label={t('filter.team')}>
          <TeamSelect multiple value={url.team} onChange={(team) => onChange({ team })} />
        </Form.Item>
        <Form.Item label={t('filter.source')}>
          <ChannelSelect multiple value={url.source} onChange={(source) => onChange({ source })} />
        </Form.Item>
        <Form.Item label={t('filter.tag')}>
          <TagSelect value={url.tag} onChange={(tag) => onChange({ tag })} />
        </Form.Item>
        {list ? (
          <>
            <Form.Item label={t('filter.stage')}>
              <Select
                mode="multiple"
                allowClear
                value={url.stage}
                showSearch={{ optionFilterProp: 'label' }}
                options={props.stages.map(({ stage }) => ({ value: stage.id, label: stage.name }))}
                onChange={(stage: string[]) => onChange({ stage })}
              />
            </Form.Item>
            <Form.Item label={t('filter.status')}>
              <Select
                value={url.status}
                options={(['open', 'dormant', 'won', 'lost', ''] as const).map((one) => ({ value: one, label: t(`status.${one === '' ? 'all' : one}`) }))}
                onChange={(status: DealsUrl['status']) => onChange({ status })}
              />
            </Form.Item>
          </>
        ) : (
          <Form.Item label={t('filter.closedDays')}>
            <Select
              value={url.closedDays}
              options={[30, 90, 180, 365].map((days) => ({ value: days, label: days === 365 ? t('filter.closedYear') : t('filter.closedDaysValue', { count: days }) }))}
              onChange={(closedDays: number) => onChange({ closedDays })}
            />
          </Form.Item>
        )}
        <Form.Item label={tc('title')} className={styles.whole}>
          {props.open && (
            <Suspense fallback={<Spin />}>
              <ConditionEditor key={epoch} object={catalogue} value={condition ?? null} onChange={write} />
            </Suspense>
          )}
        </Form.Item>
      </Form>
    </BottomSheet>
  )
}
