import { KeyOutlined, PlusOutlined } from '@ant-design/icons'
import { changeWebhook, listWebhooks, removeWebhook, renewWebhookSecret, testWebhook } from '@sluice/core/messages/contract'
import type { Webhook } from '@sluice/core/messages/contract'
import { App, Button, Modal } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../../../api/client.ts'
import { useContractQuery } from '../../../api/query.ts'
import { CopyText } from '../../../ui/CopyText.tsx'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { Tag } from '../../../ui/Tag.tsx'
import { useFormat } from '../../../ui/use-format.ts'
import { useToast } from '../../../ui/use-toast.tsx'
import { useMay } from '../../session/use-may.ts'
import { SettingRow, SettingRows } from '../SettingRows.tsx'
import { SettingSection } from '../SettingSection.tsx'
import { LogSheet } from './LogSheet.tsx'
import styles from './Messages.module.css'
import { useTargets } from './use-targets.tsx'
import { WebhookSheet } from './WebhookSheet.tsx'

/** Addresses of other systems that are told of events. */
export function WebhooksSection() {
  const { t } = useTranslation('messages')
  const { modal } = App.useApp()
  const format = useFormat()
  const toast = useToast()
  const may = useMay()('config', 'write')
  const { editing, setEditing, logged, setLogged, told, actionsOf } = useTargets<Webhook>({
    test: ({ id }) => call(testWebhook, { params: { id } }),
    turn: ({ id, version }, isOn) => call(changeWebhook, { params: { id }, ifMatch: version, body: { isOn } }),
    remove: ({ id }) => call(removeWebhook, { params: { id } }),
  })
  const [secret, setSecret] = useState<string | null>(null)
  const read = useContractQuery(listWebhooks, {}, { enabled: may })
  const webhooks = read.data?.items ?? []
  const renew = (webhook: Webhook) =>
    modal.confirm({
      title: t('webhooks.renewSure', { name: webhook.name }), okText: t('webhooks.renew'),
      onOk: async () => {
        await call(renewWebhookSecret, { params: { id: webhook.id } }).then((made) => setSecret(made.secret), toast.failed)
        told()
      },
    })
  const stateOf = (webhook: Webhook) => [
    ...(webhook.failingSince !== null && webhook.isOn ? [t('webhooks.failing', { time: format.relative(webhook.failingSince) })] : []), ...(webhook.waiting > 0 ? [t('waiting', { count: webhook.waiting })] : []),
    ...(webhook.failed > 0 ? [t('webhooks.failed', { count: webhook.failed })] : []), webhook.lastAt === null ? t('never') : t('last', { time: format.relative(webhook.lastAt) }),
  ].join(' · ')
  return (
    <>
      <SettingSection
        title={t('webhooks.title')} note={t('webhooks.note')} loading={may && read.isPending} error={read.error} onRetry={() => void read.refetch()}
        actions={may && <Button type="primary" icon={<PlusOutlined />} onClick={() => setEditing('new')}>{t('add')}</Button>}
      >
        {webhooks.length === 0 ? (
          <EmptyState compact title={may ? t('webhooks.none') : t('adminOnly')} text={may ? t('webhooks.noneText') : undefined} />
        ) : (
          <SettingRows label={t('webhooks.title')}>
            {webhooks.map((webhook) => (
              <SettingRow
                key={webhook.id} title={webhook.name} quiet={!webhook.isOn} onOpen={() => setEditing(webhook)}
                detail={[webhook.url, webhook.eventTypes.length === 0 ? t('webhooks.noEvents') : t('webhooks.eventCount', { count: webhook.eventTypes.length }), t('webhooks.owner', { name: webhook.owner.name })].join(' · ')}
                aside={
                  <>
                    {webhook.offBecause !== null ? <Tag tone="bad">{t(`webhooks.offBecause.${webhook.offBecause}`)}</Tag> : !webhook.isOn && <Tag>{t('off')}</Tag>}
                    <span className="num">{stateOf(webhook)}</span>
                  </>
                }
                actions={actionsOf(webhook, [{ key: 'renew', label: t('webhooks.renew'), icon: <KeyOutlined />, run: () => void renew(webhook) }])}
              />
            ))}
          </SettingRows>
        )}
      </SettingSection>
      {editing !== null && (
        <WebhookSheet
          webhook={editing === 'new' ? null : editing} onClose={() => setEditing(null)}
          onMade={(made) => {
            setSecret(made.secret)
            told()
          }}
        />
      )}
      {logged !== null && <LogSheet target={{ webhookId: logged.id }} name={logged.name} onClose={() => setLogged(null)} />}
      {secret !== null && (
        // Closed by its button alone: nobody sees the secret again.
        <Modal open closable={false} mask={{ closable: false }} keyboard={false} title={t('webhooks.secretTitle')} footer={<Button type="primary" onClick={() => setSecret(null)}>{t('webhooks.secretDone')}</Button>}>
          <p>{t('webhooks.secretText')}</p>
          <span className={styles.code}><CopyText text={secret} /></span>
        </Modal>
      )}
    </>
  )
}
