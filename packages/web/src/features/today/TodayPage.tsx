import { EditOutlined } from '@ant-design/icons'
import { permissions } from '@sluice/core/identity/role'
import { getToday } from '@sluice/core/suggestions/contract'
import { Button, Segmented } from 'antd'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { contractKey, useContractQuery } from '../../api/query.ts'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { useOrg } from '../../ui/org-context.ts'
import { Page } from '../../ui/Page.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { Skeletons } from '../../ui/Skeletons.tsx'
import { usePhone } from '../../ui/use-media-query.ts'
import { useStored } from '../../ui/use-stored.ts'
import { useSession } from '../session/session.ts'
import { openFrameAction } from '../shell/shell-slots.ts'
import { DayList } from './DayList.tsx'
import { greetingAt } from './greeting.ts'
import styles from './Today.module.css'
import { TodayTiles } from './TodayTiles.tsx'

/** 今日: what matters now, in one list. The page a rep opens first, and mostly on a phone. */
export default function TodayPage() {
  const { t, i18n } = useTranslation('today')
  const { user } = useSession()
  const { timeZone } = useOrg()
  const phone = usePhone()
  const sight = permissions[user.role].deal.read
  const [chosen, choose] = useStored('sluice.today.scope', z.enum(['mine', 'team']).nullable(), null)
  // Who leads or looks after others begins with their day, who sells with the own one.
  const scope = sight === 'own' || sight === 'none' ? 'mine' : (chosen ?? (user.role === 'service' ? 'mine' : 'team'))
  const args = scope === 'mine' ? {} : { query: { scope } }
  // Clocks run without an event: the order is asked for again now and then.
  const read = useContractQuery(getToday, args, { keepPrevious: true, refetchInterval: 120_000 })
  const ownerId = scope === 'mine' ? user.id : null

  const hour = Number(new Intl.DateTimeFormat('en', { timeZone, hour: 'numeric', hourCycle: 'h23' }).format(Date.now()))
  const date = new Intl.DateTimeFormat(i18n.language, { timeZone, month: 'long', day: 'numeric', weekday: 'long' }).format(Date.now())

  return (
    <>
      <PageHeader
        title={t(`greeting.${greetingAt(hour)}`, { name: user.name })}
        documentTitle={t('title')}
        description={date}
        actions={
          <span className={styles.head}>
            {sight !== 'own' && sight !== 'none' && (
              <Segmented
                aria-label={t('scope.label')}
                value={scope}
                onChange={choose}
                options={[{ value: 'mine', label: t('scope.mine') }, { value: 'team', label: t(sight === 'all' ? 'scope.all' : 'scope.team') }]}
              />
            )}
            {!phone && (
              <Button type="primary" icon={<EditOutlined />} onClick={() => openFrameAction('quickLog')}>
                {t('act.logShort')}
              </Button>
            )}
          </span>
        }
      />
      <Page>
        {read.isPending ? (
          <>
            <Skeletons kind="tiles" count={phone ? 4 : 5} />
            <Skeletons kind="cards" count={4} />
          </>
        ) : !read.data ? (
          <ErrorState error={read.error} onRetry={() => void read.refetch()} />
        ) : (
          <>
            <TodayTiles today={read.data} ownerId={ownerId} />
            <DayList today={read.data} queryKey={contractKey(getToday, args)} showOwner={scope === 'team'} ownerId={ownerId} />
          </>
        )}
      </Page>
    </>
  )
}
