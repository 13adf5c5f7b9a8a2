import type { Comment } from '@sluice/core/activities/contract'
import { mentionRuns } from '@sluice/core/activities/mentions'
import { isPathWithin, linkRuns, recordOfPath } from '@sluice/core/activities/text-links'
import { Fragment } from 'react'
import { Link } from 'react-router'
import styles from './Comments.module.css'

/** What was said, with those who are named in it, and records by their names where their address was written. */
export function CommentText({ comment }: { comment: Pick<Comment, 'body' | 'mentions' | 'links'> }) {
  const names = new Map(comment.mentions.map((one) => [one.id, one.name]))
  return (
    <div className={styles.body}>
      {mentionRuns(comment.body).map((run, i) =>
        'text' in run ? (
          linkRuns(run.text).map((piece, k) => ('text' in piece ? <Fragment key={`${i} ${k}`}>{piece.text}</Fragment> : <Address key={`${i} ${k}`} href={piece.href} links={comment.links} />))
        ) : (
          <span key={i} className={styles.mention}>
            @{names.get(run.id) ?? ''}
          </span>
        ),
      )}
    </div>
  )
}

/** Of this site a link within it, with the record's name; of others one that opens beside. */
function Address({ href, links }: { href: string; links: Comment['links'] }) {
  const url = new URL(href, window.location.origin)
  if (url.origin !== window.location.origin || !isPathWithin(url.pathname)) return <a href={url.href} target="_blank" rel="noopener noreferrer nofollow">{href}</a>
  const record = recordOfPath(url.pathname)
  return <Link to={url.pathname + url.search + url.hash}>{links.find(({ path }) => path === record?.path)?.name ?? href}</Link>
}
