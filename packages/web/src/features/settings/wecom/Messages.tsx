import { listWecomMessages, retryWecomMessages, type WecomSettings } from '@sluice/core/wecom/contract'
import { customerChanges } from '@sluice/core/wecom/event'
import { errcodeWords } from '@sluice/core/wecom/errcodes'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useContractMutation, useContractQuery } from '../../../api/query.ts'
import { useRefresh } from '../../../api/refresh.ts'
import { paths } from '../../../paths.ts'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { Tag } from '../../../ui/Tag.tsx'
import { useFormat } from '../../../ui/use-format.ts'
import { useToast } from '../../../ui/use-toast.tsx'
import { SettingSection } from '../SettingSection.tsx'
import styles from '../KeyForm.module.css'

/** What WeCom told last, and what became of it. */
export function Messages({ settings }: { settings: WecomSettings }) {
  const { t, i18n } = useTranslation('wecom')
  const format = useFormat()
  const toast = useToast()
  const refresh = useRefresh()
  const read = useContractQuery(listWecomMessages, {}, { staleTime: 0, refetchInterval: 10_000 })
  const retry = useContractMutation(retryWecomMessages, {
    onError: toast.failed,
    onSuccess: ({ again }) => {
      toast.done(t('retried', { count: again }))
      refresh({ type: 'config.changed', subjectType: 'config', subjectId: 'wecom' })
    },
  })
  const items = read.data?.items ?? []
  const nameOf = (change: string) => {
    const known = customerChanges.find((one) => one === change)
    return known === undefined ? change : t(`changes.${known}`)
  }
  return (
    <SettingSection
      second
      title={t('messages')}
      note={t('messagesNote', { waiting: settings.waiting, failed: settings.failed })}
      actions={settings.failed > 0 && <Button loading={retry.isPending} onClick={() => retry.mutate({})}>{t('retry')}</Button>}
      loading={read.isPending}
      error={read.error}
      onRetry={() => void read.refetch()}
    >
      {items.length === 0 ? (
        <EmptyState compact title={t('noMessages')} text={t('noMessagesText')} />
      ) : (
        <ul className={styles.messages}>
          {items.map((one) => (
            <li key={one.id}>
              <Tag tone={one.state === 'done' ? 'good' : one.state === 'failed' ? 'bad' : one.state === 'waiting' ? 'warn' : 'neutral'}>{t(`messageStates.${one.state}`)}</Tag>
              <span>{nameOf(one.change)}</span>
              {one.userid !== null && <span className={styles.help}>{one.userid}</span>}
              {one.stateKey !== null && <span className={`num ${styles.help}`}>{one.stateKey}</span>}
              <span className={`num ${styles.help}`}>{format.dateTime(one.at)}</span>
              {one.errcode !== null && one.state !== 'done' && (
                <span className={styles.help}>
                  {t('testBad', { words: errcodeWords(one.errcode)[i18n.language.startsWith('en') ? 'en' : 'zh'], errcode: one.errcode })} · {t('attempts', { count: one.attempts })}
                </span>
              )}
              {one.leadId !== null && <Link to={paths.lead(one.leadId)}>{t('lead')}</Link>}
            </li>
          ))}
        </ul>
      )}
    </SettingSection>
  )
}
