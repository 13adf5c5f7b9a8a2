import { changeChatApp, listChatApps } from '@sluice/core/messages/chat-app-contract'
import type { ChatApp } from '@sluice/core/messages/chat-app-contract'
import { Form, Input, Switch } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { call } from '../../../api/client.ts'
import { useRefresh } from '../../../api/refresh.ts'
import { useToast } from '../../../ui/use-toast.tsx'
import { FormSheet } from '../FormSheet.tsx'
import { useEditForm } from '../use-edit-form.ts'
import styles from './Reach.module.css'

interface Fields { clientId: string; agentId: string; secret: string; isOn: boolean }
const orNull = (text: string) => (text.trim() === '' ? null : text.trim())

/** The keys of one app. WeCom's company is entered once, with its other settings. */
export function ChatAppSheet({ app, onClose }: { app: ChatApp; onClose: () => void }) {
  const { t } = useTranslation('reach')
  const toast = useToast()
  const refresh = useRefresh()
  const { kind } = app
  const edit = useEditForm<Fields>({
    initial: { clientId: app.clientId ?? '', agentId: app.agentId ?? '', secret: '', isOn: app.isOn },
    version: app.version,
    readVersion: async () => (await call(listChatApps)).items.find((one) => one.kind === kind)?.version ?? app.version,
    write: ({ clientId, agentId, secret, isOn }, _, version) => call(changeChatApp, {
      params: { kind }, ifMatch: version,
      body: { ...(clientId !== undefined && kind !== 'wecom' && { clientId: orNull(clientId) }), ...(agentId !== undefined && { agentId: orNull(agentId) }), ...(secret !== undefined && secret.trim() !== '' && { secret: secret.trim() }), ...(isOn !== undefined && { isOn }) },
    }),
    onDone: () => {
      refresh({ type: 'config.changed', subjectType: 'config', subjectId: 'chat_app' })
      toast.done(t('saved'))
      onClose()
    },
  })
  /** What was never told must be; what was may be cleared or kept. */
  const needed = (isNew: boolean) => (isNew ? [{ required: true, whitespace: true, message: t('needed') }] : [])
  return (
    <FormSheet title={t('apps.sheet', { platform: t(`kinds.${kind}`) })} save={t('save')} edit={edit} onClose={onClose} width={560}>
      <p className={styles.help}>{t(`apps.join.${kind}`)}</p>
      {kind === 'wecom' ? (
        <Form.Item label={t('apps.clientId.wecom')}>
          <span>{app.clientId ?? t('apps.noCorp')} <Link to="/settings/wecom" onClick={onClose}>{t('apps.toWecom')}</Link></span>
        </Form.Item>
      ) : (
        <Form.Item name="clientId" label={t(`apps.clientId.${kind}`)} rules={needed(app.clientId === null)}><Input maxLength={100} spellCheck={false} /></Form.Item>
      )}
      {kind !== 'feishu' ? <Form.Item name="agentId" label="AgentId" rules={needed(app.agentId === null)}><Input maxLength={20} inputMode="numeric" /></Form.Item> : null}
      <Form.Item name="secret" label={t(`apps.secret.${kind}`)} extra={app.sharesSecret ? t('apps.sharesSecret') : app.hasSecret ? t('apps.kept') : undefined} rules={needed(!app.hasSecret && !app.sharesSecret && kind !== 'wecom')}>
        <Input.Password autoComplete="new-password" maxLength={200} />
      </Form.Item>
      <Form.Item name="isOn" label={t('apps.isOn')} valuePropName="checked"><Switch /></Form.Item>
      <p className={styles.help}>{t('apps.host', { host: app.apiHost })}</p>
    </FormSheet>
  )
}
