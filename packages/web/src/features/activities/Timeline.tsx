import { HistoryOutlined } from '@ant-design/icons'
import { getTimeline, removeActivity, restoreActivity } from '@sluice/core/activities/contract'
import type { Activity, SubjectType } from '@sluice/core/activities/contract'
import { Button } from 'antd'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../../api/client.ts'
import { useContractPages } from '../../api/query.ts'
import { useRefresh } from '../../api/refresh.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { FilterChip } from '../../ui/FilterBar.tsx'
import { dayKey } from '../../ui/format.ts'
import { useOrg } from '../../ui/org-context.ts'
import { Skeletons } from '../../ui/Skeletons.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { useToast } from '../../ui/use-toast.tsx'
import { useSession } from '../session/session.ts'
import { EditActivity } from './EditActivity.tsx'
import { addDays } from './quick-days.ts'
import { groupByDay } from './timeline-days.ts'
import { TimelineEntry } from './TimelineEntry.tsx'
import styles from './Timeline.module.css'
import { useSpeaker } from './use-speaker.ts'

const kinds = ['all', 'activity', 'stage', 'change', 'comment', 'file'] as const

/** Everything that happened to a record, in words, newest first, by day. */
export function Timeline({ subjectType, subjectId, canWrite }: { subjectType: SubjectType; subjectId: string; canWrite: boolean }) {
  const { t } = useTranslation('activities')
  const { user } = useSession()
  const { timeZone } = useOrg()
  const format = useFormat()
  const toast = useToast()
  const refresh = useRefresh()
  const [kind, setKind] = useState<(typeof kinds)[number]>('all')
  const [editing, setEditing] = useState<Activity | null>(null)
  const read = useContractPages(getTimeline, { params: { subjectType, id: subjectId }, query: { kind, limit: 40 } })
  const names = useMemo(() => Object.assign({}, ...read.pages.map((page) => page.names)) as Record<string, string>, [read.pages])
  const speaker = useSpeaker(names)
  const groups = useMemo(() => groupByDay(read.rows, timeZone), [read.rows, timeZone])

  const today = dayKey(Date.now(), timeZone)
  const heading = (day: string) => (day === today ? t('timeline.today') : day === addDays(today, -1) ? t('timeline.yesterday') : format.day(day))
  const mayEdit = (activity: Activity | null) => canWrite && activity !== null && (user.role === 'admin' || activity.author?.id === user.id)

  const remove = async (activity: Activity) => {
    const changed = { type: 'activity.removed', subjectType: activity.subjectType, subjectId: activity.subjectId }
    try {
      await call(removeActivity, { params: { id: activity.id } })
      refresh(changed)
      toast.undoable(t('timeline.done'), async () => {
        await call(restoreActivity, { params: { id: activity.id } })
        refresh(changed)
      })
    } catch (error) {
      toast.failed(error)
    }
  }

  return (
    <div className={styles.timeline}>
      <div className={styles.filter} role="group" aria-label={t('timeline.filter')}>
        {kinds.map((one) => (
          <FilterChip key={one} label={t(`timeline.${one}`)} on={kind === one} onChange={() => setKind(one)} />
        ))}
      </div>
      {read.isLoading ? (
        <Skeletons kind="rows" count={5} />
      ) : read.error ? (
        <ErrorState compact error={read.error} onRetry={read.retry} />
      ) : read.rows.length === 0 ? (
        kind === 'all' ? (
          <EmptyState compact icon={<HistoryOutlined />} title={t('timeline.empty')} text={t('timeline.emptyText')} />
        ) : (
          <EmptyState compact title={t('timeline.emptyFiltered')} />
        )
      ) : (
        <div className={read.isStale ? styles.stale : undefined} aria-label={t('timeline.label')}>
          {groups.map((group) => (
            <section key={`${group.day}-${group.items[0]?.seq ?? ''}`}>
              <h3 className={styles.day}>{heading(group.day)}</h3>
              <ol className={styles.entries}>
                {group.items.map((item) => (
                  <TimelineEntry
                    key={item.seq}
                    item={item}
                    speaker={speaker}
                    ofType={subjectType}
                    mayEdit={mayEdit(item.activity)}
                    onEdit={setEditing}
                    onRemove={(activity) => void remove(activity)}
                  />
                ))}
              </ol>
            </section>
          ))}
          {read.hasMore && (
            <div className={styles.more}>
              <Button onClick={read.loadMore} loading={read.isLoadingMore}>
                {t('timeline.more')}
              </Button>
            </div>
          )}
        </div>
      )}
      {editing && <EditActivity activity={editing} onClose={() => setEditing(null)} />}
    </div>
  )
}
