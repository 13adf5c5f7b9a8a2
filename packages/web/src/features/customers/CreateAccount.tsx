import { createAccount } from '@sluice/core/customers/contract'
import { Button, Form, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { useContractMutation } from '../../api/query.ts'
import { useRefresh } from '../../api/refresh.ts'
import { paths } from '../../paths.ts'
import { BottomSheet } from '../../ui/BottomSheet.tsx'
import { useToast } from '../../ui/use-toast.tsx'
import { ChannelSelect } from '../pickers/ChannelSelect.tsx'
import { UserSelect } from '../pickers/UserSelect.tsx'
import { SimilarRecords } from '../search/SimilarRecords.tsx'

interface Fields {
  name: string
  industry?: string
  region?: string
  size?: string
  phone?: string
  website?: string
  ownerId?: string | null
  sourceId?: string | null
}

const given = (text: string | undefined) => (text === undefined || text.trim() === '' ? undefined : text.trim())

/** The form for a new account. Accounts with a similar name are shown while it is typed: one company, one account. */
export function CreateAccount({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('customers')
  const toast = useToast()
  const navigate = useNavigate()
  const refresh = useRefresh()
  const [form] = Form.useForm<Fields>()
  const name = Form.useWatch('name', form)
  const create = useContractMutation(createAccount, {
    onSuccess: (account) => {
      refresh({ type: 'account.created', subjectType: 'account', subjectId: account.id })
      toast.done(t('create.doneAccount', { name: account.name }))
      onClose()
      void navigate(paths.account(account.id))
    },
    onError: toast.failed,
  })
  const submit = (fields: Fields) =>
    create.mutate({
      body: {
        name: fields.name.trim(), industry: given(fields.industry), region: given(fields.region), size: given(fields.size), phone: given(fields.phone), website: given(fields.website),
        ownerId: fields.ownerId ?? undefined, sourceId: fields.sourceId ?? undefined,
      },
    })
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
        <Form.Item name="name" label={t('fields.accountName')} rules={[{ required: true, whitespace: true, message: t('create.nameRequired') }]}>
          <Input autoFocus maxLength={200} onPressEnter={() => form.submit()} />
        </Form.Item>
        <SimilarRecords text={name ?? ''} types={['account']} />
        <Form.Item name="industry" label={t('fields.industry')} style={{ marginTop: 16 }}>
          <Input maxLength={80} />
        </Form.Item>
        <Form.Item name="region" label={t('fields.region')}>
          <Input maxLength={80} />
        </Form.Item>
        <Form.Item name="size" label={t('fields.size')}>
          <Input maxLength={40} />
        </Form.Item>
        <Form.Item name="phone" label={t('fields.phone')}>
          <Input inputMode="tel" maxLength={40} />
        </Form.Item>
        <Form.Item name="website" label={t('fields.website')}>
          <Input inputMode="url" maxLength={300} />
        </Form.Item>
        <Form.Item name="sourceId" label={t('fields.source')} initialValue={null}>
          <ChannelSelect value={null} onChange={ignore} />
        </Form.Item>
        <Form.Item name="ownerId" label={t('fields.owner')} initialValue={null}>
          <UserSelect value={null} onChange={ignore} placeholder={t('create.ownerHint')} />
        </Form.Item>
      </Form>
    </BottomSheet>
  )
}

// A Form.Item hands its own value and onChange to what it holds; the picker's types ask for them all the same.
const ignore = () => undefined
