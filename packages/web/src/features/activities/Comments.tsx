import { MessageOutlined } from '@ant-design/icons'
import { addComment, listComments, removeComment } from '@sluice/core/activities/contract'
import type { SubjectType } from '@sluice/core/activities/contract'
import { Button, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useContractMutation, useContractQuery } from '../../api/query.ts'
import { useRefresh } from '../../api/refresh.ts'
import { ConfirmButton } from '../../ui/ConfirmButton.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Skeletons } from '../../ui/Skeletons.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { useToast } from '../../ui/use-toast.tsx'
import { UserAvatar } from '../../ui/UserAvatar.tsx'
import { useSession } from '../session/session.ts'
import styles from './Comments.module.css'

/** What colleagues say to each other about a record. Who may read it may comment; one removes one's own. */
export function Comments({ subjectType, subjectId }: { subjectType: SubjectType; subjectId: string; canWrite: boolean }) {
  const { t } = useTranslation('activities')
  const { user } = useSession()
  const format = useFormat()
  const toast = useToast()
  const refresh = useRefresh()
  const [text, setText] = useState('')
  const params = { subjectType, id: subjectId }
  const read = useContractQuery(listComments, { params })
  const changed = () => refresh({ type: 'comment.added', subjectType, subjectId })
  const add = useContractMutation(addComment, {
    onSuccess: () => {
      setText('')
      changed()
    },
    onError: toast.failed,
  })
  const remove = useContractMutation(removeComment, { onSuccess: changed, onError: toast.failed })
  const send = () => {
    if (text.trim() !== '' && !add.isPending) add.mutate({ params, body: { body: text.trim() } })
  }
  const items = read.data?.items ?? []
  return (
    <div className={styles.comments}>
      {read.isPending ? (
        <Skeletons kind="rows" count={2} />
      ) : read.error ? (
        <ErrorState compact error={read.error} onRetry={() => void read.refetch()} />
      ) : items.length === 0 ? (
        <EmptyState compact icon={<MessageOutlined />} title={t('comments.empty')} text={t('comments.emptyText')} />
      ) : (
        <ul className={styles.list} aria-label={t('comments.label')}>
          {items.map((one) => (
            <li key={one.id} className={styles.comment}>
              <UserAvatar name={one.author.name} size={28} />
              <div className={styles.content}>
                <div className={styles.head}>
                  <span className={styles.author}>{one.author.name}</span>
                  <time className="num" dateTime={one.createdAt} title={format.dateTime(one.createdAt)}>
                    {format.relative(one.createdAt)}
                  </time>
                  {one.author.id === user.id && (
                    <ConfirmButton
                      type="link"
                      size="small"
                      className={styles.remove}
                      question={t('comments.question')}
                      onConfirm={() => remove.mutateAsync({ params: { id: one.id } }).catch(() => undefined)}
                    >
                      {t('comments.remove')}
                    </ConfirmButton>
                  )}
                </div>
                <div className={styles.body}>{one.body}</div>
              </div>
            </li>
          ))}
        </ul>
      )}
      <div className={styles.write}>
        <Input.TextArea
          aria-label={t('comments.placeholder')}
          placeholder={t('comments.placeholder')}
          autoSize={{ minRows: 1, maxRows: 8 }}
          maxLength={5000}
          value={text}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !event.nativeEvent.isComposing) send()
          }}
        />
        <Button type="primary" ghost disabled={text.trim() === ''} loading={add.isPending} onClick={send} title={t('log.hint')}>
          {t('comments.send')}
        </Button>
      </div>
    </div>
  )
}
