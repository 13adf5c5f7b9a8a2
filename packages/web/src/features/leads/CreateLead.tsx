import { createLead } from '@sluice/core/leads/contract'
import type { PastedField } from '@sluice/core/leads/paste-text/read'
import type { BodyInputOf } from '@sluice/core/lib/contract'
import { Button, Form, Input } from 'antd'
import type { InputRef } from 'antd'
import { Fragment, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { useContractMutation } from '../../api/query.ts'
import { useRefresh } from '../../api/refresh.ts'
import { paths } from '../../paths.ts'
import { BottomSheet } from '../../ui/BottomSheet.tsx'
import { useFieldProblems } from '../../ui/field-problems.ts'
import { useToast } from '../../ui/use-toast.tsx'
import { EntryCheck } from '../cleaning/EntryCheck.tsx'
import { PasteBox } from '../doors/PasteBox.tsx'
import { CreateFields } from '../forms/CreateFields.tsx'
import type { CreateInput } from '../forms/CreateFields.tsx'
import { customOf } from '../forms/custom-of.ts'
import { ChannelSelect } from '../pickers/ChannelSelect.tsx'
import { TagSelect } from '../pickers/TagSelect.tsx'
import { UserSelect } from '../pickers/UserSelect.tsx'

interface Fields {
  name?: string
  company?: string
  title?: string
  phone?: string
  email?: string
  wechat?: string
  sourceId?: string | null
  sourceDetail?: string
  ownerId?: string | null
  tagIds?: string[]
  note?: string
  custom?: Record<string, unknown>
}

const given = (text: string | undefined) => (text === undefined || text.trim() === '' ? undefined : text.trim())

/** The form for a new lead. While phone and company are typed, records that look the same are shown. */
export function CreateLead({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('leads')
  const toast = useToast()
  const navigate = useNavigate()
  const refresh = useRefresh()
  const [form] = Form.useForm<Fields>()
  const first = useRef<InputRef>(null)
  const [again, setAgain] = useState(false)
  const [more, setMore] = useState(false)
  const typed = Form.useWatch([], form) as Fields | undefined
  const phone = typed?.phone
  const company = typed?.company
  const problems = useFieldProblems()
  const create = useContractMutation(createLead, {
    onSuccess: (lead) => {
      refresh({ type: 'lead.created', subjectType: 'lead', subjectId: lead.id })
      toast.done(t('createDialog.done', { name: lead.name }))
      if (again) {
        // The source of a stack of business cards stays the same.
        form.setFieldsValue({ name: '', company: '', title: '', phone: '', email: '', wechat: '', note: '' })
        first.current?.focus()
      } else {
        onClose()
        void navigate(paths.lead(lead.id))
      }
    },
    onError: (error) => {
      form.setFields(problems(error))
      toast.failed(error)
    },
  })
  const submit = (fields: Fields) => {
    const body: BodyInputOf<typeof createLead> = {
      name: given(fields.name) ?? '',
      company: given(fields.company),
      title: given(fields.title),
      phone: given(fields.phone),
      email: given(fields.email),
      wechat: given(fields.wechat),
      sourceId: fields.sourceId ?? undefined,
      sourceDetail: given(fields.sourceDetail),
      ownerId: fields.ownerId ?? undefined,
      tagIds: fields.tagIds,
      note: given(fields.note),
      custom: customOf(fields.custom),
    }
    create.mutate({ body })
  }
  /** What was pasted, into the fields that have a place for it; an address and a website stand in the note. */
  const fillIn = ({ address, website, ...read }: Partial<Record<PastedField, string>>) => {
    const note = [form.getFieldValue('note') as string | undefined, address, website].filter(Boolean).join('\n')
    form.setFieldsValue({ ...read, ...(note !== '' && { note }) })
    if (read.title !== undefined || read.email !== undefined || read.wechat !== undefined) setMore(true)
  }
  const send = (another: boolean) => {
    setAgain(another)
    form.submit()
  }
  const text = (key: 'title' | 'wechat' | 'sourceDetail', max: number): readonly [string, CreateInput] => [
    key,
    (required) => (
      <Form.Item name={key} label={t(`fields.${key}`)} rules={[{ required, whitespace: true, message: t('createDialog.needed') }]}>
        <Input maxLength={max} />
      </Form.Item>
    ),
  ]
  const inputs = new Map<string, CreateInput>([
    [
      'name',
      () => (
        <Form.Item name="name" label={t('fields.name')} rules={[{ required: true, whitespace: true, message: t('createDialog.nameRequired') }]}>
          <Input ref={first} autoFocus maxLength={100} onPressEnter={() => send(false)} />
        </Form.Item>
      ),
    ],
    [
      'phone',
      (required) => (
        <>
          <Form.Item name="phone" label={t('fields.phone')} rules={[{ required, whitespace: true, message: t('createDialog.needed') }]}>
            <Input inputMode="tel" maxLength={40} />
          </Form.Item>
        </>
      ),
    ],
    [
      'company',
      (required) => (
        <>
          <Form.Item name="company" label={t('fields.company')} rules={[{ required, whitespace: true, message: t('createDialog.needed') }]}>
            <Input maxLength={200} />
          </Form.Item>
        </>
      ),
    ],
    [
      'source',
      (required) => (
        <Form.Item name="sourceId" label={t('fields.source')} rules={[{ required, message: t('createDialog.needed') }]} {...pickerItem}>
          <ChannelSelect value={null} onChange={ignore} />
        </Form.Item>
      ),
    ],
    [
      'owner',
      () => (
        <Form.Item name="ownerId" label={t('fields.owner')} {...pickerItem}>
          <UserSelect value={null} onChange={ignore} placeholder={t('createDialog.ownerHint')} />
        </Form.Item>
      ),
    ],
    text('title', 80),
    [
      'email',
      (required) => (
        <Form.Item name="email" label={t('fields.email')} rules={[{ type: 'email', message: t('createDialog.emailWrong') }, { required, message: t('createDialog.needed') }]}>
          <Input inputMode="email" maxLength={254} />
        </Form.Item>
      ),
    ],
    text('wechat', 60),
    text('sourceDetail', 200),
    [
      'tags',
      () => (
        <Form.Item name="tagIds" label={t('fields.tags')} initialValue={[]}>
          <TagSelect value={[]} onChange={ignore} />
        </Form.Item>
      ),
    ],
    [
      'note',
      (required) => (
        <Form.Item name="note" label={t('fields.note')} rules={[{ required, whitespace: true, message: t('createDialog.needed') }]}>
          <Input.TextArea autoSize={{ minRows: 2, maxRows: 8 }} maxLength={20_000} />
        </Form.Item>
      ),
    ],
  ])
  const drawn = (keys: readonly string[]) => keys.map((key) => <Fragment key={key}>{inputs.get(key)?.(false)}</Fragment>)
  return (
    <BottomSheet
      open
      title={t('createDialog.title')}
      onClose={onClose}
      footer={
        <div style={{ display: 'flex', gap: 8, justifyContent: 'flex-end' }}>
          <Button onClick={() => send(true)} disabled={create.isPending}>
            {t('createDialog.okAnother')}
          </Button>
          <Button type="primary" loading={create.isPending} onClick={() => send(false)}>
            {t('createDialog.ok')}
          </Button>
        </div>
      }
    >
      <PasteBox onRead={fillIn} />
      <Form form={form} layout="vertical" requiredMark={false} onFinish={submit} autoComplete="off">
        <CreateFields
          object="lead"
          inputs={inputs}
          always={['name']}
          record={{ name: typed?.name ?? '', company: company ?? null, title: typed?.title ?? null, phone: phone ?? null, email: typed?.email ?? null, sourceId: typed?.sourceId ?? null, ownerId: typed?.ownerId ?? null, status: 'new' }}
          standard={() => (
            <>
              {drawn(['name', 'phone', 'company', 'source', 'owner', ...(more ? ['title', 'email', 'wechat', 'sourceDetail', 'tags'] : []), 'note'])}
              {!more && (
                <Button type="link" style={{ paddingInline: 0 }} onClick={() => setMore(true)}>
                  {t('createDialog.more')}
                </Button>
              )}
            </>
          )}
        />
        <EntryCheck typed={typed ?? {}} onTake={(field, text) => form.setFieldValue(field, text)} />
      </Form>
    </BottomSheet>
  )
}

// A Form.Item hands its own value and onChange to what it holds; the picker's types ask for them all the same.
const ignore = () => undefined
const pickerItem = { initialValue: null } as const
