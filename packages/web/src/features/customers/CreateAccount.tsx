import { createAccount } from '@sluice/core/customers/contract'
import { Button, Form, Input } from 'antd'
import { Fragment } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { useContractMutation } from '../../api/query.ts'
import { useRefresh } from '../../api/refresh.ts'
import { paths } from '../../paths.ts'
import { BottomSheet } from '../../ui/BottomSheet.tsx'
import { useFieldProblems } from '../../ui/field-problems.ts'
import { useToast } from '../../ui/use-toast.tsx'
import { SimilarCompanies } from '../fields/SimilarCompanies.tsx'
import { CreateFields } from '../forms/CreateFields.tsx'
import type { CreateInput } from '../forms/CreateFields.tsx'
import { customOf } from '../forms/custom-of.ts'
import { ChannelSelect } from '../pickers/ChannelSelect.tsx'
import { TagSelect } from '../pickers/TagSelect.tsx'
import { UserSelect } from '../pickers/UserSelect.tsx'

interface Fields {
  name: string
  industry?: string
  region?: string
  size?: string
  phone?: string
  website?: string
  ownerId?: string | null
  sourceId?: string | null
  tagIds?: string[]
  custom?: Record<string, unknown>
}

const given = (text: string | undefined) => (text === undefined || text.trim() === '' ? undefined : text.trim())

/** The form for a new account. Accounts with a similar name are shown while it is typed: one company, one account. */
export function CreateAccount({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('customers')
  const toast = useToast()
  const navigate = useNavigate()
  const refresh = useRefresh()
  const [form] = Form.useForm<Fields>()
  const typed = Form.useWatch([], form) as Fields | undefined
  const name = typed?.name
  const problems = useFieldProblems()
  const create = useContractMutation(createAccount, {
    onSuccess: (account) => {
      refresh({ type: 'account.created', subjectType: 'account', subjectId: account.id })
      toast.done(t('create.doneAccount', { name: account.name }))
      onClose()
      void navigate(paths.account(account.id))
    },
    onError: (error) => {
      form.setFields(problems(error))
      toast.failed(error)
    },
  })
  const submit = (fields: Fields) =>
    create.mutate({
      body: {
        name: fields.name.trim(), industry: given(fields.industry), region: given(fields.region), size: given(fields.size), phone: given(fields.phone), website: given(fields.website),
        ownerId: fields.ownerId ?? undefined, sourceId: fields.sourceId ?? undefined, tagIds: fields.tagIds, custom: customOf(fields.custom),
      },
    })
  const text = (key: 'industry' | 'region' | 'size' | 'phone' | 'website', max: number, inputMode?: 'tel' | 'url'): readonly [string, CreateInput] => [
    key,
    (required) => (
      <Form.Item name={key} label={t(`fields.${key}`)} rules={[{ required, whitespace: true, message: t('create.needed') }]}>
        <Input maxLength={max} inputMode={inputMode} />
      </Form.Item>
    ),
  ]
  const inputs = new Map<string, CreateInput>([
    [
      'name',
      () => (
        <>
          <Form.Item name="name" label={t('fields.accountName')} rules={[{ required: true, whitespace: true, message: t('create.nameRequired') }]}>
            <Input autoFocus maxLength={200} onPressEnter={() => form.submit()} />
          </Form.Item>
          <SimilarCompanies name={name ?? ''} />
        </>
      ),
    ],
    text('industry', 80),
    text('region', 80),
    text('size', 40),
    text('phone', 40, 'tel'),
    text('website', 300, 'url'),
    [
      'source',
      (required) => (
        <Form.Item name="sourceId" label={t('fields.source')} initialValue={null} rules={[{ required, message: t('create.needed') }]}>
          <ChannelSelect value={null} onChange={ignore} />
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
      title={t('create.account')}
      onClose={onClose}
      footer={
        <Button type="primary" block loading={create.isPending} onClick={() => form.submit()}>
          {t('create.ok')}
        </Button>
      }
    >
      <Form form={form} layout="vertical" requiredMark={false} onFinish={submit} autoComplete="off">
        <CreateFields
          object="account"
          inputs={inputs}
          always={['name']}
          record={{ name: name ?? '', industry: typed?.industry ?? null, region: typed?.region ?? null, size: typed?.size ?? null, ownerId: typed?.ownerId ?? null, sourceId: typed?.sourceId ?? null }}
          standard={() => ['name', 'industry', 'region', 'size', 'phone', 'website', 'source', 'owner'].map((key) => <Fragment key={key}>{inputs.get(key)?.(false)}</Fragment>)}
        />
      </Form>
    </BottomSheet>
  )
}

// A Form.Item hands its own value and onChange to what it holds; the picker's types ask for them all the same.
const ignore = () => undefined
