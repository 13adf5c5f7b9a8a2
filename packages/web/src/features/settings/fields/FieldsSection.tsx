import { ArrowDownOutlined, ArrowUpOutlined, EditOutlined, InboxOutlined, PlusOutlined, UndoOutlined } from '@ant-design/icons'
import { changeField, listFields, orderFields } from '@sluice/core/fields/contract'
import type { CustomField } from '@sluice/core/fields/contract'
import { FIELD_OBJECTS } from '@sluice/core/fields/field-type'
import type { CustomFieldType } from '@sluice/core/fields/field-type'
import { useQueryClient } from '@tanstack/react-query'
import { Button, Segmented, Select, Switch } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { contractKey, useContractMutation, useContractQuery } from '../../../api/query.ts'
import { useRefresh } from '../../../api/refresh.ts'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { SearchField } from '../../../ui/SearchField.tsx'
import { moved, SortableList } from '../../../ui/SortableList.tsx'
import { Tag } from '../../../ui/Tag.tsx'
import { usePhone } from '../../../ui/use-media-query.ts'
import { useToast } from '../../../ui/use-toast.tsx'
import { useUrlState } from '../../../ui/use-url-state.ts'
import { fieldTypeIcons } from '../../fields/field-types.tsx'
import { useMay } from '../../session/use-may.ts'
import { SettingRow, SettingRows } from '../SettingRows.tsx'
import type { RowAction } from '../SettingRows.tsx'
import { SettingSection } from '../SettingSection.tsx'
import { ArchiveField } from './ArchiveField.tsx'
import { FieldSheet } from './FieldSheet.tsx'
import styles from './FieldsSection.module.css'
import { TypeGallery } from './TypeGallery.tsx'

const url = z.object({ object: z.enum(FIELD_OBJECTS).default('deal') })

type Open = { sheet: 'gallery' } | { sheet: 'new'; type: CustomFieldType } | { sheet: 'edit'; id: string } | { sheet: 'archive'; id: string }

/** The custom fields of each kind of record, in the order in which they are shown. */
export function FieldsSection() {
  const { t } = useTranslation('fields')
  const { t: ts } = useTranslation('settings')
  const phone = usePhone()
  const toast = useToast()
  const refresh = useRefresh()
  const client = useQueryClient()
  const mayWrite = useMay()('config', 'write')
  const [{ object }, setUrl] = useUrlState(url)
  const { data, isPending, error, refetch } = useContractQuery(listFields, {})
  const order = useContractMutation(orderFields)
  const change = useContractMutation(changeField)
  const [search, setSearch] = useState('')
  const [withArchived, setWithArchived] = useState(false)
  const [open, setOpen] = useState<Open | null>(null)
  const all = data?.items ?? []
  const own = all.filter((one) => one.object === object)
  const inUse = own.filter((one) => !one.isArchived)
  const archived = own.filter((one) => one.isArchived)
  const fits = (field: CustomField) => `${field.label} ${field.key}`.toLowerCase().includes(search.toLowerCase())
  const shown = inUse.filter(fits)
  const changed = () => refresh({ type: 'config.changed', subjectType: 'config', subjectId: object })

  const move = async (from: number, to: number) => {
    const ids = moved(inUse, from, to).map((one) => one.id)
    const key = contractKey(listFields, {})
    const before = client.getQueryData<typeof data>(key)
    // Shown at once, put back when refused.
    if (before) client.setQueryData(key, { items: [...before.items.filter((one) => !ids.includes(one.id)), ...moved(inUse, from, to)] })
    try {
      await order.mutateAsync({ body: { object, ids } })
    } catch (refusal) {
      client.setQueryData(key, before)
      toast.failed(refusal)
    }
    changed()
  }
  const restore = async (field: CustomField) => {
    try {
      await change.mutateAsync({ params: { id: field.id }, body: { isArchived: false }, ifMatch: field.version })
      toast.done(ts('restoredDone', { name: field.label }))
    } catch (refusal) {
      toast.failed(refusal)
    }
    changed()
  }
  const actionsOf = (field: CustomField, index: number): RowAction[] => {
    if (!mayWrite) return []
    const edit = { key: 'edit', label: ts('edit'), icon: <EditOutlined />, run: () => setOpen({ sheet: 'edit', id: field.id }) }
    if (field.isArchived) return [{ key: 'restore', label: ts('restore'), icon: <UndoOutlined />, run: () => void restore(field) }]
    return [
      edit,
      ...(index > 0 ? [{ key: 'up', label: t('list.up'), icon: <ArrowUpOutlined />, run: () => void move(index, index - 1) }] : []),
      ...(index < inUse.length - 1 ? [{ key: 'down', label: t('list.down'), icon: <ArrowDownOutlined />, run: () => void move(index, index + 1) }] : []),
      { key: 'archive', label: ts('archive'), icon: <InboxOutlined />, danger: true, run: () => setOpen({ sheet: 'archive', id: field.id }) },
    ]
  }
  const row = (field: CustomField, index: number, handle?: React.ReactNode) => (
    <SettingRow
      key={field.id}
      title={field.label}
      quiet={field.isArchived}
      lead={
        <>
          {handle}
          <span className={styles.icon} aria-hidden>
            {fieldTypeIcons[field.type]}
          </span>
        </>
      }
      detail={
        <>
          <span>{t(`type.${field.type}`)}</span>
          <code>{field.key}</code>
          {field.settings.help !== '' && <span title={field.settings.help}>{field.settings.help.length > 40 ? `${field.settings.help.slice(0, 40)}…` : field.settings.help}</span>}
        </>
      }
      aside={<FieldMarks field={field} />}
      onOpen={mayWrite ? () => setOpen({ sheet: 'edit', id: field.id }) : undefined}
      actions={actionsOf(field, index)}
    />
  )
  const editing = open?.sheet === 'edit' || open?.sheet === 'archive' ? all.find((one) => one.id === open.id) : undefined
  const objects = FIELD_OBJECTS.map((one) => ({ value: one, label: `${t(`object.${one}`)}${all.some((field) => field.object === one && !field.isArchived) ? ` ${all.filter((field) => field.object === one && !field.isArchived).length}` : ''}` }))

  return (
    <>
      <SettingSection
        title={ts('sections.fields')}
        note={mayWrite ? t('list.note') : ts('readOnly')}
        actions={
          mayWrite && (
            <Button type="primary" icon={<PlusOutlined />} onClick={() => setOpen({ sheet: 'gallery' })}>
              {t('list.add')}
            </Button>
          )
        }
        tools={
          <>
            {phone ? (
              <Select value={object} options={objects} aria-label={t('list.object')} style={{ minWidth: 140 }} onChange={(next) => setUrl({ object: next })} />
            ) : (
              <Segmented value={object} options={objects} aria-label={t('list.object')} onChange={(next) => setUrl({ object: next })} />
            )}
            {own.length > 8 && <SearchField value={search} onSearch={setSearch} placeholder={t('list.search')} width={200} />}
            {archived.length > 0 && (
              <label className={styles.switch}>
                <Switch size="small" checked={withArchived} onChange={setWithArchived} />
                {ts('showArchived', { count: archived.length })}
              </label>
            )}
          </>
        }
        loading={isPending}
        error={error}
        onRetry={() => void refetch()}
      >
        {inUse.length === 0 ? (
          <EmptyState
            compact
            title={t('list.none', { object: t(`object.${object}`) })}
            text={t('list.noneText')}
            action={
              mayWrite && (
                <Button icon={<PlusOutlined />} onClick={() => setOpen({ sheet: 'gallery' })}>
                  {t('list.add')}
                </Button>
              )
            }
          />
        ) : shown.length === 0 ? (
          <EmptyState compact title={t('list.nothing')} />
        ) : (
          <SortableList
            className={styles.list}
            items={shown.map((field) => ({ ...field, name: field.label }))}
            label={ts('sections.fields')}
            disabled={!mayWrite || search !== ''}
            onMove={(from, to) => void move(from, to)}
          >
            {(field, handle) => <ul className={styles.one}>{row(field, inUse.findIndex((one) => one.id === field.id), handle)}</ul>}
          </SortableList>
        )}
        {withArchived && archived.length > 0 && (
          <div className={styles.archived}>
            <SettingRows label={ts('archived')}>{archived.filter(fits).map((field) => row(field, -1))}</SettingRows>
          </div>
        )}
      </SettingSection>
      <TypeGallery open={open?.sheet === 'gallery'} object={object} onClose={() => setOpen(null)} onPick={(type) => setOpen({ sheet: 'new', type })} />
      {open?.sheet === 'new' && <FieldSheet object={object} type={open.type} others={own} onClose={() => setOpen(null)} />}
      {open?.sheet === 'edit' && editing && <FieldSheet key={editing.id} field={editing} object={editing.object} type={editing.type} others={own.filter((one) => one.id !== editing.id)} onClose={() => setOpen(null)} />}
      {open?.sheet === 'archive' && editing && <ArchiveField field={editing} onClose={() => setOpen(null)} />}
    </>
  )
}

/** What matters of a field's behaviour, in a word each. */
function FieldMarks({ field }: { field: CustomField }) {
  const { t } = useTranslation('fields')
  const { settings } = field
  return (
    <>
      {field.isArchived && <Tag>{t('mark.archived')}</Tag>}
      {settings.required && <Tag tone="brand">{t('mark.required')}</Tag>}
      {!settings.required && settings.recommended && <Tag>{t('mark.recommended')}</Tag>}
      {settings.requiredFromStages.length > 0 && <Tag tone="brand">{t('mark.stages', { count: settings.requiredFromStages.length })}</Tag>}
      {settings.unique && <Tag>{t('mark.unique')}</Tag>}
      {settings.visibleIf !== null && <Tag>{t('mark.conditional')}</Tag>}
      {settings.readRoles.length > 0 && <Tag>{t('mark.restricted')}</Tag>}
    </>
  )
}
