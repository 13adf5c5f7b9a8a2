import { setChatMember } from '@sluice/core/messages/chat-app-contract'
import { chatFaultWords } from '@sluice/core/messages/chat-app-faults'
import type { RobotKind } from '@sluice/core/messages/robot'
import { Button, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useContractMutation } from '../../../api/query.ts'
import { useToast } from '../../../ui/use-toast.tsx'
import styles from './Reach.module.css'

/** Who somebody is on a platform: their id there is typed in, or a mobile number by which the platform finds it. */
export function PersonId({ kind, userId, externalId, label, problem, onDone }: { kind: RobotKind; userId: string; externalId: string | null; label: string; problem?: { code: number | null; said: string } | null; onDone: () => void }) {
  const { t, i18n } = useTranslation('reach')
  const toast = useToast()
  const [text, setText] = useState(externalId ?? '')
  const language = i18n.language.startsWith('en') ? 'en' : 'zh'
  const save = useContractMutation(setChatMember, {
    onError: toast.failed,
    onSuccess: ({ code }) => {
      if (code === null) toast.done(t('saved'))
      onDone()
    },
  })
  const typed = text.trim()
  const isMobile = /^\+?\d{11,}$/.test(typed)
  const send = () => save.mutate({ params: { kind }, body: { userId, by: typed === '' ? null : isMobile ? { mobile: typed } : { externalId: typed } } })
  const code = save.data?.code ?? null
  return (
    <div className={styles.person}>
      <span className={styles.name} title={label}>{label}</span>
      <Input aria-label={`${label} ${t('own.id')}`} className={styles.id} maxLength={64} placeholder={t(`own.placeholder.${kind}`)} value={text} onChange={(event) => setText(event.target.value)} onPressEnter={send} />
      <Button loading={save.isPending} disabled={typed === (externalId ?? '')} onClick={send}>{isMobile ? t('own.find') : t('save')}</Button>
      {code !== null ? <span className={styles.problem} role="alert">{t('own.notFound', { words: chatFaultWords(kind, code)[language] })}</span>
        : problem != null && <span className={styles.problem}>{t('own.problem', { words: problem.code === null ? problem.said : chatFaultWords(kind, problem.code)[language] })}</span>}
    </div>
  )
}
