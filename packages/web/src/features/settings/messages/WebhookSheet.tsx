import { changeWebhook, createWebhook, listWebhooks, recordObjects } from '@sluice/core/messages/contract'
import type { Webhook, WebhookCondition } from '@sluice/core/messages/contract'
import type { EventType } from '@sluice/core/events/catalogue'
import { Form, Input, Segmented, Select, Switch } from 'antd'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../../../api/client.ts'
import { useRefresh } from '../../../api/refresh.ts'
import { Skeletons } from '../../../ui/Skeletons.tsx'
import { useToast } from '../../../ui/use-toast.tsx'
import { useEventNames } from '../../activities/use-event-names.ts'
import { useCatalogue } from '../../fields/use-catalogue.ts'
import { FormSheet } from '../FormSheet.tsx'
import { useEditForm } from '../use-edit-form.ts'
import styles from './Messages.module.css'

const ConditionEditor = lazy(() => import('../../conditions/ConditionEditor.tsx'))

interface Fields { name: string; url: string; eventTypes: EventType[]; condition: WebhookCondition | null }

/** A webhook: where it calls, of which events, about which records. */
export function WebhookSheet({ webhook, onClose, onMade }: { webhook: Webhook | null; onClose: () => void; onMade: (made: { webhook: Webhook; secret: string }) => void }) {
  const { t } = useTranslation('messages')
  const toast = useToast()
  const refresh = useRefresh()
  const edit = useEditForm<Fields>({
    initial: webhook === null ? { name: '', url: '', eventTypes: [], condition: null } : { name: webhook.name, url: webhook.url, eventTypes: webhook.eventTypes as EventType[], condition: webhook.condition },
    ...(webhook !== null && { version: webhook.version, readVersion: async () => (await call(listWebhooks)).items.find((one) => one.id === webhook.id)?.version ?? webhook.version }),
    write: async (changed, values, version) => {
      if (webhook === null) onMade(await call(createWebhook, { body: values }))
      else await call(changeWebhook, { params: { id: webhook.id }, ifMatch: version, body: changed })
    },
    onDone: () => {
      refresh({ type: 'config.changed', subjectType: 'config', subjectId: webhook?.id ?? '' })
      toast.done(t('saved'))
      onClose()
    },
  })
  return (
    <FormSheet title={webhook?.name ?? t('webhooks.title')} save={t('save')} edit={edit} onClose={onClose} width={680}>
      <Form.Item name="name" label={t('name')} rules={[{ required: true, whitespace: true, message: t('needed') }]}>
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item name="url" label={t('webhooks.url')} extra={t('webhooks.urlHelp')} rules={[{ required: true, whitespace: true, message: t('needed') }]}>
        <Input maxLength={2000} placeholder="https://" spellCheck={false} />
      </Form.Item>
      <Form.Item name="eventTypes" label={t('webhooks.events')} extra={t('webhooks.eventsHelp')}>
        <EventSelect />
      </Form.Item>
      <Form.Item name="condition" label={t('webhooks.condition')}>
        <ConditionField />
      </Form.Item>
    </FormSheet>
  )
}

/** Events by their names, each with its code as the receiver reads it; both are searched. */
function EventSelect(props: { id?: string; value?: EventType[]; onChange?: (types: EventType[]) => void }) {
  const { t } = useTranslation('messages')
  const { groups, nameOf } = useEventNames()
  const options = groups.map(({ group, name, types }) => ({ key: group, label: name, options: types.map((type) => ({ value: type, label: nameOf(type) })) }))
  const has = (type: string, asked: string) => `${type} ${nameOf(type)}`.toLowerCase().includes(asked.trim().toLowerCase())
  return (
    <Select<EventType[]>
      {...props}
      mode="multiple"
      options={options}
      placeholder={t('webhooks.chooseEvents')}
      maxTagCount="responsive"
      showSearch={{ filterOption: (asked, option) => option !== undefined && 'value' in option && has(String(option.value), asked) }}
      optionRender={({ label, value }) => (
        <span className={styles.event}>
          {label}
          <code>{value}</code>
        </span>
      )}
    />
  )
}

function ConditionField({ value = null, onChange }: { value?: WebhookCondition | null; onChange?: (condition: WebhookCondition | null) => void }) {
  const { t } = useTranslation('messages')
  return (
    <div className={styles.stack}>
      <label>
        <Switch size="small" checked={value !== null} onChange={(on) => onChange?.(on ? { object: 'deal', where: { and: [] } } : null)} /> {t('webhooks.conditionOn')}
      </label>
      {value !== null && (
        <>
          <Segmented aria-label={t('webhooks.condition')} value={value.object} onChange={(object) => onChange?.({ object, where: { and: [] } })} options={recordObjects.map((object) => ({ value: object, label: t(`webhooks.objects.${object}`) }))} />
          <Where key={value.object} value={value} onChange={(next) => onChange?.(next)} />
        </>
      )}
    </div>
  )
}

function Where({ value, onChange }: { value: WebhookCondition; onChange: (condition: WebhookCondition) => void }) {
  const catalogue = useCatalogue(value.object)
  return (
    <Suspense fallback={<Skeletons kind="rows" count={2} />}>
      <ConditionEditor object={catalogue} value={value.where} onChange={(where) => onChange({ ...value, where })} />
    </Suspense>
  )
}
