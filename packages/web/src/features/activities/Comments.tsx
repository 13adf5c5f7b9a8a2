import { BellFilled, BellOutlined, MessageOutlined } from '@ant-design/icons'
import { addComment, changeComment, followRecord, listComments, removeComment, restoreComment, seeComments, unseeComments } from '@sluice/core/activities/contract'
import type { Comment, CommentSubject } from '@sluice/core/activities/contract'
import { useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../../api/client.ts'
import { useContractMutation, useContractQuery } from '../../api/query.ts'
import { useRefresh } from '../../api/refresh.ts'
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

/** What colleagues say to each other about a record, an alarm, a chart or a point of a meeting. Who may read it may comment; one corrects and removes one's own. Being shown, it is read. */
export function Comments({ subjectType, subjectId }: { subjectType: CommentSubject; subjectId: string; canWrite?: boolean }) {
  const { t } = useTranslation('activities')
  const { user } = useSession()
  const toast = useToast()
  const refresh = useRefresh()
  const client = useQueryClient()
  const params = { subjectType, id: subjectId }
  const read = useContractQuery(listComments, { params })
  const changed = () => refresh({ type: 'comment.added', subjectType, subjectId })
  const add = useContractMutation(addComment, { onSuccess: changed, onError: toast.failed })
  const follow = useContractMutation(followRecord, { onSuccess: changed, onError: toast.failed })
  const { mutate: see } = useContractMutation(seeComments, {
    onSuccess: () => Promise.all(['/notifications', '/today', '/unread-comments', '/chart-talk', '/meetings/:id/talk'].map((path) => client.invalidateQueries({ queryKey: [path] }))),
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
            <OneComment key={one.id} comment={one} subjectType={subjectType} subjectId={subjectId} onChanged={changed} />
          ))}
        </ul>
      )}
      {read.data?.canWrite === true && <CommentBox subjectType={subjectType} subjectId={subjectId} busy={add.isPending} onSend={(body) => add.mutateAsync({ params, body: { body } }).then(() => true, () => false)} />}
    </div>
  )
}

function OneComment({ comment, subjectType, subjectId, onChanged }: { comment: Comment; subjectType: CommentSubject; subjectId: string; onChanged: () => void }) {
  const { t } = useTranslation('activities')
  const { user } = useSession()
  const format = useFormat()
  const toast = useToast()
  const [isEditing, setEditing] = useState(false)
  const { id, author, editableUntil, editedAt } = comment
  const change = useContractMutation(changeComment, { onSuccess: onChanged, onError: toast.failed })
  const remove = useContractMutation(removeComment, {
    onError: toast.failed,
    onSuccess: () => {
      onChanged()
      toast.undoable(t('comments.removed'), async () => {
        await call(restoreComment, { params: { id } })
        onChanged()
      })
    },
  })
  const unsee = useContractMutation(unseeComments, {
    onError: toast.failed,
    onSuccess: () => {
      onChanged()
      toast.done(t('comments.isUnread'))
    },
  })
  const mine = author.id === user.id
  return (
    <li className={styles.comment} data-comment={id}>
      <UserAvatar name={author.name} size={28} />
      <div className={styles.content}>
        <div className={styles.head}>
          <span className={styles.author}>{author.name}</span>
          <time className="num" dateTime={comment.createdAt} title={format.dateTime(comment.createdAt)}>
            {format.relative(comment.createdAt)}
          </time>
          {editedAt !== null && <span title={format.dateTime(editedAt)}>{t('comments.edited')}</span>}
          <span className={styles.acts}>
            {mine && editableUntil !== null && !isEditing && (
              <Button type="link" size="small" title={t('comments.editUntil', { time: format.time(editableUntil) })} onClick={() => setEditing(true)}>
                {t('comments.edit')}
              </Button>
            )}
            {mine && (
              <Button type="link" size="small" loading={remove.isPending} onClick={() => remove.mutate({ params: { id } })}>
                {t('comments.remove')}
              </Button>
            )}
            {!mine && (
              <Button type="link" size="small" loading={unsee.isPending} onClick={() => unsee.mutate({ params: { subjectType, id: subjectId }, body: { commentId: id } })}>
                {t('comments.markUnread')}
              </Button>
            )}
          </span>
        </div>
        {isEditing ? (
          <CommentBox
            subjectType={subjectType}
            subjectId={subjectId}
            busy={change.isPending}
            start={comment}
            onCancel={() => setEditing(false)}
            onSend={(body) =>
              change.mutateAsync({ params: { id }, ifMatch: comment.version, body: { body } }).then(() => {
                setEditing(false)
                return true
              }, () => false)
            }
          />
        ) : (
          <CommentText comment={comment} />
        )}
      </div>
    </li>
  )
}
