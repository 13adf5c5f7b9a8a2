import { createForm, formTemplates } from '@sluice/core/forms/contract'
import { Form, Input, Radio, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { call } from '../../../api/client.ts'
import { useContractMutation, useContractQuery } from '../../../api/query.ts'
import { useRefresh } from '../../../api/refresh.ts'
import { FormSheet } from '../FormSheet.tsx'
import { useEditForm } from '../use-edit-form.ts'
import styles from './CreateQuestionnaire.module.css'

const blank = '\u0000blank'
const objects = ['deal', 'lead', 'account', 'contact'] as const

/** A new questionnaire, from a template or from nothing; opens in the designer. `taken` are the keys of all forms there are. */
export function CreateQuestionnaire(props: { taken: readonly string[]; onClose: () => void; onMade: (id: string) => void }) {
  const { t } = useTranslation('forms')
  const { t: tf } = useTranslation('fields')
  const { t: ts } = useTranslation('settings')
  const refresh = useRefresh()
  const { data } = useContractQuery(formTemplates, {})
  const create = useContractMutation(createForm)
  const edit = useEditForm<{ template: string; name: string; object: (typeof objects)[number] }>({
    initial: { template: 'bant', name: '', object: 'deal' },
    write: async (_, { template: key, name, object }) => {
      // Whoever is faster than the list of templates waits for it: without it a blank one would be made.
      const { items } = data ?? (await call(formTemplates))
      const template = items.find((one) => one.key === key)
      const definition = template?.definition ?? { intro: '', questions: [{ key: 'q1', label: t('designer.newQuestion'), type: 'select' as const, options: [1, 2].map((n) => ({ value: `o${n}`, label: t('designer.optionName', { n }), points: 0 })) }] }
      // The first copy of a template carries its key: pipelines built on the template find it by that.
      const made = await create.mutateAsync({ body: { kind: 'questionnaire', name: name.trim() || template?.name || t('list.blank'), object, definition, ...(template && !props.taken.includes(template.key) ? { key: template.key } : {}) } })
      refresh({ type: 'config.changed', subjectType: 'config', subjectId: made.id })
      props.onMade(made.id)
    },
    onDone: props.onClose,
  })
  const chosen = Form.useWatch('template', edit.form)
  const template = data?.items.find((one) => one.key === (chosen ?? 'bant'))
  return (
    <FormSheet title={t('list.addQuestionnaire')} save={t('list.create')} edit={edit} width={480} onClose={props.onClose}>
      <Form.Item name="template" label={t('list.template')}>
        <Radio.Group className={styles.templates}>
          {(data?.items ?? []).map((one) => (
            <Radio key={one.key} value={one.key} className={styles.template}>
              <strong>{one.name}</strong>
              <small>{one.definition.questions.map((question) => question.label).join('、')}</small>
            </Radio>
          ))}
          <Radio value={blank} className={styles.template}>
            <strong>{t('list.blank')}</strong>
            <small>{t('list.blankText')}</small>
          </Radio>
        </Radio.Group>
      </Form.Item>
      <Form.Item name="name" label={ts('name')}>
        <Input maxLength={60} placeholder={template?.name ?? t('list.blank')} />
      </Form.Item>
      <Form.Item name="object" label={t('list.about')}>
        <Select options={objects.map((one) => ({ value: one, label: tf(`object.${one}`) }))} />
      </Form.Item>
    </FormSheet>
  )
}
