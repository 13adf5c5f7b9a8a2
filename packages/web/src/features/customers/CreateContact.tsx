import { createContact } from '@sluice/core/customers/contract'
import type { Ref } from '@sluice/core/lib/wire'
import { Button, Form, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { useContractMutation } from '../../api/query.ts'
import { useRefresh } from '../../api/refresh.ts'
import { paths } from '../../paths.ts'
import { BottomSheet } from '../../ui/BottomSheet.tsx'
import { useToast } from '../../ui/use-toast.tsx'
import { AccountSelect } from '../pickers/AccountSelect.tsx'
import { SimilarRecords } from '../search/SimilarRecords.tsx'

interface Fields {
  name: string
  title?: string
  department?: string
  phone?: string
  email?: string
  wechat?: string
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
  const phone = Form.useWatch('phone', form)
  const create = useContractMutation(createContact, {
    onSuccess: (contact) => {
      refresh({ type: 'contact.created', subjectType: 'contact', subjectId: contact.id })
      if (contact.account) refresh({ type: 'contact.created', subjectType: 'account', subjectId: contact.account.id })
      toast.done(t('create.doneContact', { name: contact.name }))
      onClose()
      if (!stay) void navigate(paths.contact(contact.id))
    },
    onError: toast.failed,
  })
  const submit = (fields: Fields) =>
    create.mutate({
      body: {
        name: fields.name.trim(), title: given(fields.title), department: given(fields.department), phone: given(fields.phone), email: given(fields.email), wechat: given(fields.wechat),
        accountId: of?.id,
      },
    })
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
        <Form.Item name="name" label={t('fields.name')} rules={[{ required: true, whitespace: true, message: t('create.nameRequired') }]}>
          <Input autoFocus maxLength={100} onPressEnter={() => form.submit()} />
        </Form.Item>
        <Form.Item name="phone" label={t('fields.phone')}>
          <Input inputMode="tel" maxLength={40} />
        </Form.Item>
        <SimilarRecords text={phone ?? ''} types={['contact', 'lead']} />
        <Form.Item label={t('fields.account')} style={{ marginTop: 16 }}>
          <AccountSelect value={of} onChange={setOf} disabled={account !== undefined} aria-label={t('fields.account')} />
        </Form.Item>
        <Form.Item name="title" label={t('fields.title')}>
          <Input maxLength={80} />
        </Form.Item>
        <Form.Item name="department" label={t('fields.department')}>
          <Input maxLength={80} />
        </Form.Item>
        <Form.Item name="wechat" label={t('fields.wechat')}>
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item name="email" label={t('fields.email')} rules={[{ type: 'email', message: t('create.emailWrong') }]}>
          <Input inputMode="email" maxLength={254} />
        </Form.Item>
      </Form>
    </BottomSheet>
  )
}
