import { listMentionable } from '@sluice/core/activities/contract'
import type { Comment, CommentSubject } from '@sluice/core/activities/contract'
import { keptPicks, mentionText, picksOf, typedName, withTokens } from '@sluice/core/activities/mentions'
import type { Mentionable } from '@sluice/core/activities/mentions'
import { Button, Mentions } from 'antd'
import type { GetRef } from 'antd'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useContractQuery } from '../../api/query.ts'
import styles from './Comments.module.css'

interface Props {
  subjectType: CommentSubject
  subjectId: string
  busy: boolean
  /** Answers whether it was taken. */
  onSend: (body: string) => Promise<boolean>
  /** A comment that is corrected. */
  start?: Pick<Comment, 'body' | 'mentions'>
  onCancel?: () => void
}

/** Where one writes: after @ those are offered who may see what it is about, people and teams. */
export function CommentBox({ subjectType, subjectId, busy, onSend, start, onCancel }: Props) {
  const { t } = useTranslation('activities')
  const [text, setText] = useState(() => (start === undefined ? '' : mentionText(start.body, (id) => start.mentions.find((one) => one.id === id)?.name)))
  const [picked, setPicked] = useState<Mentionable[]>(() => (start === undefined ? [] : picksOf(start.body, start.mentions)))
  const field = useRef<GetRef<typeof Mentions>>(null)
  // Of the field's own it is known only after a key came up, which a choice from an input method's list does not do: everybody would stay offered.
  const [typed, setTyped] = useState('')
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
        ref={field}
        className={styles.field}
        aria-label={t('comments.placeholder')}
        placeholder={t('comments.placeholder')}
        autoFocus={start !== undefined}
        autoSize={{ minRows: 1, maxRows: 8 }}
        maxLength={5000}
        placement="top"
        loading={people.isFetching}
        notFoundContent={people.data ? t('comments.nobody') : null}
        value={text}
        onChange={(next) => {
          setText(next)
          setPicked((now) => keptPicks(text, next, now))
          setTyped(typedName(next.slice(0, field.current?.textarea?.selectionStart ?? next.length)) ?? '')
        }}
        filterOption={(_, option) => (option.value ?? '').toLowerCase().includes(typed.toLowerCase())}
        options={(people.data?.items ?? []).map((one) => ({ key: one.id, value: one.name, label: one.kind === 'team' ? t('comments.team', { name: one.name }) : one.name }))}
        onSelect={(option) => {
          // The list adds marks of its own to a key.
          const one = people.data?.items.find(({ id }) => option.key?.startsWith(id))
          if (one !== undefined) setPicked((now) => [...now, one])
        }}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && onCancel !== undefined) {
            event.stopPropagation()
            onCancel()
          }
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !event.nativeEvent.isComposing) void send()
        }}
      />
      <Button type="primary" ghost disabled={text.trim() === ''} loading={busy} onClick={() => void send()} title={t('log.hint')}>
        {t(start === undefined ? 'comments.send' : 'comments.save')}
      </Button>
      {onCancel !== undefined && <Button onClick={onCancel}>{t('comments.cancel')}</Button>}
    </div>
  )
}
