import { createContact } from '@sluice/core/customers/contract'
import type { Ref } from '@sluice/core/lib/wire'
import { Button, Form, Input } from 'antd'
import { Fragment, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { useContractMutation } from '../../api/query.ts'
import { useRefresh } from '../../api/refresh.ts'
import { paths } from '../../paths.ts'
import { BottomSheet } from '../../ui/BottomSheet.tsx'
import { useFieldProblems } from '../../ui/field-problems.ts'
import { useToast } from '../../ui/use-toast.tsx'
import { CreateFields } from '../forms/CreateFields.tsx'
import type { CreateInput } from '../forms/CreateFields.tsx'
import { customOf } from '../forms/custom-of.ts'
import { AccountSelect } from '../pickers/AccountSelect.tsx'
import { TagSelect } from '../pickers/TagSelect.tsx'
import { UserSelect } from '../pickers/UserSelect.tsx'
import { SimilarRecords } from '../search/SimilarRecords.tsx'

interface Fields {
  name: string
  title?: string
  department?: string
  phone?: string
  email?: string
  wechat?: string
  ownerId?: string | null
  tagIds?: string[]
  custom?: Record<string, unknown>
}

const given = (text: string | undefined) => (text === undefined || text.trim() === '' ? undefined : text.trim())

/** The form for a new contact, of `account` when it is known; `stay` keeps the page that opened it. */
export function CreateContact({ account, stay, onClose }: { account?: Ref; stay?: boolean; onClose: () => void }) {
  const { t } = useTranslation('customers')
  const toast = useToast()
  const navigate = useNavigate()
  const refresh = useRefresh()
  const [form] = Form.useForm<Fields>()
  const [of, setOf] = useState<Ref | null>(account ?? null)
  const typed = Form.useWatch([], form) as Fields | undefined
  const phone = typed?.phone
  const problems = useFieldProblems()
  const create = useContractMutation(createContact, {
    onSuccess: (contact) => {
      refresh({ type: 'contact.created', subjectType: 'contact', subjectId: contact.id })
      if (contact.account) refresh({ type: 'contact.created', subjectType: 'account', subjectId: contact.account.id })
      toast.done(t('create.doneContact', { name: contact.name }))
      onClose()
      if (!stay) void navigate(paths.contact(contact.id))
    },
    onError: (error) => {
      form.setFields(problems(error))
      toast.failed(error)
    },
  })
  const submit = (fields: Fields) =>
    create.mutate({
      body: {
        name: fields.name.trim(), title: given(fields.title), department: given(fields.department), phone: given(fields.phone), email: given(fields.email), wechat: given(fields.wechat),
        accountId: of?.id, ownerId: fields.ownerId ?? undefined, tagIds: fields.tagIds, custom: customOf(fields.custom),
      },
    })
  const text = (key: 'title' | 'department' | 'wechat', max: number): readonly [string, CreateInput] => [
    key,
    (required) => (
      <Form.Item name={key} label={t(`fields.${key}`)} rules={[{ required, whitespace: true, message: t('create.needed') }]}>
        <Input maxLength={max} />
      </Form.Item>
    ),
  ]
  const inputs = new Map<string, CreateInput>([
    [
      'name',
      () => (
        <Form.Item name="name" label={t('fields.name')} rules={[{ required: true, whitespace: true, message: t('create.nameRequired') }]}>
          <Input autoFocus maxLength={100} onPressEnter={() => form.submit()} />
        </Form.Item>
      ),
    ],
    [
      'phone',
      (required) => (
        <>
          <Form.Item name="phone" label={t('fields.phone')} rules={[{ required, whitespace: true, message: t('create.needed') }]}>
            <Input inputMode="tel" maxLength={40} />
          </Form.Item>
          <SimilarRecords text={phone ?? ''} types={['contact', 'lead']} />
        </>
      ),
    ],
    [
      'account',
      () => (
        <Form.Item label={t('fields.account')} style={{ marginTop: 16 }}>
          <AccountSelect value={of} onChange={setOf} disabled={account !== undefined} aria-label={t('fields.account')} />
        </Form.Item>
      ),
    ],
    text('title', 80),
    text('department', 80),
    text('wechat', 60),
    [
      'email',
      (required) => (
        <Form.Item name="email" label={t('fields.email')} rules={[{ type: 'email', message: t('create.emailWrong') }, { required, message: t('create.needed') }]}>
          <Input inputMode="email" maxLength={254} />
        </Form.Item>
      ),
    ],
    [
      'owner',
      () => (
        <Form.Item name="ownerId" label={t('fields.owner')} initialValue={null}>
          <UserSelect value={null} onChange={ignore} placeholder={t('create.ownerHint')} />
        </Form.Item>
      ),
    ],
    [
      'tags',
      () => (
        <Form.Item name="tagIds" label={t('fields.tags')} initialValue={[]}>
          <TagSelect value={[]} onChange={ignore} />
        </Form.Item>
      ),
    ],
  ])
  return (
    <BottomSheet
      open
      title={t('create.contact')}
      onClose={onClose}
      footer={
        <Button type="primary" block loading={create.isPending} onClick={() => form.submit()}>
          {t('create.ok')}
        </Button>
      }
    >
      <Form form={form} layout="vertical" requiredMark={false} onFinish={submit} autoComplete="off">
        <CreateFields
          object="contact"
          inputs={inputs}
          always={['name']}
          record={{ name: typed?.name ?? '', title: typed?.title ?? null, phone: phone ?? null, email: typed?.email ?? null, accountId: of?.id ?? null }}
          standard={() => ['name', 'phone', 'account', 'title', 'department', 'wechat', 'email'].map((key) => <Fragment key={key}>{inputs.get(key)?.(false)}</Fragment>)}
        />
      </Form>
    </BottomSheet>
  )
}

// A Form.Item hands its own value and onChange to what it holds; the picker's types ask for them all the same.
const ignore = () => undefined
