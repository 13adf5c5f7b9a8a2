import type { Comment } from '@sluice/core/activities/contract'
import { mentionRuns } from '@sluice/core/activities/mentions'
import { Fragment } from 'react'
import styles from './Comments.module.css'

/** What was said, with those who are named in it. */
export function CommentText({ comment }: { comment: Pick<Comment, 'body' | 'mentions'> }) {
  const names = new Map(comment.mentions.map((one) => [one.id, one.name]))
  return (
    <div className={styles.body}>
      {mentionRuns(comment.body).map((run, i) =>
        'text' in run ? (
          <Fragment key={i}>{run.text}</Fragment>
        ) : (
          <span key={i} className={styles.mention}>
            @{names.get(run.id) ?? ''}
          </span>
        ),
      )}
    </div>
  )
}
