import { SaveOutlined } from '@ant-design/icons'
import { changeMapping, listMappings, removeMapping, saveMapping } from '@sluice/core/imports/contract'
import type { ImportDetail, SavedMapping } from '@sluice/core/imports/contract'
import { useQueryClient } from '@tanstack/react-query'
import { Button, Dropdown, Input, Modal } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useContractMutation, useContractQuery } from '../../api/query.ts'
import { useToast } from '../../ui/use-toast.tsx'
import type { ImportDraft } from './use-import-draft.ts'

/** Mappings kept under a name: apply one to this file, keep this one for the next file, or throw one away. */
export function MappingMenu({ detail, draft }: { detail: ImportDetail; draft: ImportDraft }) {
  const { t } = useTranslation('imports')
  const toast = useToast()
  const client = useQueryClient()
  const list = useContractQuery(listMappings, {})
  const [naming, setNaming] = useState(false)
  const [removing, setRemoving] = useState<SavedMapping | null>(null)
  const fitting = (list.data?.items ?? []).filter((one) => one.mapping.kind === draft.mapping?.kind)
  const refresh = () => void client.invalidateQueries({ queryKey: [listMappings.path] })
  const remove = useContractMutation(removeMapping, { onSuccess: refresh, onError: toast.failed })

  const apply = (saved: SavedMapping) => {
    const before = draft.mapping
    // How this file is read stays: the other file's sheet or encoding says nothing about it.
    draft.edit((mapping) => ({ ...saved.mapping, file: mapping.file }))
    if (before) toast.undoable(t('savedMapping.applied', { name: saved.name }), () => draft.edit(() => before))
  }
  return (
    <>
      <Dropdown
        trigger={['click']}
        menu={{
          items: [
            { key: 'save', label: t('savedMapping.saveAs'), onClick: () => setNaming(true) },
            { type: 'divider' },
            {
              key: 'apply',
              type: 'group',
              label: t('savedMapping.apply'),
              children:
                fitting.length === 0
                  ? [{ key: 'none', label: t('savedMapping.none', { kind: detail.kind ? t(`kind.${detail.kind}`) : '' }), disabled: true }]
                  : fitting.map((saved) => ({ key: saved.id, label: saved.name, onClick: () => apply(saved) })),
            },
            ...(fitting.length === 0
              ? []
              : [
                  {
                    key: 'remove',
                    label: t('savedMapping.remove'),
                    children: fitting.map((saved) => ({ key: `remove-${saved.id}`, label: saved.name, danger: true, onClick: () => setRemoving(saved) })),
                  },
                ]),
          ],
        }}
      >
        <Button icon={<SaveOutlined aria-hidden />}>{t('savedMapping.button')}</Button>
      </Dropdown>
      {naming && draft.mapping && (
        <NameMapping
          taken={list.data?.items ?? []}
          initial={draft.mapping.name ?? detail.fileName.replace(/(\.\w{2,4})+$/, '')}
          mapping={draft.mapping}
          onDone={() => {
            setNaming(false)
            refresh()
          }}
          onClose={() => setNaming(false)}
        />
      )}
      <Modal
        open={removing !== null}
        title={t('savedMapping.removeQuestion', { name: removing?.name ?? '' })}
        okText={t('savedMapping.remove')}
        okButtonProps={{ danger: true, loading: remove.isPending }}
        onCancel={() => setRemoving(null)}
        onOk={() => removing && remove.mutate({ params: { id: removing.id } }, { onSettled: () => setRemoving(null) })}
      >
        {t('savedMapping.removeText')}
      </Modal>
    </>
  )
}

function NameMapping(props: { taken: readonly SavedMapping[]; initial: string; mapping: SavedMapping['mapping']; onDone: () => void; onClose: () => void }) {
  const { t } = useTranslation('imports')
  const toast = useToast()
  const [name, setName] = useState(props.initial)
  const done = { onSuccess: () => (toast.done(t('savedMapping.done', { name: name.trim() })), props.onDone()), onError: toast.failed }
  const save = useContractMutation(saveMapping, done)
  const replace = useContractMutation(changeMapping, done)
  const same = props.taken.find((one) => one.name === name.trim())
  const submit = () => {
    const body = { name: name.trim(), mapping: { ...props.mapping, name: name.trim() } }
    if (body.name === '') return
    if (same) replace.mutate({ params: { id: same.id }, body, ifMatch: same.version })
    else save.mutate({ body })
  }
  return (
    <Modal
      open
      title={t('savedMapping.saveAs')}
      okText={same ? t('savedMapping.replace') : t('savedMapping.save')}
      okButtonProps={{ disabled: name.trim() === '', loading: save.isPending || replace.isPending }}
      onOk={submit}
      onCancel={props.onClose}
    >
      <p style={{ marginBottom: 10, color: 'var(--s-text-secondary)' }}>{t('savedMapping.text')}</p>
      <Input autoFocus maxLength={100} aria-label={t('savedMapping.name')} value={name} onChange={(event) => setName(event.target.value)} onPressEnter={submit} />
      {same && <p style={{ marginTop: 8, color: 'var(--s-warn)' }}>{t('savedMapping.exists')}</p>}
    </Modal>
  )
}
