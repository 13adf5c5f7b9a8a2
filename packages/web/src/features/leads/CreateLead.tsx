import { createLead } from '@sluice/core/leads/contract'
import type { BodyInputOf } from '@sluice/core/lib/contract'
import { Button, Form, Input } from 'antd'
import type { InputRef } from 'antd'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { useContractMutation } from '../../api/query.ts'
import { useRefresh } from '../../api/refresh.ts'
import { paths } from '../../paths.ts'
import { BottomSheet } from '../../ui/BottomSheet.tsx'
import { useToast } from '../../ui/use-toast.tsx'
import { ChannelSelect } from '../pickers/ChannelSelect.tsx'
import { TagSelect } from '../pickers/TagSelect.tsx'
import { UserSelect } from '../pickers/UserSelect.tsx'
import { SimilarRecords } from '../search/SimilarRecords.tsx'

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
  const phone = Form.useWatch('phone', form)
  const company = Form.useWatch('company', form)
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
    onError: toast.failed,
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
    }
    create.mutate({ body })
  }
  const send = (another: boolean) => {
    setAgain(another)
    form.submit()
  }
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
      <Form form={form} layout="vertical" requiredMark={false} onFinish={submit} autoComplete="off">
        <Form.Item name="name" label={t('fields.name')} rules={[{ required: true, whitespace: true, message: t('createDialog.nameRequired') }]}>
          <Input ref={first} autoFocus maxLength={100} onPressEnter={() => send(false)} />
        </Form.Item>
        <Form.Item name="phone" label={t('fields.phone')}>
          <Input inputMode="tel" maxLength={40} />
        </Form.Item>
        <SimilarRecords text={phone ?? ''} />
        <Form.Item name="company" label={t('fields.company')} style={{ marginTop: 16 }}>
          <Input maxLength={200} />
        </Form.Item>
        <SimilarRecords text={company ?? ''} types={['account', 'lead']} />
        <Form.Item name="sourceId" label={t('fields.source')} style={{ marginTop: 16 }} {...pickerItem}>
          <ChannelSelect value={null} onChange={ignore} />
        </Form.Item>
        <Form.Item name="ownerId" label={t('fields.owner')} {...pickerItem}>
          <UserSelect value={null} onChange={ignore} placeholder={t('createDialog.ownerHint')} />
        </Form.Item>
        {more ? (
          <>
            <Form.Item name="title" label={t('fields.title')}>
              <Input maxLength={80} />
            </Form.Item>
            <Form.Item name="email" label={t('fields.email')} rules={[{ type: 'email', message: t('createDialog.emailWrong') }]}>
              <Input inputMode="email" maxLength={254} />
            </Form.Item>
            <Form.Item name="wechat" label={t('fields.wechat')}>
              <Input maxLength={60} />
            </Form.Item>
            <Form.Item name="sourceDetail" label={t('fields.sourceDetail')}>
              <Input maxLength={200} />
            </Form.Item>
            <Form.Item name="tagIds" label={t('fields.tags')} initialValue={[]}>
              <TagSelect value={[]} onChange={ignore} />
            </Form.Item>
          </>
        ) : null}
        <Form.Item name="note" label={t('fields.note')}>
          <Input.TextArea autoSize={{ minRows: 2, maxRows: 8 }} maxLength={20_000} />
        </Form.Item>
        {!more && (
          <Button type="link" style={{ paddingInline: 0 }} onClick={() => setMore(true)}>
            {t('createDialog.more')}
          </Button>
        )}
      </Form>
    </BottomSheet>
  )
}

// A Form.Item hands its own value and onChange to what it holds; the picker's types ask for them all the same.
const ignore = () => undefined
const pickerItem = { initialValue: null } as const
