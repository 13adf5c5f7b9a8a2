import { EditOutlined, InboxOutlined, PlusOutlined, UndoOutlined } from '@ant-design/icons'
import { Button, Form, Input, Select, Switch } from 'antd'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useRefresh } from '../../../api/refresh.ts'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { Tag } from '../../../ui/Tag.tsx'
import { useToast } from '../../../ui/use-toast.tsx'
import { flattenTree } from '../../pickers/tree-names.ts'
import { useMay } from '../../session/use-may.ts'
import { FormSheet } from '../FormSheet.tsx'
import { SettingRow, SettingRows } from '../SettingRows.tsx'
import { SettingSection } from '../SettingSection.tsx'
import { useEditForm } from '../use-edit-form.ts'

interface Named {
  id: string
  parentId: string | null
  name: string
  isArchived: boolean
  version: number
}

export interface NamedTreeWords {
  title: string
  note: string
  add: string
  addBelow: string
  none: string
  parent: string
  noParent: string
}

export interface NamedTreeProps<T extends Named> {
  words: NamedTreeWords
  items: readonly T[] | undefined
  loading: boolean
  error: unknown
  onRetry: () => void
  aside?: (row: T) => ReactNode
  create: (body: { name: string; parentId: string | null }) => Promise<{ id: string }>
  change: (id: string, body: { name?: string; isArchived?: boolean }, version: number) => Promise<T>
  versionOf: (id: string) => Promise<number>
}

type Open = { sheet: 'add'; parentId: string | null } | { sheet: 'edit'; id: string } | null

/** A tree of names that people choose from (sources, loss reasons): add, rename, archive with a way back. */
export function NamedTree<T extends Named>(props: NamedTreeProps<T>) {
  const { words } = props
  const { t } = useTranslation('settings')
  const mayWrite = useMay()('config', 'write')
  const toast = useToast()
  const refresh = useRefresh()
  const [withArchived, setWithArchived] = useState(false)
  const [open, setOpen] = useState<Open>(null)
  const all = props.items ?? []
  const archived = all.filter((one) => one.isArchived).length
  const editing = open?.sheet === 'edit' ? all.find((one) => one.id === open.id) : undefined
  const changed = (id: string) => refresh({ type: 'config.changed', subjectType: 'config', subjectId: id })

  const setArchived = async (row: T, isArchived: boolean) => {
    try {
      const { version } = await props.change(row.id, { isArchived }, row.version)
      if (isArchived)
        toast.undoable(t('archivedDone', { name: row.name }), async () => {
          await props.change(row.id, { isArchived: false }, version)
          changed(row.id)
        })
      else toast.done(t('restoredDone', { name: row.name }))
    } catch (error) {
      toast.failed(error)
    }
    changed(row.id)
  }

  return (
    <>
      <SettingSection
        title={words.title}
        note={words.note}
        actions={
          mayWrite && (
            <Button type="primary" icon={<PlusOutlined />} onClick={() => setOpen({ sheet: 'add', parentId: null })}>
              {words.add}
            </Button>
          )
        }
        tools={
          archived > 0 && (
            <label style={{ display: 'inline-flex', alignItems: 'center', gap: 8 }}>
              <Switch size="small" checked={withArchived} onChange={setWithArchived} />
              {t('showArchived', { count: archived })}
            </label>
          )
        }
        loading={props.loading}
        error={props.error}
        onRetry={props.onRetry}
      >
        {all.length === 0 ? (
          <EmptyState compact title={words.none} />
        ) : (
          <SettingRows label={words.title}>
            {flattenTree(all.filter((one) => withArchived || !one.isArchived)).map(({ row, depth }) => (
              <SettingRow
                key={row.id}
                title={row.name}
                depth={depth}
                quiet={row.isArchived}
                aside={
                  <>
                    {props.aside?.(row)}
                    {row.isArchived && <Tag>{t('archived')}</Tag>}
                  </>
                }
                onOpen={mayWrite ? () => setOpen({ sheet: 'edit', id: row.id }) : undefined}
                actions={
                  mayWrite
                    ? [
                        { key: 'edit', label: t('rename'), icon: <EditOutlined />, run: () => setOpen({ sheet: 'edit', id: row.id }) },
                        ...(row.isArchived ? [] : [{ key: 'below', label: words.addBelow, icon: <PlusOutlined />, run: () => setOpen({ sheet: 'add', parentId: row.id }) }]),
                        row.isArchived
                          ? { key: 'restore', label: t('restore'), icon: <UndoOutlined />, run: () => void setArchived(row, false) }
                          : { key: 'archive', label: t('archive'), icon: <InboxOutlined />, run: () => void setArchived(row, true) },
                      ]
                    : []
                }
              />
            ))}
          </SettingRows>
        )}
      </SettingSection>
      {open?.sheet === 'add' && <AddNamed {...props} parentId={open.parentId} onClose={() => setOpen(null)} onDone={changed} />}
      {editing && <RenameNamed {...props} row={editing} onClose={() => setOpen(null)} onDone={changed} />}
    </>
  )
}

function AddNamed<T extends Named>(props: NamedTreeProps<T> & { parentId: string | null; onClose: () => void; onDone: (id: string) => void }) {
  const { t } = useTranslation('settings')
  const toast = useToast()
  const edit = useEditForm<{ name: string; parentId: string | null }>({
    initial: { name: '', parentId: props.parentId },
    write: async (_, { name, parentId }) => {
      const made = await props.create({ name, parentId: parentId ?? null })
      props.onDone(made.id)
      toast.done(t('addedDone', { name }))
    },
    onDone: props.onClose,
  })
  const above = flattenTree((props.items ?? []).filter((one) => !one.isArchived))
  return (
    <FormSheet title={props.words.add} save={t('add')} edit={edit} onClose={props.onClose}>
      <Form.Item name="name" label={t('name')} rules={[{ required: true, whitespace: true, message: t('nameNeeded') }]}>
        <Input maxLength={60} />
      </Form.Item>
      <Form.Item name="parentId" label={props.words.parent}>
        <Select
          allowClear
          placeholder={props.words.noParent}
          showSearch={{ optionFilterProp: 'name' }}
          options={above.map(({ row, depth }) => ({ value: row.id, name: row.name, label: <span style={{ paddingInlineStart: depth * 14 }}>{row.name}</span> }))}
        />
      </Form.Item>
    </FormSheet>
  )
}

function RenameNamed<T extends Named>(props: NamedTreeProps<T> & { row: T; onClose: () => void; onDone: (id: string) => void }) {
  const { t } = useTranslation('settings')
  const toast = useToast()
  const edit = useEditForm({
    initial: { name: props.row.name },
    version: props.row.version,
    write: (changed, _, version) => props.change(props.row.id, changed, version),
    readVersion: () => props.versionOf(props.row.id),
    onDone: () => {
      props.onDone(props.row.id)
      toast.done(t('saved'))
      props.onClose()
    },
  })
  return (
    <FormSheet title={t('rename')} save={t('save')} edit={edit} onClose={props.onClose}>
      <Form.Item name="name" label={t('name')} rules={[{ required: true, whitespace: true, message: t('nameNeeded') }]}>
        <Input maxLength={60} />
      </Form.Item>
    </FormSheet>
  )
}
