import { createAccount } from '@sluice/core/customers/contract'
import { createDeal } from '@sluice/core/pipeline/contract'
import type { DealDetail } from '@sluice/core/pipeline/contract'
import { App, Button, DatePicker, Form, Input, Modal, Select } from 'antd'
import type { Dayjs } from 'dayjs'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { call } from '../../../api/client.ts'
import { useRefresh } from '../../../api/refresh.ts'
import { paths } from '../../../paths.ts'
import { useOrg } from '../../../ui/org-context.ts'
import { BottomSheet } from '../../../ui/BottomSheet.tsx'
import { usePhone } from '../../../ui/use-media-query.ts'
import { useToast } from '../../../ui/use-toast.tsx'
import { AccountSelect } from '../../pickers/AccountSelect.tsx'
import { ChannelSelect } from '../../pickers/ChannelSelect.tsx'
import { TagSelect } from '../../pickers/TagSelect.tsx'
import { UserSelect } from '../../pickers/UserSelect.tsx'
import { useSession } from '../../session/session.ts'
import { usePipelines } from '../lookups.ts'
import { MoneyInput } from '../../pickers/MoneyInput.tsx'

interface Ref {
  id: string
  name: string
}
interface Draft {
  title: string
  pipelineId: string
  stageId?: string
  expectedCloseOn?: Dayjs | null
  nextStep?: string
  nextStepDue?: Dayjs | null
}

/**
 * A new deal: what, with whom, where it stands, how much. The account is found or made on the way; the amount is written as
 * people write it. `account` and `contact` are where it was opened from; `stageId` the column.
 */
export function CreateDealDialog(props: {
  open: boolean
  account?: Ref | null
  contact?: Ref | null
  pipelineId?: string
  stageId?: string
  onClose: () => void
}) {
  const { t } = useTranslation('deals')
  const { t: tu } = useTranslation('ui')
  const phone = usePhone()
  const [form] = Form.useForm<Draft>()
  const [busy, setBusy] = useState(false)
  const footer = [
    <Button key="cancel" onClick={props.onClose}>
      {tu('cancel')}
    </Button>,
    <Button key="save" type="primary" loading={busy} onClick={() => form.submit()}>
      {t('form.save')}
    </Button>,
  ]
  const body = props.open && <Fields {...props} form={form} setBusy={setBusy} />
  if (phone)
    return (
      <BottomSheet open={props.open} title={t('create')} onClose={props.onClose} footer={<div style={{ display: 'flex', gap: 8, justifyContent: 'flex-end' }}>{footer}</div>}>
        {body}
      </BottomSheet>
    )
  return (
    <Modal open={props.open} title={t('create')} width={560} onCancel={props.onClose} footer={footer} destroyOnHidden>
      {body}
    </Modal>
  )
}

function Fields(
  props: Parameters<typeof CreateDealDialog>[0] & { form: ReturnType<typeof Form.useForm<Draft>>[0]; setBusy: (busy: boolean) => void },
) {
  const { t } = useTranslation('deals')
  const { currency } = useOrg()
  const { user } = useSession()
  const { form } = props
  const toast = useToast()
  const refresh = useRefresh()
  const navigate = useNavigate()
  const { message } = App.useApp()
  const pipelines = (usePipelines().data?.items ?? []).filter((one) => !one.isArchived)
  const [account, setAccount] = useState<Ref | null>(props.account ?? null)
  const [madeAccount, setMadeAccount] = useState<string | null>(null)
  const [amount, setAmount] = useState<number | null | undefined>(null)
  const [ownerId, setOwnerId] = useState<string | null>(user.id)
  const [sourceId, setSourceId] = useState<string | null>(null)
  const [tagIds, setTagIds] = useState<string[]>([])
  const [more, setMore] = useState(false)
  // The same answer for a second try: a connection lost after the server has saved makes no second deal.
  const [attempt] = useState(() => crypto.randomUUID())
  const pipelineId = Form.useWatch('pipelineId', form)
  const pipeline = pipelines.find((one) => one.id === pipelineId) ?? pipelines.find((one) => one.id === props.pipelineId) ?? pipelines[0]

  const save = async (draft: Draft) => {
    if (amount === undefined || !pipeline) return
    props.setBusy(true)
    try {
      let accountId = account?.id ?? null
      if (!accountId && madeAccount !== null) {
        const made = await call(createAccount, { body: { name: madeAccount }, idempotencyKey: `${attempt}-account` })
        accountId = made.id
        setAccount(made)
        setMadeAccount(null)
      }
      const deal: DealDetail = await call(createDeal, {
        idempotencyKey: attempt,
        body: {
          title: draft.title.trim(),
          pipelineId: pipeline.id,
          stageId: draft.stageId,
          accountId,
          amountMinor: amount,
          ownerId,
          sourceId,
          tagIds,
          expectedCloseOn: draft.expectedCloseOn?.format('YYYY-MM-DD') ?? null,
          nextStep: draft.nextStep?.trim() || null,
          nextStepDue: draft.nextStepDue?.format('YYYY-MM-DD') ?? null,
          contactIds: props.contact ? [{ id: props.contact.id }] : undefined,
        },
      })
      refresh({ type: 'deal.created', subjectType: 'deal', subjectId: deal.id, pipelineId: deal.pipelineId })
      if (madeAccount !== null) refresh({ type: 'account.created', subjectType: 'account', subjectId: deal.account?.id ?? '' })
      props.onClose()
      const key = `created-${deal.id}`
      void message.success({
        key,
        duration: 6,
        content: (
          <>
            {t('form.created', { title: deal.title })}
            <Button
              type="link"
              size="small"
              onClick={() => {
                message.destroy(key)
                void navigate(paths.deal(deal.id))
              }}
            >
              {t('form.open')}
            </Button>
          </>
        ),
      })
    } catch (error) {
      toast.failed(error)
    } finally {
      props.setBusy(false)
    }
  }

  return (
    <Form
      form={form}
      layout="vertical"
      requiredMark={false}
      onFinish={(draft) => void save(draft)}
      initialValues={{ pipelineId: props.pipelineId ?? pipelines[0]?.id, stageId: props.stageId }}
      style={{ paddingTop: 8 }}
    >
      <Form.Item name="title" label={t('field.title')} rules={[{ required: true, whitespace: true, message: t('form.titleRequired') }]}>
        <Input autoFocus maxLength={200} placeholder={t('form.titlePlaceholder')} onPressEnter={(event) => !event.nativeEvent.isComposing && form.submit()} />
      </Form.Item>
      <Form.Item label={t('field.account')}>
        <AccountSelect
          value={account ?? (madeAccount === null ? null : { id: '', name: madeAccount })}
          placeholder={t('form.account')}
          onChange={(next) => {
            setAccount(next)
            setMadeAccount(null)
          }}
          onCreate={(name) => {
            setAccount(null)
            setMadeAccount(name)
          }}
        />
      </Form.Item>
      <div style={{ display: 'grid', gridTemplateColumns: '1fr 1fr', columnGap: 12 }}>
        {pipelines.length > 1 && (
          <Form.Item name="pipelineId" label={t('field.pipeline')}>
            <Select
              options={pipelines.map((one) => ({ value: one.id, label: one.name }))}
              popupMatchSelectWidth={false}
              onChange={() => form.setFieldValue('stageId', undefined)}
            />
          </Form.Item>
        )}
        <Form.Item name="stageId" label={t('field.stage')}>
          <Select
            allowClear
            placeholder={pipeline?.stages[0]?.name}
            options={(pipeline?.stages ?? []).map((stage) => ({ value: stage.id, label: stage.name }))}
            popupMatchSelectWidth={false}
          />
        </Form.Item>
        <Form.Item label={t('field.amount')} style={{ marginBottom: 6 }}>
          <MoneyInput value={null} currency={currency} onChange={setAmount} label={t('field.amount')} onEnter={() => form.submit()} />
        </Form.Item>
        <Form.Item name="expectedCloseOn" label={t('field.expectedCloseOn')}>
          <DatePicker style={{ width: '100%' }} placeholder={t('form.pickDay')} />
        </Form.Item>
      </div>
      <Form.Item label={t('field.owner')}>
        <UserSelect value={ownerId} onChange={setOwnerId} allowClear={false} />
      </Form.Item>
      {more ? (
        <>
          <div style={{ display: 'grid', gridTemplateColumns: '2fr 1fr', columnGap: 12 }}>
            <Form.Item name="nextStep" label={t('field.nextStep')}>
              <Input maxLength={300} placeholder={t('record.nextStepPlaceholder')} />
            </Form.Item>
            <Form.Item name="nextStepDue" label={t('field.nextStepDue')}>
              <DatePicker style={{ width: '100%' }} placeholder={t('form.pickDay')} />
            </Form.Item>
          </div>
          <Form.Item label={t('field.source')}>
            <ChannelSelect value={sourceId} onChange={setSourceId} />
          </Form.Item>
          <Form.Item label={t('field.tags')}>
            <TagSelect value={tagIds} onChange={setTagIds} />
          </Form.Item>
        </>
      ) : (
        <Button type="link" size="small" onClick={() => setMore(true)} style={{ paddingInline: 0 }}>
          {t('form.more')}
        </Button>
      )}
    </Form>
  )
}
