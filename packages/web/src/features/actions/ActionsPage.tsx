import { CheckSquareOutlined, PlusOutlined } from '@ant-design/icons'
import { actionKind, actionStatus, listActions } from '@sluice/core/actions/contract'
import { Button, Segmented, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { z } from 'zod'
import { useContractPages } from '../../api/query.ts'
import { paths } from '../../paths.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { FilterBar, FilterChip } from '../../ui/FilterBar.tsx'
import { Page } from '../../ui/Page.tsx'
import { Paged } from '../../ui/Paged.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { SearchField } from '../../ui/SearchField.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { useHotkey } from '../../ui/use-hotkey.ts'
import { useUrlState } from '../../ui/use-url-state.ts'
import styles from './Actions.module.css'
import { ActionList } from './ActionList.tsx'
import { ActionSheet } from './ActionSheet.tsx'

const actionsUrl = z.object({
  box: z.enum(['mine', 'all']).default('mine'),
  status: actionStatus.default('open'),
  kind: z.union([actionKind, z.literal('')]).default(''),
  overdue: z.boolean().default(false),
  q: z.string().max(100).default(''),
})

/** 行动项: tasks and review topics, what is due first, first. */
export default function ActionsPage() {
  const { t } = useTranslation('actions')
  const format = useFormat()
  const [url, change] = useUrlState(actionsUrl)
  const [adding, setAdding] = useState(false)
  const read = useContractPages(listActions, {
    query: { box: url.box, status: url.status, ...(url.kind !== '' && { kind: url.kind }), ...(url.overdue && { overdue: 'true' as const }), ...(url.q !== '' && { q: url.q }), limit: 50 },
  })
  const counts = read.firstPage?.counts
  useHotkey('a', () => setAdding(true), { label: t('add'), group: t('title') })
  const add = (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => setAdding(true)}>
      {t('add')}
    </Button>
  )
  const filtered = url.kind !== '' || url.overdue || url.q !== '' || url.status !== 'open'
  return (
    <>
      <PageHeader title={t('title')} description={t('description')} actions={add}>
        <FilterBar
          quick={
            <>
              <Segmented aria-label={t('boxLabel')} value={url.box} onChange={(box) => change({ box })} options={(['mine', 'all'] as const).map((value) => ({ value, label: t(`box.${value}`) }))} />
              <Segmented aria-label={t('statusLabel')} value={url.status} onChange={(status) => change({ status })} options={actionStatus.options.map((value) => ({ value, label: t(`status.${value}`) }))} />
              {url.status === 'open' && (
                <FilterChip label={t('overdueOnly')} on={url.overdue} count={counts && counts.overdue > 0 ? format.count(counts.overdue) : undefined} onChange={(overdue) => change({ overdue })} />
              )}
            </>
          }
          active={Number(url.kind !== '') + Number(url.q !== '')}
          onClear={() => change({ kind: '', q: '' })}
        >
          <Select
            aria-label={t('kindLabel')}
            value={url.kind}
            onChange={(kind) => change({ kind })}
            popupMatchSelectWidth={false}
            options={[{ value: '' as const, label: t('kind.any') }, ...actionKind.options.map((value) => ({ value, label: t(`kind.${value}`) }))]}
          />
          <SearchField value={url.q} onSearch={(q) => change({ q })} placeholder={t('search')} />
        </FilterBar>
      </PageHeader>
      <Page>
        <Paged
          read={read}
          empty={
            <EmptyState
              icon={<CheckSquareOutlined />}
              title={t(url.box === 'mine' && !filtered ? 'empty.mine' : 'empty.all')}
              text={t(url.box === 'mine' && !filtered ? 'empty.mineText' : 'empty.allText')}
              action={
                <span className={styles.emptyActions}>
                  <Button type="primary" onClick={() => setAdding(true)}>
                    {t('add')}
                  </Button>
                  <Link to={paths.alarms}>
                    <Button>{t('empty.alarms')}</Button>
                  </Link>
                </span>
              }
            />
          }
        >
          <div aria-busy={read.isStale}>
            <ActionList items={read.rows} label={t('label')} />
          </div>
        </Paged>
      </Page>
      {adding && <ActionSheet onClose={() => setAdding(false)} />}
    </>
  )
}
