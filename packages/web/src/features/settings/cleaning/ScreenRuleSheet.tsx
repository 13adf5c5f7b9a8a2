import { changeScreenRule, createScreenRule, previewScreenRule, screenActions } from '@sluice/core/cleaning/contract'
import type { ScreenAction, ScreenRule } from '@sluice/core/cleaning/contract'
import { Button, Form, Input, Segmented, Select, Switch } from 'antd'
import { listTags } from '@sluice/core/catalog/contract'
import { useTranslation } from 'react-i18next'
import { call } from '../../../api/client.ts'
import { useContractMutation, useContractQuery } from '../../../api/query.ts'
import { useRefresh } from '../../../api/refresh.ts'
import { useFormat } from '../../../ui/use-format.ts'
import { useToast } from '../../../ui/use-toast.tsx'
import styles from '../../cleaning/Cleaning.module.css'
import { seldom } from '../../pickers/seldom.ts'
import { FormSheet } from '../FormSheet.tsx'
import { useEditForm } from '../use-edit-form.ts'
import { RuleCondition } from './RuleCondition.tsx'

interface Fields {
  name: string
  condition: string
  action: ScreenAction
  tagId: string | null
  isEnabled: boolean
}

/** A screening rule: what it asks, what it does, and what it would have done with the leads there are. */
export function ScreenRuleSheet({ rule, onClose }: { rule: ScreenRule | null; onClose: () => void }) {
  const { t } = useTranslation('cleaning')
  const toast = useToast()
  const format = useFormat()
  const refresh = useRefresh()
  const tags = useContractQuery(listTags, {}, seldom).data?.items ?? []
  const preview = useContractMutation(previewScreenRule, { onError: toast.failed })
  const edit = useEditForm<Fields>({
    initial: rule === null ? { name: '', condition: '', action: 'hold', tagId: null, isEnabled: true } : { name: rule.name, condition: rule.condition, action: rule.action, tagId: rule.tagId, isEnabled: rule.isEnabled },
    ...(rule !== null && { version: rule.version }),
    write: (changed, values, version) => (rule === null ? call(createScreenRule, { body: values }) : call(changeScreenRule, { params: { id: rule.id }, ifMatch: version, body: changed })),
    onDone: () => {
      refresh({ type: 'config.changed', subjectType: 'config', subjectId: rule?.id ?? '' })
      toast.done(t('settings.saved'))
      onClose()
    },
  })
  const action = Form.useWatch('action', edit.form) as ScreenAction | undefined
  const condition = Form.useWatch('condition', edit.form) as string | undefined
  const { data } = preview
  return (
    <FormSheet title={rule === null ? t('settings.addScreen') : rule.name} save={t('settings.save')} edit={edit} onClose={onClose} width={620}>
      <Form.Item name="name" label={t('settings.name')} rules={[{ required: true, whitespace: true, message: t('settings.needed') }]}>
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item name="condition" label={t('settings.condition')} rules={[{ required: true, message: t('settings.needed') }]}>
        <RuleCondition />
      </Form.Item>
      <Form.Item>
        <Button disabled={condition === undefined || condition === ''} loading={preview.isPending} onClick={() => preview.mutate({ body: { condition: condition ?? '' } })}>
          {t('settings.preview')}
        </Button>
        {data && (
          <div role="status">
            <p className={styles.help}>{t('settings.previewing', data)}</p>
            {data.converted > 0 && <p>{t('settings.previewWarn')}</p>}
            <ul className={styles.preview}>
              {data.items.map((one) => (
                <li key={one.id}>{[one.name, one.company, format.day(one.createdAt)].filter(Boolean).join(' · ')}</li>
              ))}
            </ul>
          </div>
        )}
      </Form.Item>
      <Form.Item name="action" label={t('settings.actionLabel')}>
        <Segmented options={screenActions.map((value) => ({ value, label: t(`settings.actions.${value}`) }))} />
      </Form.Item>
      {action === 'mark' && (
        <Form.Item name="tagId" label={t('settings.tag')} rules={[{ required: true, message: t('settings.needed') }]}>
          <Select options={tags.map((tag) => ({ value: tag.id, label: tag.name }))} showSearch={{ optionFilterProp: 'label' }} />
        </Form.Item>
      )}
      <Form.Item name="isEnabled" label={t('settings.enabled')} valuePropName="checked">
        <Switch />
      </Form.Item>
    </FormSheet>
  )
}
