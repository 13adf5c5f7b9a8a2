import { changeAccount, createAccount, getAccount } from '@sluice/core/customers/contract'
import { createDeal } from '@sluice/core/pipeline/contract'
import type { DealDetail } from '@sluice/core/pipeline/contract'
import { App, Button, DatePicker, Form, Input, Modal, Select } from 'antd'
import type { Dayjs } from 'dayjs'
import { Fragment, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { call } from '../../../api/client.ts'
import { useRefresh } from '../../../api/refresh.ts'
import { paths } from '../../../paths.ts'
import { useOrg } from '../../../ui/org-context.ts'
import { useFieldProblems } from '../../../ui/field-problems.ts'
import { BottomSheet } from '../../../ui/BottomSheet.tsx'
import { usePhone } from '../../../ui/use-media-query.ts'
import { useToast } from '../../../ui/use-toast.tsx'
import { SimilarCompanies } from '../../fields/SimilarCompanies.tsx'
import { CreateFields } from '../../forms/CreateFields.tsx'
import type { CreateInput } from '../../forms/CreateFields.tsx'
import { customOf } from '../../forms/custom-of.ts'
import { AccountSelect } from '../../pickers/AccountSelect.tsx'
import { ChannelSelect } from '../../pickers/ChannelSelect.tsx'
import { TagSelect } from '../../pickers/TagSelect.tsx'
import { UserSelect } from '../../pickers/UserSelect.tsx'
import { useSession } from '../../session/session.ts'
import { usePipelines } from '../lookups.ts'
import { MoneyInput } from '../../pickers/MoneyInput.tsx'
import { ContactRoles } from './ContactRoles.tsx'
import type { DealPerson } from './ContactRoles.tsx'
import styles from './CreateDeal.module.css'
import { IndustryItem } from './IndustryItem.tsx'
import { ProposedPipeline } from './ProposedPipeline.tsx'
import { useProposedPipeline } from './use-proposed-pipeline.ts'

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
  note?: string
  custom?: Record<string, unknown>
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
    // Without motion the dialog takes the focus from the field that asked for it.
    <Modal open={props.open} title={t('create')} width={560} onCancel={props.onClose} footer={footer} destroyOnHidden afterOpenChange={(isOpen) => isOpen && form.focusField('title')}>
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
  const read = usePipelines()
  const pipelines = (read.data?.items ?? []).filter((one) => !one.isArchived)
  const [account, setAccount] = useState<Ref | null>(props.account ?? null)
  const [madeAccount, setMadeAccount] = useState<string | null>(null)
  const [amount, setAmount] = useState<number | null | undefined>(null)
  const [ownerId, setOwnerId] = useState<string | null>(user.id)
  const [sourceId, setSourceId] = useState<string | null>(null)
  const [tagIds, setTagIds] = useState<string[]>([])
  const [more, setMore] = useState(false)
  // The same answer for a second try: a connection lost after the server has saved makes no second deal.
  const [attempt] = useState(() => crypto.randomUUID())
  const [industry, setIndustry] = useState<string | null>(null)
  const [people, setPeople] = useState<readonly DealPerson[]>(props.contact ? [{ id: props.contact.id, name: props.contact.name, role: 'other' }] : [])
  const [ownChoice, setOwnChoice] = useState(props.pipelineId !== undefined)
  const problems = useFieldProblems()
  const typed = Form.useWatch([], form) as Draft | undefined
  const pipelineId = typed?.pipelineId
  const pipeline = pipelines.find((one) => one.id === pipelineId) ?? pipelines.find((one) => one.id === props.pipelineId) ?? pipelines[0]

  const proposed = useProposedPipeline({ amountMinor: amount ?? null, accountId: account?.id ?? null, sourceId, ownerId, tagIds, custom: customOf(typed?.custom) }, pipelines.length > 1 && amount !== undefined)
  const takePipeline = (id: string) => {
    form.setFieldsValue({ pipelineId: id, stageId: undefined })
  }
  useEffect(() => {
    // Only while nobody chose: a person's choice is not overruled.
    if (!ownChoice && proposed && pipelines.some((one) => one.id === proposed.pipelineId) && form.getFieldValue('pipelineId') !== proposed.pipelineId) takePipeline(proposed.pipelineId)
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [proposed?.pipelineId, ownChoice])

  const save = async (draft: Draft) => {
    if (amount === undefined) return
    props.setBusy(true)
    try {
      // Whoever is faster than the list of pipelines waits for it.
      const known = pipeline ? [pipeline] : ((await read.refetch({ cancelRefetch: false, throwOnError: true })).data?.items ?? []).filter((one) => !one.isArchived)
      const into = known.find((one) => one.id === props.pipelineId) ?? known[0]
      if (!into) return
      let accountId = account?.id ?? null
      if (!accountId && madeAccount !== null) {
        const made = await call(createAccount, { body: { name: madeAccount, ...(industry?.trim() ? { industry: industry.trim() } : {}) }, idempotencyKey: `${attempt}-account` })
        accountId = made.id
        setAccount(made)
        setMadeAccount(null)
      }
      else if (accountId && industry?.trim()) {
        // The industry is the account's: it is kept there, where it was missing.
        const now = await call(getAccount, { params: { id: accountId } })
        if (now.canWrite && now.industry === null) await call(changeAccount, { params: { id: accountId }, body: { industry: industry.trim() }, ifMatch: now.version })
      }
      const deal: DealDetail = await call(createDeal, {
        idempotencyKey: attempt,
        body: {
          title: draft.title.trim(),
          pipelineId: into.id,
          stageId: draft.stageId,
          accountId,
          amountMinor: amount,
          ownerId,
          sourceId,
          tagIds,
          expectedCloseOn: draft.expectedCloseOn?.format('YYYY-MM-DD') ?? null,
          nextStep: draft.nextStep?.trim() || null,
          nextStepDue: draft.nextStepDue?.format('YYYY-MM-DD') ?? null,
          note: draft.note?.trim() || undefined,
          custom: customOf(draft.custom),
          contactIds: people.length > 0 ? people.map(({ id, role }) => ({ id, role })) : undefined,
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
      form.setFields(problems(error))
      toast.failed(error)
    } finally {
      props.setBusy(false)
    }
  }

  const text = (key: 'nextStep' | 'note', max: number, long: boolean): readonly [string, CreateInput] => [
    key,
    (required) => (
      <Form.Item name={key} label={t(`field.${key}`)} rules={[{ required, whitespace: true, message: t('form.needed') }]}>
        {long ? <Input.TextArea autoSize={{ minRows: 2, maxRows: 8 }} maxLength={max} /> : <Input maxLength={max} placeholder={t('record.nextStepPlaceholder')} />}
      </Form.Item>
    ),
  ]
  const date = (key: 'expectedCloseOn' | 'nextStepDue'): CreateInput => (required) => (
    <Form.Item name={key} label={t(`field.${key}`)} rules={[{ required, message: t('form.needed') }]}>
      <DatePicker style={{ width: '100%' }} placeholder={t('form.pickDay')} />
    </Form.Item>
  )
  const inputs = new Map<string, CreateInput>([
    [
      'title',
      () => (
        <Form.Item name="title" label={t('field.title')} rules={[{ required: true, whitespace: true, message: t('form.titleRequired') }]}>
          <Input autoFocus maxLength={200} placeholder={t('form.titlePlaceholder')} onPressEnter={(event) => !event.nativeEvent.isComposing && form.submit()} />
        </Form.Item>
      ),
    ],
    [
      'account',
      (required) => (
        <>
          <Form.Item label={t('field.account')} required={required}>
            <AccountSelect
              value={account ?? (madeAccount === null ? null : { id: '', name: madeAccount })}
              placeholder={t('form.account')}
              onChange={(next) => {
                setAccount(next)
                setMadeAccount(null)
                setPeople([])
              }}
              onCreate={(name) => {
                setAccount(null)
                setMadeAccount(name)
                setPeople([])
              }}
            />
          </Form.Item>
          {madeAccount !== null && (
            <SimilarCompanies
              name={madeAccount}
              action={(found) =>
                found.subjectType === 'account' && (
                  <Button
                    type="link"
                    size="small"
                    onClick={() => {
                      setAccount({ id: found.id, name: found.name })
                      setMadeAccount(null)
                    }}
                  >
                    {t('form.useThis')}
                  </Button>
                )
              }
            />
          )}
        </>
      ),
    ],
    ['account.industry', (required) => (account || madeAccount !== null ? <IndustryItem key={account?.id ?? 'new'} accountId={account?.id ?? null} required={required} onChange={setIndustry} /> : null)],
    [
      'pipeline',
      () =>
        pipelines.length > 1 && (
          <Form.Item name="pipelineId" label={t('field.pipeline')} extra={proposed && <ProposedPipeline proposed={proposed} chosenId={pipeline?.id} nameOf={(id) => pipelines.find((one) => one.id === id)?.name} onTake={takePipeline} />}>
            <Select
              placeholder={pipeline?.name}
              options={pipelines.map((one) => ({ value: one.id, label: one.name }))}
              popupMatchSelectWidth={false}
              onChange={() => {
                setOwnChoice(true)
                form.setFieldValue('stageId', undefined)
              }}
            />
          </Form.Item>
        ),
    ],
    [
      'stage',
      () => (
        <Form.Item name="stageId" label={t('field.stage')}>
          <Select allowClear placeholder={pipeline?.stages[0]?.name} options={(pipeline?.stages ?? []).map((stage) => ({ value: stage.id, label: stage.name }))} popupMatchSelectWidth={false} />
        </Form.Item>
      ),
    ],
    [
      'amount',
      (required) => (
        <Form.Item label={t('form.expectedAmount')} required={required} style={{ marginBottom: 6 }}>
          <MoneyInput value={null} currency={currency} onChange={setAmount} label={t('form.expectedAmount')} onEnter={() => form.submit()} />
        </Form.Item>
      ),
    ],
    ['expectedClose', date('expectedCloseOn')],
    [
      'contacts.role',
      () =>
        account && (
          <Form.Item label={t('field.contactRoles')}>
            <ContactRoles accountId={account.id} value={people} onChange={setPeople} />
          </Form.Item>
        ),
    ],
    [
      'owner',
      () => (
        <Form.Item label={t('field.owner')}>
          <UserSelect value={ownerId} onChange={setOwnerId} allowClear={false} />
        </Form.Item>
      ),
    ],
    text('nextStep', 300, false),
    ['nextStepDue', date('nextStepDue')],
    [
      'source',
      () => (
        <Form.Item label={t('field.source')}>
          <ChannelSelect value={sourceId} onChange={setSourceId} />
        </Form.Item>
      ),
    ],
    [
      'tags',
      () => (
        <Form.Item label={t('field.tags')}>
          <TagSelect value={tagIds} onChange={setTagIds} />
        </Form.Item>
      ),
    ],
    text('note', 20_000, true),
  ])
  const drawn = (...keys: readonly string[]) => keys.map((key) => <Fragment key={key}>{inputs.get(key)?.(false)}</Fragment>)

  return (
    <Form
      form={form}
      layout="vertical"
      requiredMark={false}
      onFinish={(draft) => void save(draft)}
      initialValues={{ pipelineId: props.pipelineId ?? pipelines[0]?.id, stageId: props.stageId }}
      style={{ paddingTop: 8 }}
    >
      <CreateFields
        object="deal"
        inputs={inputs}
        always={['title']}
        drawn={['urgency']}
        record={{
          title: typed?.title ?? '', pipelineId: pipeline?.id ?? null, stageId: typed?.stageId ?? pipeline?.stages[0]?.id ?? null, status: 'open', amountMinor: amount ?? null, currency,
          expectedCloseOn: typed?.expectedCloseOn?.format('YYYY-MM-DD') ?? null, nextStep: typed?.nextStep ?? null, ownerId, sourceId, tagIds, accountId: account?.id ?? null,
        }}
        standard={(custom) => (
          <>
            {drawn('title', 'account', 'account.industry')}
            <div className={styles.pair}>
              {drawn('pipeline', 'stage', 'amount', 'expectedClose')}
              {custom('urgency')}
            </div>
            {drawn('contacts.role', 'owner')}
            {more ? (
              <>
                <div className={styles.pair}>{drawn('nextStep', 'nextStepDue')}</div>
                {drawn('source', 'tags')}
              </>
            ) : (
              <Button type="link" size="small" onClick={() => setMore(true)} style={{ paddingInline: 0 }}>
                {t('form.more')}
              </Button>
            )}
          </>
        )}
      />
    </Form>
  )
}
