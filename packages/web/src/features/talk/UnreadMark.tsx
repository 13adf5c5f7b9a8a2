import { listUnread } from '@sluice/core/activities/contract'
import type { SubjectType } from '@sluice/core/activities/contract'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { askUnread } from './ask-unread.ts'
import styles from './Talk.module.css'

/** How much was said about a record that one has not seen; nothing when there is none. Marks that are drawn together ask together. */
export function UnreadMark({ subjectType, subjectId }: { subjectType: SubjectType; subjectId: string }) {
  const { t } = useTranslation('talk')
  const { data } = useQuery({ queryKey: [listUnread.path, null, { subjectType, subjectId }], queryFn: () => askUnread(subjectType, subjectId) })
  if (!data) return null
  const label = t(data.mentions > 0 ? 'mentioned' : 'unread', { count: data.unread })
  return (
    <span className={data.mentions > 0 ? `num ${styles.mark} ${styles.mentioned}` : `num ${styles.mark}`} role="img" aria-label={label} title={label}>
      {data.unread > 99 ? '99+' : data.unread}
    </span>
  )
}
