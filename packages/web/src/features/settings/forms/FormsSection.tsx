import { EditOutlined, FormOutlined, InboxOutlined, PlusOutlined, UndoOutlined } from '@ant-design/icons'
import { FIELD_OBJECTS } from '@sluice/core/fields/field-type'
import type { FieldObject } from '@sluice/core/fields/field-type'
import { assess } from '@sluice/core/forms/answer'
import { changeForm, createForm, listForms } from '@sluice/core/forms/contract'
import type { Form, Layout } from '@sluice/core/forms/contract'
import { Button, Switch } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { useContractMutation, useContractQuery } from '../../../api/query.ts'
import { useRefresh } from '../../../api/refresh.ts'
import { paths } from '../../../paths.ts'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { Tag } from '../../../ui/Tag.tsx'
import { useToast } from '../../../ui/use-toast.tsx'
import { useMay } from '../../session/use-may.ts'
import { SettingRow, SettingRows } from '../SettingRows.tsx'
import type { RowAction } from '../SettingRows.tsx'
import { SettingSection } from '../SettingSection.tsx'
import { CreateQuestionnaire } from './CreateQuestionnaire.tsx'

/** Objects whose screens follow a layout. */
const laidOut: readonly FieldObject[] = FIELD_OBJECTS.filter((object) => object !== 'activity' && object !== 'product')

/** The forms: how pages and creation dialogs are laid out, and the questionnaires. */
export function FormsSection() {
  const { t } = useTranslation('forms')
  const { t: tf } = useTranslation('fields')
  const { t: ts } = useTranslation('settings')
  const navigate = useNavigate()
  const toast = useToast()
  const refresh = useRefresh()
  const mayWrite = useMay()('config', 'write')
  const { data, isPending, error, refetch } = useContractQuery(listForms, {})
  const create = useContractMutation(createForm)
  const change = useContractMutation(changeForm)
  const [adding, setAdding] = useState(false)
  const [withArchived, setWithArchived] = useState(false)
  const items = data?.items ?? []
  const questionnaires = items.filter((one) => one.kind === 'questionnaire')
  const archived = questionnaires.filter((one) => one.isArchived).length
  const changed = () => refresh({ type: 'config.changed', subjectType: 'config', subjectId: 'forms' })
  const open = (id: string) => void navigate(paths.formDesigner(id))

  const setArchived = async (form: Form, isArchived: boolean, say: string) => {
    try {
      const { version } = await change.mutateAsync({ params: { id: form.id }, body: { isArchived }, ifMatch: form.version })
      if (isArchived)
        toast.undoable(say, async () => {
          await change.mutateAsync({ params: { id: form.id }, body: { isArchived: false }, ifMatch: version })
          changed()
        })
      else toast.done(say)
    } catch (refusal) {
      toast.failed(refusal)
    }
    changed()
  }
  const customise = async (object: FieldObject, kind: 'page' | 'create', definition: Layout) => {
    try {
      const made = await create.mutateAsync({ body: { kind, object, name: t('list.layoutName', { object: tf(`object.${object}`), kind: t(`kind.${kind}`) }), definition } })
      changed()
      open(made.id)
    } catch (refusal) {
      toast.failed(refusal)
    }
  }
  const layoutRow = (object: FieldObject, kind: 'page' | 'create') => {
    const form = items.find((one) => one.object === object && one.kind === kind && !one.isArchived)
    const own = form && form.kind !== 'questionnaire' ? form : undefined
    const definition = own?.definition ?? data?.defaults.find((one) => one.object === object && one.kind === kind)?.definition
    if (!definition) return null
    const name = t('list.layoutName', { object: tf(`object.${object}`), kind: t(`kind.${kind}`) })
    const start = own ? () => open(own.id) : mayWrite ? () => void customise(object, kind, definition) : undefined
    const actions: RowAction[] = !mayWrite
      ? []
      : own
        ? [
            { key: 'design', label: t('list.design'), icon: <EditOutlined />, run: () => open(own.id) },
            { key: 'back', label: t('list.backToStandard'), icon: <UndoOutlined />, run: () => void setArchived(own, true, t('list.backDone')) },
          ]
        : [{ key: 'customise', label: t('list.customise'), icon: <EditOutlined />, run: () => void customise(object, kind, definition) }]
    return (
      <SettingRow
        key={`${object}-${kind}`}
        title={name}
        detail={t('list.sections', { sections: definition.sections.length, fields: definition.sections.reduce((sum, section) => sum + section.items.length, 0) })}
        aside={own ? <Tag tone="brand">{t('list.made')}</Tag> : <Tag>{t('list.standard')}</Tag>}
        onOpen={start}
        actions={actions}
      />
    )
  }
  const add = mayWrite && (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => setAdding(true)}>
      {t('list.addQuestionnaire')}
    </Button>
  )

  return (
    <>
      <SettingSection
        title={t('list.questionnaires')}
        second
        note={t('list.questionnairesNote')}
        actions={add}
        tools={
          archived > 0 && (
            <label style={{ display: 'inline-flex', alignItems: 'center', gap: 8 }}>
              <Switch size="small" checked={withArchived} onChange={setWithArchived} />
              {ts('showArchived', { count: archived })}
            </label>
          )
        }
        loading={isPending}
        error={error}
        onRetry={() => void refetch()}
      >
        {questionnaires.length === archived && !withArchived ? (
          <EmptyState compact icon={<FormOutlined />} title={t('list.none')} text={t('list.noneText')} action={add} />
        ) : (
          <SettingRows label={t('list.questionnaires')}>
            {questionnaires
              .filter((one) => withArchived || !one.isArchived)
              .map((form) => {
                if (form.kind !== 'questionnaire') return null
                const most = assess({ ...form.definition, questions: form.definition.questions.map((one) => ({ ...one, askIf: null })) }, {}).maxScore
                return (
                  <SettingRow
                    key={form.id}
                    title={form.name}
                    quiet={form.isArchived}
                    detail={
                      <>
                        <span>{tf(`object.${form.object}`)}</span>
                        <span>{t('list.questions', { count: form.definition.questions.length })}</span>
                        {most !== null && <span className="num">{t('list.points', { points: most })}</span>}
                      </>
                    }
                    aside={form.isArchived && <Tag>{ts('archived')}</Tag>}
                    onOpen={() => open(form.id)}
                    actions={
                      mayWrite
                        ? [
                            { key: 'design', label: t('list.design'), icon: <EditOutlined />, run: () => open(form.id) },
                            form.isArchived
                              ? { key: 'restore', label: ts('restore'), icon: <UndoOutlined />, run: () => void setArchived(form, false, ts('restoredDone', { name: form.name })) }
                              : { key: 'archive', label: ts('archive'), icon: <InboxOutlined />, run: () => void setArchived(form, true, ts('archivedDone', { name: form.name })) },
                          ]
                        : []
                    }
                  />
                )
              })}
          </SettingRows>
        )}
      </SettingSection>
      <SettingSection title={t('list.layouts')} second note={t('list.layoutsNote')} loading={isPending} error={error} onRetry={() => void refetch()}>
        <SettingRows label={t('list.layouts')}>{laidOut.flatMap((object) => [layoutRow(object, 'page'), layoutRow(object, 'create')])}</SettingRows>
      </SettingSection>
      {adding && <CreateQuestionnaire taken={items.map((one) => one.key)} onClose={() => setAdding(false)} onMade={open} />}
    </>
  )
}
