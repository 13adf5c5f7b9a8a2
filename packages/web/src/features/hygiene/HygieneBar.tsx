import { decideHygiene } from '@sluice/core/hygiene/contract'
import type { HygieneIssue } from '@sluice/core/hygiene/contract'
import { Button, DatePicker, Form, Input, Modal } from 'antd'
import type { Dayjs } from 'dayjs'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useContractMutation } from '../../api/query.ts'
import { useRefresh } from '../../api/refresh.ts'
import { useProblemText } from '../../ui/use-problem-text.ts'
import { useToast } from '../../ui/use-toast.tsx'
import { LoseDialog } from '../deals/LoseDialog.tsx'
import { UserSelect } from '../pickers/UserSelect.tsx'
import { decisionsOf } from './hygiene-url.ts'
import type { Decision } from './hygiene-url.ts'
import styles from './Hygiene.module.css'

type Asked = 'next_step' | 'close_date' | 'lose' | 'invalid'

/** One decision for all records selected. What was refused stays selected, and the reason is said. */
export function HygieneBar(props: { issue: HygieneIssue; keys: ReadonlySet<string>; onChange: (keys: ReadonlySet<string>) => void }) {
  const { t } = useTranslation('hygiene')
  const { issue, keys, onChange } = props
  const subjectType = issue === 'idle_lead' || issue === 'invalid_lead' ? 'lead' : 'deal'
  const [asked, ask] = useState<Asked | null>(null)
  const toast = useToast()
  const say = useProblemText()
  const refresh = useRefresh()
  const decide = useContractMutation(decideHygiene, {
    onSuccess: ({ changed, refused }, { body }) => {
      ask(null)
      for (const id of changed) refresh({ type: `${subjectType}.changed`, subjectType, subjectId: id })
      onChange(new Set(refused.map((one) => one.id)))
      const first = refused[0]
      if (first) return toast.failed({ code: 'unknown', title: t('partly', { count: changed.length, refused: refused.length, reason: say({ code: first.code }) }) })
      const back = body.decision.type === 'sleep' ? 'wake' : body.decision.type === 'wake' ? 'sleep' : null
      if (back === null) return toast.done(t('done', { count: changed.length }))
      toast.undoable(t('done', { count: changed.length }), () => decide.mutateAsync({ body: { subjectType, ids: changed, decision: { type: back } } }))
    },
    onError: toast.failed,
  })
  const run = (decision: Decision) => decide.mutate({ body: { subjectType, ids: [...keys].slice(0, 500), decision } })
  const count = keys.size
  const close = () => ask(null)
  const press = (type: Decision['type']) => {
    if (type === 'sleep' || type === 'wake' || type === 'restore') return run({ type })
    if (type !== 'owner') ask(type)
  }
  return (
    <div className={styles.bar} role="toolbar" aria-label={t('selected', { count })}>
      <span className="num">{t('selected', { count })}</span>
      {decisionsOf[issue].map((type) =>
        type === 'owner' ? (
          <UserSelect key={type} className={styles.filter} disabled={decide.isPending} placeholder={t('decide.owner')} value={null} onChange={(ownerId) => ownerId && run({ type, ownerId })} />
        ) : (
          <Button key={type} danger={type === 'lose' || type === 'invalid'} disabled={decide.isPending} onClick={() => press(type)}>
            {t(`decide.${type}`)}
          </Button>
        ),
      )}
      {asked === 'lose' && <LoseDialog deal={{ title: t('lose', { count }) }} onCancel={close} onConfirm={(answer) => run({ type: 'lose', ...answer })} />}
      {asked === 'next_step' && <NextStepDialog count={count} saving={decide.isPending} onCancel={close} onConfirm={run} />}
      {asked === 'close_date' && <CloseDateDialog count={count} saving={decide.isPending} onCancel={close} onConfirm={run} />}
      {asked === 'invalid' && <InvalidDialog count={count} saving={decide.isPending} onCancel={close} onConfirm={run} />}
    </div>
  )
}

interface DialogProps {
  count: number
  saving: boolean
  onCancel: () => void
  onConfirm: (decision: Decision) => void
}

function NextStepDialog({ count, saving, onCancel, onConfirm }: DialogProps) {
  const { t } = useTranslation('hygiene')
  const [form] = Form.useForm<{ what: string; when: Dayjs }>()
  return (
    <Modal open width={440} title={t('nextStep.title', { count })} confirmLoading={saving} onOk={() => form.submit()} onCancel={onCancel}>
      <Form form={form} layout="vertical" requiredMark={false} onFinish={({ what, when }) => onConfirm({ type: 'next_step', nextStep: what.trim(), nextStepDue: when.format('YYYY-MM-DD') })}>
        <Form.Item name="what" label={t('nextStep.what')} rules={[{ required: true, whitespace: true, message: t('nextStep.whatRequired') }]}>
          <Input maxLength={300} autoFocus />
        </Form.Item>
        <Form.Item name="when" label={t('nextStep.when')} rules={[{ required: true, message: t('nextStep.whenRequired') }]}>
          <DatePicker style={{ width: '100%' }} />
        </Form.Item>
      </Form>
    </Modal>
  )
}

function CloseDateDialog({ count, saving, onCancel, onConfirm }: DialogProps) {
  const { t } = useTranslation('hygiene')
  const [form] = Form.useForm<{ when: Dayjs }>()
  return (
    <Modal open width={400} title={t('closeDate.title', { count })} confirmLoading={saving} onOk={() => form.submit()} onCancel={onCancel}>
      <Form form={form} layout="vertical" requiredMark={false} onFinish={({ when }) => onConfirm({ type: 'close_date', expectedCloseOn: when.format('YYYY-MM-DD') })}>
        <Form.Item name="when" label={t('closeDate.label')} rules={[{ required: true, message: t('nextStep.whenRequired') }]}>
          <DatePicker autoFocus style={{ width: '100%' }} />
        </Form.Item>
      </Form>
    </Modal>
  )
}

function InvalidDialog({ count, saving, onCancel, onConfirm }: DialogProps) {
  const { t } = useTranslation('hygiene')
  const [form] = Form.useForm<{ reason: string }>()
  return (
    <Modal open width={400} title={t('invalid.title', { count })} confirmLoading={saving} okButtonProps={{ danger: true }} onOk={() => form.submit()} onCancel={onCancel}>
      <Form form={form} layout="vertical" requiredMark={false} onFinish={({ reason }) => onConfirm({ type: 'invalid', reason: reason.trim() })}>
        <Form.Item name="reason" label={t('invalid.label')} rules={[{ required: true, whitespace: true, message: t('invalid.required') }]}>
          <Input maxLength={200} autoFocus placeholder={t('invalid.placeholder')} />
        </Form.Item>
      </Form>
    </Modal>
  )
}
