import { ApiOutlined } from '@ant-design/icons'
import { listCampaigns } from '@sluice/core/campaigns/contract'
import { changeMailbox, createMailbox, mailboxSecurity, testMailbox } from '@sluice/core/mailbox/contract'
import type { Mailbox } from '@sluice/core/mailbox/contract'
import { Button, Checkbox, Form, Input, InputNumber, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { call } from '../../../api/client.ts'
import { useContractMutation, useContractQuery } from '../../../api/query.ts'
import { useRefresh } from '../../../api/refresh.ts'
import { useToast } from '../../../ui/use-toast.tsx'
import { ChannelSelect } from '../../pickers/ChannelSelect.tsx'
import { UserSelect } from '../../pickers/UserSelect.tsx'
import { FormSheet } from '../FormSheet.tsx'
import { useEditForm } from '../use-edit-form.ts'
import styles from './Mailboxes.module.css'

type Fields = Pick<Mailbox, 'name' | 'host' | 'port' | 'security' | 'username' | 'folder' | 'takesLeads' | 'takesAnswers' | 'channelId' | 'campaignId' | 'ownerId' | 'marksSeen'> & { password: string; readDays: number }

const fresh: Fields = { name: '', host: '', port: 993, security: 'tls', username: '', password: '', folder: 'INBOX', takesLeads: true, takesAnswers: true, channelId: null, campaignId: null, ownerId: null, marksSeen: false, readDays: 0 }
const ignore = () => undefined
const usualPort = { tls: 993, starttls: 143, none: 143 }
const placeKeys = ['host', 'port', 'security', 'username'] as const

function fieldsOf({ name, host, port, security, username, folder, takesLeads, takesAnswers, channelId, campaignId, ownerId, marksSeen }: Mailbox): Fields {
  return { name, host, port, security, username, folder, takesLeads, takesAnswers, channelId, campaignId, ownerId, marksSeen, password: '', readDays: 0 }
}

/** A mailbox: where it is, what its mails are for, and a try of the connection before anything is saved. */
export function MailboxSheet({ mailbox, onClose }: { mailbox: Mailbox | null; onClose: () => void }) {
  const { t } = useTranslation('mailboxes')
  const toast = useToast()
  const refresh = useRefresh()
  const campaigns = useContractQuery(listCampaigns, { query: { limit: 100 } }).data?.items ?? []
  const trial = useContractMutation(testMailbox, { onError: toast.failed })
  const edit = useEditForm<Fields>({
    initial: mailbox === null ? fresh : fieldsOf(mailbox),
    ...(mailbox !== null && { version: mailbox.version }),
    write: async (changed, values, version) => {
      if (mailbox === null) return call(createMailbox, { body: values })
      const { readDays: _, ...body } = changed
      return call(changeMailbox, { params: { id: mailbox.id }, ifMatch: version, body })
    },
    onDone: () => {
      refresh({ type: 'config.changed', subjectType: 'config', subjectId: mailbox?.id ?? '' })
      toast.done(t('saved'))
      onClose()
    },
  })
  const { form } = edit
  const now: Partial<Fields> | undefined = Form.useWatch([], form)
  const isKept = mailbox !== null && mailbox.hasPassword && placeKeys.every((key) => now === undefined || now[key] === mailbox[key])
  const tryOut = async () => {
    // Only where it is has to be right for a try.
    const { host, port, security, username, folder, password } = await form.validateFields([...placeKeys, 'folder', 'password'])
    trial.mutate({ body: { host, port, security, username, folder, ...(password !== '' && { password }), ...(mailbox !== null && { id: mailbox.id }) } })
  }
  const needed = [{ required: true, whitespace: true, message: t('needed') }]
  return (
    <FormSheet title={mailbox?.name ?? t('add')} save={t('save')} edit={edit} onClose={onClose} width={620}>
      <Form.Item name="name" label={t('name')} rules={needed}>
        <Input maxLength={100} placeholder={t('nameHint')} />
      </Form.Item>
      <div className={styles.grid}>
        <Form.Item name="host" label={t('host')} rules={needed}>
          <Input maxLength={253} placeholder="imap.example.com" inputMode="url" autoCapitalize="off" />
        </Form.Item>
        <Form.Item name="port" label={t('port')} rules={[{ required: true, message: t('needed') }]}>
          <InputNumber min={1} max={65_535} precision={0} style={{ width: '100%' }} />
        </Form.Item>
        <Form.Item name="security" label={t('security')}>
          <Select options={mailboxSecurity.map((value) => ({ value, label: t(`securities.${value}`) }))} onChange={(value: Mailbox['security']) => form.setFieldValue('port', usualPort[value])} />
        </Form.Item>
      </div>
      {now?.security === 'none' && <p className={styles.help}>{t('openNote')}</p>}
      <div className={styles.half}>
        <Form.Item name="username" label={t('username')} rules={needed}>
          <Input maxLength={200} placeholder="sales@example.com" inputMode="email" autoCapitalize="off" autoComplete="off" />
        </Form.Item>
        <Form.Item name="password" label={t('password')} rules={isKept ? [] : [{ required: true, message: mailbox === null ? t('needed') : t('passwordAgain') }]}>
          <Input.Password maxLength={500} autoComplete="new-password" placeholder={isKept ? t('passwordKept') : ''} />
        </Form.Item>
      </div>
      <Form.Item name="folder" label={t('folder')} rules={needed}>
        <Input maxLength={200} />
      </Form.Item>
      <div className={styles.trial}>
        <span>
          <Button icon={<ApiOutlined />} loading={trial.isPending} onClick={() => void tryOut().catch(ignore)}>{t('test')}</Button>
        </span>
        {trial.data && (
          <div role="status">
            {trial.data.isOpen ? <p>✓ {t('open', { messages: trial.data.messages })}</p> : <p>✗ {trial.data.code === null ? '' : t(`problems.${trial.data.code}`)}</p>}
            {trial.data.said !== '' && <p className={styles.help}>{t('said', { said: trial.data.said })}</p>}
            {trial.data.folders.length > 0 && !trial.data.isOpen && <p className={styles.help}>{t('folders', { names: trial.data.folders.join('、') })}</p>}
          </div>
        )}
      </div>
      <Form.Item label={t('uses')} style={{ marginBottom: 0 }}>
        <Form.Item name="takesLeads" valuePropName="checked" noStyle><Checkbox>{t('takesLeads')}</Checkbox></Form.Item>
        <Form.Item name="takesAnswers" valuePropName="checked" noStyle dependencies={['takesLeads']} rules={[{ validator: (_, value: boolean) => (value || form.getFieldValue('takesLeads') === true ? Promise.resolve() : Promise.reject(new Error(t('useNeeded')))) }]}>
          <Checkbox>{t('takesAnswers')}</Checkbox>
        </Form.Item>
        {now?.takesLeads === false && now.takesAnswers === false && <p className={styles.help} role="alert">{t('useNeeded')}</p>}
      </Form.Item>
      <div style={{ height: 16 }} />
      {now?.takesLeads !== false && (
        <div className={styles.half}>
          <Form.Item name="channelId" label={t('channel')}><ChannelSelect value={null} onChange={ignore} /></Form.Item>
          <Form.Item name="campaignId" label={t('campaign')}>
            <Select allowClear showSearch={{ optionFilterProp: 'label' }} options={campaigns.map((one) => ({ value: one.id, label: one.name }))} onClear={() => form.setFieldValue('campaignId', null)} />
          </Form.Item>
          <Form.Item name="ownerId" label={t('owner')} extra={t('ownerHint')}><UserSelect value={null} onChange={ignore} /></Form.Item>
        </div>
      )}
      {mailbox === null && (
        <Form.Item label={t('readDays')}>
          <span className={styles.days}><Form.Item name="readDays" noStyle><InputNumber min={0} max={30} precision={0} aria-label={t('readDays')} /></Form.Item>{t('days')}</span>
        </Form.Item>
      )}
      <Form.Item name="marksSeen" valuePropName="checked"><Checkbox>{t('marksSeen')}</Checkbox></Form.Item>
    </FormSheet>
  )
}
