import { renewWebhookSecret, type AutomationPage } from '@sluice/core/automation/contract'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useContractMutation } from '../../api/query.ts'
import { CopyText } from '../../ui/CopyText.tsx'
import { useToast } from '../../ui/use-toast.tsx'
import styles from './Automation.module.css'

/** Where another system calls, and the secret with which it signs; told once. */
export function WebhookAddress({ automation, canWrite }: { automation: AutomationPage; canWrite: boolean }) {
  const { t } = useTranslation('automation')
  const toast = useToast()
  const [secret, setSecret] = useState<string | null>(null)
  const renew = useContractMutation(renewWebhookSecret, { onError: toast.failed, onSuccess: (made) => setSecret(made.secret) })
  const address = `${window.location.origin}${automation.webhook.path}`
  return (
    <div className={styles.note}>
      <span>{t('webhook.address')}</span>
      <CopyText text={address}><code>{address}</code></CopyText>
      {secret !== null && <CopyText text={secret}><code>{secret}</code></CopyText>}
      {canWrite && <Button size="small" loading={renew.isPending} onClick={() => renew.mutate({ params: { id: automation.id } })}>{t(automation.webhook.hasSecret ? 'webhook.renew' : 'webhook.make')}</Button>}
      <span className={styles.muted}>{t(secret === null ? 'webhook.help' : 'webhook.once')}</span>
    </div>
  )
}
