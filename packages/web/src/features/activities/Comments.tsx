import { BellFilled, BellOutlined, MessageOutlined } from '@ant-design/icons'
import { addComment, followRecord, listComments, removeComment, seeComments } from '@sluice/core/activities/contract'
import type { CommentSubject } from '@sluice/core/activities/contract'
import { useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useEffect } from 'react'
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
import { CommentBox } from './CommentBox.tsx'
import styles from './Comments.module.css'
import { CommentText } from './CommentText.tsx'

/** What colleagues say to each other about a record or an alarm. Who may read it may comment; one removes one's own. Being shown, it is read. */
export function Comments({ subjectType, subjectId }: { subjectType: CommentSubject; subjectId: string; canWrite?: boolean }) {
  const { t } = useTranslation('activities')
  const { user } = useSession()
  const format = useFormat()
  const toast = useToast()
  const refresh = useRefresh()
  const client = useQueryClient()
  const params = { subjectType, id: subjectId }
  const read = useContractQuery(listComments, { params })
  const changed = () => refresh({ type: 'comment.added', subjectType, subjectId })
  const add = useContractMutation(addComment, { onSuccess: changed, onError: toast.failed })
  const remove = useContractMutation(removeComment, { onSuccess: changed, onError: toast.failed })
  const follow = useContractMutation(followRecord, { onSuccess: changed, onError: toast.failed })
  const { mutate: see } = useContractMutation(seeComments, {
    onSuccess: () => Promise.all(['/notifications', '/today'].map((path) => client.invalidateQueries({ queryKey: [path] }))),
  })
  const items = read.data?.items ?? []
  // A mention reaches people who do not follow: what is shown is read in any case, once for each new comment.
  const latest = items.at(-1)
  const isOthers = latest !== undefined && latest.author.id !== user.id
  useEffect(() => {
    if (isOthers) see({ params: { subjectType, id: subjectId } })
  }, [isOthers, latest?.id, see, subjectType, subjectId])

  const following = read.data?.isFollowing ?? false
  return (
    <div className={styles.comments}>
      {read.data && (
        <div className={styles.follow}>
          <span title={read.data.followers.map((one) => one.name).join('、')}>{t('comments.followers', { count: read.data.followers.length })}</span>
          <Button size="small" type="text" icon={following ? <BellFilled /> : <BellOutlined />} aria-pressed={following} loading={follow.isPending} onClick={() => follow.mutate({ params, body: { isFollowing: !following } })}>
            {t(following ? 'comments.following' : 'comments.follow')}
          </Button>
        </div>
      )}
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
                <CommentText comment={one} />
              </div>
            </li>
          ))}
        </ul>
      )}
      <CommentBox subjectType={subjectType} subjectId={subjectId} busy={add.isPending} onSend={(body) => add.mutateAsync({ params, body: { body } }).then(() => true, () => false)} />
    </div>
  )
}
