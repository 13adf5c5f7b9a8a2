import { listMentionable } from '@sluice/core/activities/contract'
import type { CommentSubject } from '@sluice/core/activities/contract'
import { withTokens } from '@sluice/core/activities/mentions'
import type { Mentionable } from '@sluice/core/activities/mentions'
import { Button, Mentions } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useContractQuery } from '../../api/query.ts'
import styles from './Comments.module.css'

/** Where one writes: after @ those are offered who may see the record, people and teams. Answers whether it was taken. */
export function CommentBox({ subjectType, subjectId, busy, onSend }: { subjectType: CommentSubject; subjectId: string; busy: boolean; onSend: (body: string) => Promise<boolean> }) {
  const { t } = useTranslation('activities')
  const [text, setText] = useState('')
  const [picked, setPicked] = useState<Mentionable[]>([])
  // Asked for by the first @: most comments name nobody.
  const people = useContractQuery(listMentionable, { params: { subjectType, id: subjectId } }, { enabled: text.includes('@'), staleTime: 300_000 })
  const send = async () => {
    const body = withTokens(text.trim(), picked)
    if (body === '' || busy || !(await onSend(body))) return
    setText('')
    setPicked([])
  }
  return (
    <div className={styles.write}>
      <Mentions
        className={styles.field}
        aria-label={t('comments.placeholder')}
        placeholder={t('comments.placeholder')}
        autoSize={{ minRows: 1, maxRows: 8 }}
        maxLength={5000}
        placement="top"
        loading={people.isFetching}
        notFoundContent={people.data ? t('comments.nobody') : null}
        value={text}
        onChange={setText}
        options={(people.data?.items ?? []).map((one) => ({ key: one.id, value: one.name, label: one.kind === 'team' ? t('comments.team', { name: one.name }) : one.name }))}
        onSelect={(option) => setPicked((now) => [...now, { id: option.key ?? '', name: option.value ?? '' }])}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !event.nativeEvent.isComposing) void send()
        }}
      />
      <Button type="primary" ghost disabled={text.trim() === ''} loading={busy} onClick={() => void send()} title={t('log.hint')}>
        {t('comments.send')}
      </Button>
    </div>
  )
}
