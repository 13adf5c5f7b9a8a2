import { BulbOutlined, CheckSquareOutlined, RiseOutlined, UnorderedListOutlined } from '@ant-design/icons'
import { getCoaching, listCoachingDeals, type CoachingPoint } from '@sluice/core/diagnosis/coaching/contract'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useContractPages, useContractQuery } from '../../api/query.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Explained } from '../../ui/Explained.tsx'
import { Section } from '../../ui/Page.tsx'
import { SideDrawer } from '../../ui/SideDrawer.tsx'
import { Skeletons } from '../../ui/Skeletons.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { UserAvatar } from '../../ui/UserAvatar.tsx'
import { ActionSheet } from '../actions/ActionSheet.tsx'
import { ReportDeals } from '../analysis/ReportDeals.tsx'
import { useMetricWords } from '../metrics/use-metric-words.ts'
import { useSession } from '../session/session.ts'
import styles from './Team.module.css'
import { useCoachingWords } from './use-coaching-words.ts'

type Asked = { team: string | undefined; days: '90' | '180' | '365' }

/** Where somebody departs from the team among alike deals: to help, and to learn from. */
export function CoachingSection({ team, days, onMember }: Asked & { onMember: (id: string) => void }) {
  const { t } = useTranslation('team')
  const { user } = useSession()
  const words = useCoachingWords()
  const read = useContractQuery(getCoaching, { query: { days, ...(team !== undefined && { team }) } }, { keepPrevious: true })
  const [shown, show] = useState<CoachingPoint | null>(null)
  const [arranged, arrange] = useState<CoachingPoint | null>(null)
  const { data } = read
  const names = (point: CoachingPoint) => ({ name: point.user.name, stage: point.stage.name })
  const parts = (['behind', 'ahead'] as const).map((side) => ({ side, points: (data?.points ?? []).filter((point) => point.side === side) })).filter(({ points }) => points.length > 0)
  if (read.error && !data) return <ErrorState error={read.error} onRetry={() => void read.refetch()} />
  if (!data) return <Skeletons kind="cards" count={3} />
  if (data.points.length === 0) return <EmptyState icon={<BulbOutlined />} title={t(data.people < 2 ? 'coaching.few' : 'coaching.none')} text={t('coaching.noneText', { looked: data.looked })} />
  return (
    <div className={styles.stack}>
      <p className={styles.note}>{t('coaching.note', { people: data.people, looked: data.looked })}</p>
      {parts.map(({ side, points }) => (
        <Section key={side} title={t(`coaching.${side}`)} flush>
          <ul className={styles.points} aria-label={t(`coaching.${side}`)}>
            {points.map((point) => (
              <li key={`${point.user.id}/${point.stage.id}/${point.measure}`} className={styles.point} data-coaching={point.measure}>
                <button type="button" className={styles.who} onClick={() => onMember(point.user.id)}>
                  <UserAvatar name={point.user.name} size={24} label />
                </button>
                <div className={styles.words}>
                  <Said point={point} />
                  <Best point={point} />
                </div>
                <div className={styles.actions}>
                  <Button size="small" icon={<UnorderedListOutlined />} onClick={() => show(point)}>
                    {t('coaching.deals')}
                  </Button>
                  {side === 'behind' && (
                    <Button size="small" type="primary" ghost icon={<CheckSquareOutlined />} onClick={() => arrange(point)}>
                      {t('coaching.arrange')}
                    </Button>
                  )}
                </div>
              </li>
            ))}
          </ul>
        </Section>
      ))}
      {shown && (
        <SideDrawer open title={t('coaching.dealsTitle', names(shown))} onClose={() => show(null)}>
          <Behind team={team} days={days} point={shown} />
        </SideDrawer>
      )}
      {arranged && (
        <ActionSheet
          start={{ title: t('coaching.task', { ...names(arranged), measure: t(`coaching.measure.${arranged.measure}`) }), body: t('coaching.taskBody', { said: words(arranged), n: arranged.n }), assigneeId: user.id, pipelineId: arranged.pipeline.id, stageId: arranged.stage.id }}
          onClose={() => arrange(null)}
        />
      )}
    </div>
  )
}

function Said({ point }: { point: CoachingPoint }) {
  const { t } = useTranslation('team')
  const format = useFormat()
  const about = useMetricWords()
  const words = useCoachingWords()
  const { measure, low, high, n, q } = point
  const shown = (value: number | null) => (value === null ? '' : measure === 'conversion' ? format.percent(value, 0) : format.number(value, 1))
  return (
    <div className={styles.said}>
      <Explained explanation={{ ...about(measure === 'conversion' ? 'coaching.conversion' : 'coaching.dwell'), n }}>{words(point)}</Explained>
      <span className={`num ${styles.muted}`}>
        {[t('coaching.n', { n }), low === null ? null : high === null ? t('coaching.upwards', { low: shown(low) }) : t('coaching.interval', { low: shown(low), high: shown(high) }), t('coaching.q', { q: q < 0.001 ? '< 0.001' : `= ${format.number(q, 3)}` })].filter((part) => part !== null).join(' · ')}
      </span>
    </div>
  )
}

/** Who does best in the same, and what they do besides. */
function Best({ point: { best, measure, habits } }: { point: CoachingPoint }) {
  const { t } = useTranslation('team')
  const format = useFormat()
  if (best === null || best.value === null) return null
  const value = measure === 'conversion' ? format.percent(best.value, 0) : t('coaching.bestDays', { days: format.number(best.value, 1) })
  const differences = [
    best.habits.touches !== null && habits.touches !== null && best.habits.touches !== habits.touches ? t('coaching.habit.touches', { theirs: format.number(best.habits.touches, 1), own: format.number(habits.touches, 1) }) : null,
    best.habits.responseHours !== null && habits.responseHours !== null ? t('coaching.habit.response', { theirs: format.number(best.habits.responseHours, 1), own: format.number(habits.responseHours, 1) }) : null,
  ].filter((part) => part !== null)
  return (
    <div className={styles.muted}>
      <RiseOutlined aria-hidden /> {[t('coaching.best', { name: best.user.name, value, n: best.n }), ...differences].join(' · ')}
    </div>
  )
}

function Behind({ team, days, point }: Asked & { point: CoachingPoint }) {
  const { t } = useTranslation('team')
  const deals = useContractPages(listCoachingDeals, { query: { days, ...(team !== undefined && { team }), pipeline: point.pipeline.id, user: point.user.id, stage: point.stage.id, measure: point.measure, limit: 60 } })
  return <ReportDeals deals={deals} label={t('coaching.dealsTitle', { name: point.user.name, stage: point.stage.name })} stage={(id) => (id === point.stage.id ? point.stage.name : '')} />
}
