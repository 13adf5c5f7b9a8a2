import { assignTriggers, assignWays, changeAssignRule, createAssignRule, listAssignRules } from '@sluice/core/assignment/contract'
import type { AssignRule } from '@sluice/core/assignment/contract'
import { choices } from '@sluice/core/assignment/model'
import type { Condition } from '@sluice/core/conditions/condition'
import type { BodyInputOf } from '@sluice/core/lib/contract'
import { Form, Input, Select, Switch } from 'antd'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../../../api/client.ts'
import { useRefresh } from '../../../api/refresh.ts'
import { Skeletons } from '../../../ui/Skeletons.tsx'
import { useToast } from '../../../ui/use-toast.tsx'
import { useCatalogue } from '../../fields/use-catalogue.ts'
import { FormSheet } from '../FormSheet.tsx'
import { useEditForm } from '../use-edit-form.ts'
import { MembersField } from './MembersField.tsx'

const ConditionEditor = lazy(() => import('../../conditions/ConditionEditor.tsx'))

type Fields = Omit<BodyInputOf<typeof createAssignRule>, 'isEnabled'>

const fresh: Fields = { name: '', triggers: ['ready'], condition: null, by: 'pool', choice: 'round_robin', matchField: null, members: [] }

/** One rule: when it is asked, of which leads, and who gets them. A new one is off until it is switched on. */
export function RuleSheet({ rule, canWrite, onClose }: { rule: AssignRule | null; canWrite: boolean; onClose: () => void }) {
  const { t, i18n } = useTranslation('assignment')
  const toast = useToast()
  const refresh = useRefresh()
  const catalogue = useCatalogue('lead')
  const edit = useEditForm<Fields>({
    initial: rule === null ? fresh : { name: rule.name, triggers: rule.triggers, condition: rule.condition, by: rule.by, choice: rule.choice, matchField: rule.matchField, members: rule.members.map(({ userId, values }) => ({ userId, values })) },
    ...(rule !== null && { version: rule.version }),
    write: (changed, values, version) =>
      rule === null ? call(createAssignRule, { body: { ...values, isEnabled: false } }) : call(changeAssignRule, { params: { id: rule.id }, body: changed, ifMatch: version }),
    ...(rule !== null && { readVersion: async () => (await call(listAssignRules)).items.find((one) => one.id === rule.id)?.version ?? rule.version }),
    onDone: () => {
      refresh({ type: 'config.changed', subjectType: 'config', subjectId: '' })
      toast.done(t('settings.saved'))
      onClose()
    },
  })
  const by = Form.useWatch('by', edit.form) ?? edit.initial.by
  const language = i18n.language === 'en' ? 'en' : 'zh'
  const compares = by === 'territory' || by === 'product'
  const fields = [...catalogue.fields.values()].filter((field) => field.type === 'text' || field.type === 'choice').map((field) => ({ value: field.key, label: field.label[language] }))
  return (
    <FormSheet title={rule?.name ?? t('settings.add')} save={t(rule === null ? 'settings.create' : 'settings.save')} edit={edit} onClose={onClose} width={720}>
      <Form.Item name="name" label={t('settings.name')} rules={[{ required: true, whitespace: true, message: t('settings.nameNeeded') }]}>
        <Input maxLength={80} disabled={!canWrite} />
      </Form.Item>
      <Form.Item name="triggers" label={t('settings.triggers')} rules={[{ required: true, type: 'array', min: 1, message: t('settings.triggers') }]}>
        <Select mode="multiple" disabled={!canWrite} options={assignTriggers.map((value) => ({ value, label: t(`settings.trigger.${value}`) }))} />
      </Form.Item>
      <Form.Item name="condition" label={t('settings.condition')}>
        <ConditionField object={catalogue} label={t('settings.conditionOn')} />
      </Form.Item>
      <Form.Item name="by" label={t('settings.by')} extra={t(`settings.byHelp.${by}`)}>
        <Select disabled={!canWrite} options={assignWays.map((value) => ({ value, label: t(`by.${value}`) }))} />
      </Form.Item>
      {compares && (
        <Form.Item name="matchField" label={t('settings.matchField')} rules={[{ required: true, message: t('settings.matchField') }]}>
          <Select disabled={!canWrite} options={fields} showSearch={{ optionFilterProp: 'label' }} />
        </Form.Item>
      )}
      {(by === 'pool' || compares) && (
        <Form.Item name="choice" label={t('settings.choice')}>
          <Select disabled={!canWrite} options={choices.map((value) => ({ value, label: t(`settings.choices.${value}`) }))} />
        </Form.Item>
      )}
      {by !== 'account_owner' && (
        <Form.Item name="members" label={t('settings.members')}>
          <MembersField by={by} disabled={!canWrite} />
        </Form.Item>
      )}
    </FormSheet>
  )
}

/** A condition that may be left out, as a field of a form. */
function ConditionField(props: { value?: Condition | null; onChange?: (condition: Condition | null) => void; object: ReturnType<typeof useCatalogue>; label: string }) {
  const value = props.value ?? null
  return (
    <div style={{ display: 'flex', flexDirection: 'column', gap: 8 }}>
      <label>
        <Switch size="small" checked={value !== null} onChange={(on) => props.onChange?.(on ? { and: [] } : null)} /> {props.label}
      </label>
      {value !== null && (
        <Suspense fallback={<Skeletons kind="rows" count={2} />}>
          <ConditionEditor object={props.object} value={value} onChange={(next) => props.onChange?.(next)} />
        </Suspense>
      )}
    </div>
  )
}
