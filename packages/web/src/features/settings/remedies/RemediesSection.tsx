import { CheckSquareOutlined, EditOutlined, EyeInvisibleOutlined, PlusOutlined, UndoOutlined } from '@ant-design/icons'
import { causeCodes } from '@sluice/core/diagnosis/said'
import { hideRemedy, listRemedies, restoreRemedy } from '@sluice/core/remedies/contract'
import type { RemedyRecord } from '@sluice/core/remedies/contract'
import { Button, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { call } from '../../../api/client.ts'
import { useContractQuery } from '../../../api/query.ts'
import { useRefresh } from '../../../api/refresh.ts'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { FilterChip } from '../../../ui/FilterBar.tsx'
import { SearchField } from '../../../ui/SearchField.tsx'
import { Tag } from '../../../ui/Tag.tsx'
import { useToast } from '../../../ui/use-toast.tsx'
import { useUrlState } from '../../../ui/use-url-state.ts'
import { ActionSheet } from '../../actions/ActionSheet.tsx'
import { RemedySheet } from '../../alarms/RemedySheet.tsx'
import { useSpoken } from '../../alarms/use-spoken.ts'
import { SettingRow, SettingRows } from '../SettingRows.tsx'
import { SettingSection } from '../SettingSection.tsx'
import styles from './Remedies.module.css'

const libraryUrl = z.object({ q: z.string().max(100).default(''), cause: z.union([z.enum(causeCodes), z.literal('')]).default(''), hidden: z.boolean().default(false) })

/** The strategy library: what helps against which cause; searched, rewritten, hidden, restored, added to. */
export function RemediesSection() {
  const { t } = useTranslation('alarms')
  const toast = useToast()
  const refresh = useRefresh()
  const spoken = useSpoken()
  const [url, change] = useUrlState(libraryUrl)
  const [editing, setEditing] = useState<RemedyRecord | 'new' | null>(null)
  const [making, setMaking] = useState<RemedyRecord | null>(null)
  const read = useContractQuery(
    listRemedies,
    { query: { ...(url.q !== '' && { q: url.q }), ...(url.cause !== '' && { cause: url.cause }), ...(url.hidden && { hidden: 'true' as const }) } },
    { keepPrevious: true },
  )
  const canWrite = read.data?.canWrite ?? false
  const items = read.data?.items ?? []
  const told = (key: string) => refresh({ type: 'config.changed', subjectType: 'config', subjectId: key })
  const hide = async ({ remedy }: RemedyRecord) => {
    const params = { key: remedy.key }
    try {
      await call(hideRemedy, { params })
      toast.undoable(t('library.hidden', { name: spoken(remedy.name) }), async () => {
        await call(restoreRemedy, { params })
        told(remedy.key)
      })
    } catch (error) {
      toast.failed(error)
    }
    told(remedy.key)
  }
  const restore = async ({ remedy }: RemedyRecord) => {
    await call(restoreRemedy, { params: { key: remedy.key } }).then((done) => toast.done(t('library.restored', { name: spoken(done.remedy.name) })), toast.failed)
    told(remedy.key)
  }
  const add = canWrite && (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => setEditing('new')}>
      {t('library.add')}
    </Button>
  )
  return (
    <>
      <SettingSection
        title={t('library.title')}
        note={t('library.note')}
        actions={add}
        loading={read.isPending}
        error={read.error}
        onRetry={() => void read.refetch()}
        tools={
          <div className={styles.tools}>
            <SearchField value={url.q} onSearch={(q) => change({ q })} placeholder={t('library.search')} />
            <Select
              aria-label={t('library.cause')}
              placeholder={t('library.cause')}
              allowClear
              showSearch={{ optionFilterProp: 'label' }}
              value={url.cause === '' ? undefined : url.cause}
              onChange={(cause) => change({ cause: cause ?? '' })}
              popupMatchSelectWidth={false}
              options={causeCodes.map((value) => ({ value, label: t(`causes.${value}`) }))}
              style={{ minWidth: 160 }}
            />
            <FilterChip label={t('library.hiddenOnly')} on={url.hidden} onChange={(hidden) => change({ hidden })} />
          </div>
        }
      >
        {items.length === 0 ? (
          <EmptyState title={t('library.none')} text={t('library.noneText')} action={add} />
        ) : (
          <SettingRows label={t('library.label')}>
            {items.map((record) => {
              const { remedy, origin, isHidden } = record
              return (
                <SettingRow
                  key={remedy.key}
                  title={spoken(remedy.name)}
                  quiet={isHidden}
                  detail={
                    <>
                      <span className={styles.summary}>{spoken(remedy.summary)}</span>
                      <span className={styles.causes}>
                        {remedy.causes.slice(0, 5).map((cause) => (
                          <button key={cause} type="button" aria-pressed={url.cause === cause} className={styles.cause} onClick={() => change({ cause: url.cause === cause ? '' : cause })}>
                            {t(`causes.${cause}`)}
                          </button>
                        ))}
                        <span className={styles.quiet}>
                          {t('library.steps', { count: remedy.steps.length })} · {t(`library.suggest.${remedy.suggest.action}`)}
                        </span>
                      </span>
                    </>
                  }
                  aside={
                    <>
                      {isHidden && <Tag>{t('library.isHidden')}</Tag>}
                      {origin !== 'built_in' && <Tag tone="brand">{t(`library.origin.${origin}`)}</Tag>}
                    </>
                  }
                  onOpen={canWrite ? () => setEditing(record) : () => setMaking(record)}
                  actions={[
                    { key: 'make', label: t('library.makeFor'), icon: <CheckSquareOutlined />, run: () => setMaking(record) },
                    ...(canWrite
                      ? [
                          { key: 'edit', label: t('library.edit'), icon: <EditOutlined />, run: () => setEditing(record) },
                          ...(isHidden || origin === 'changed'
                            ? [{ key: 'restore', label: t(isHidden ? 'library.restore' : 'library.restoreAsCame'), icon: <UndoOutlined />, run: () => void restore(record) }]
                            : []),
                          ...(isHidden ? [] : [{ key: 'hide', label: t('library.hide'), icon: <EyeInvisibleOutlined />, run: () => void hide(record) }]),
                        ]
                      : []),
                  ]}
                />
              )
            })}
          </SettingRows>
        )}
      </SettingSection>
      {editing !== null && <RemedySheet record={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />}
      {making && (
        <ActionSheet
          start={{
            kind: making.remedy.suggest.action === 'review_topic' ? 'review_topic' : 'task', title: spoken(making.remedy.suggest.topic),
            body: making.remedy.steps.map((step, at) => `${at + 1}. ${spoken(step)}`).join('\n'), remedyKey: making.remedy.key,
          }}
          onClose={() => setMaking(null)}
        />
      )}
    </>
  )
}
