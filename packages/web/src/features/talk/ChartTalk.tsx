import { MessageOutlined } from '@ant-design/icons'
import { getChartTalk, openChartTalk } from '@sluice/core/talk/contract'
import { chartPlace } from '@sluice/core/talk/chart-place'
import type { ChartReport } from '@sluice/core/talk/chart-place'
import { Badge, Button } from 'antd'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useLocation } from 'react-router'
import { z } from 'zod'
import { useContractMutation, useContractQuery } from '../../api/query.ts'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { SideDrawer } from '../../ui/SideDrawer.tsx'
import { Skeletons } from '../../ui/Skeletons.tsx'
import { useUrlState } from '../../ui/use-url-state.ts'
import { Comments } from '../activities/Comments.tsx'
import styles from './Talk.module.css'

const talkUrl = z.object({ talk: z.enum(['', 'open']).catch('').default('') })

/** The speech bubble of a chart: how much is said about it with these very filters, and what. `pipeline`: the one shown, also when the address leaves it out. */
export function ChartTalk({ report, pipeline }: { report: ChartReport; pipeline: string }) {
  const { t } = useTranslation('talk')
  const { search } = useLocation()
  const [url, change] = useUrlState(talkUrl)
  const asked = new URLSearchParams(search)
  asked.set('pipeline', pipeline)
  const place = chartPlace(asked.toString())
  const talk = useContractQuery(getChartTalk, { query: { report, place } }, { enabled: pipeline !== '', keepPrevious: true }).data
  const count = talk?.count ?? 0
  const label = t(count === 0 ? 'open' : talk?.unread ? 'openUnread' : 'openCount', { count, unread: talk?.unread ?? 0 })
  return (
    <>
      <Badge count={count} size="small" overflowCount={99} color={talk?.unread ? undefined : 'var(--s-text-tertiary)'} offset={[-4, 4]}>
        <Button icon={<MessageOutlined />} aria-label={label} title={label} disabled={pipeline === ''} onClick={() => change({ talk: 'open' })} />
      </Badge>
      {url.talk === 'open' && pipeline !== '' && <TalkSheet report={report} place={place} onClose={() => change({ talk: '' })} />}
    </>
  )
}

function TalkSheet({ report, place, onClose }: { report: ChartReport; place: string; onClose: () => void }) {
  const { t } = useTranslation('talk')
  const open = useContractMutation(openChartTalk)
  const { mutate } = open
  useEffect(() => mutate({ body: { report, place } }), [mutate, report, place])
  const chart = open.data
  return (
    <SideDrawer open title={t('chart')} width={440} onClose={onClose}>
      <p className={styles.about}>
        {t(chart?.isPinned ? 'pinned' : 'about')}
        {chart?.isPinned && <Link to={`${chart.path}${chart.path.includes('?') ? '&' : '?'}talk=open`}>{t('show')}</Link>}
      </p>
      {open.error ? <ErrorState compact error={open.error} onRetry={() => mutate({ body: { report, place } })} /> : chart ? <Comments key={chart.id} subjectType="chart" subjectId={chart.id} /> : <Skeletons kind="rows" count={2} />}
    </SideDrawer>
  )
}
