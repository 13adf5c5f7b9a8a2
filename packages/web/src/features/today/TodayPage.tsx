import { CheckCircleOutlined, EditOutlined } from '@ant-design/icons'
import { getToday } from '@sluice/core/activities/contract'
import type { SubjectType } from '@sluice/core/activities/contract'
import { permissions } from '@sluice/core/identity/role'
import { Button, Segmented } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate } from 'react-router'
import { z } from 'zod'
import { contractKey, useContractQuery } from '../../api/query.ts'
import { paths } from '../../paths.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { useOrg } from '../../ui/org-context.ts'
import { Page, Section } from '../../ui/Page.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { Skeletons } from '../../ui/Skeletons.tsx'
import { usePhone } from '../../ui/use-media-query.ts'
import { useStored } from '../../ui/use-stored.ts'
import { MyActions } from '../actions/MyActions.tsx'
import { QuickLogFor } from '../activities/QuickLogFor.tsx'
import { useSession } from '../session/session.ts'
import { openFrameAction } from '../shell/shell-slots.ts'
import { greetingAt } from './greeting.ts'
import { StaleDeals } from './StaleDeals.tsx'
import { StepCard } from './StepCard.tsx'
import styles from './Today.module.css'
import { TodayTiles } from './TodayTiles.tsx'
import { usePostpone } from './use-postpone.ts'

interface Logging {
  type: SubjectType
  id: string
  name: string
  stepDone: boolean
}

/** 今日: what is due, what stands still, what is new. The page a rep opens first, and mostly on a phone. */
export default function TodayPage() {
  const { t, i18n } = useTranslation('today')
  const { user } = useSession()
  const { timeZone } = useOrg()
  const phone = usePhone()
  const navigate = useNavigate()
  const [logging, setLogging] = useState<Logging | null>(null)
  const sight = permissions[user.role].deal.read
  const [chosen, choose] = useStored('sluice.today.scope', z.enum(['mine', 'team']).nullable(), null)
  // Who leads or looks after others begins with their day, who sells with the own one.
  const scope = sight === 'own' || sight === 'none' ? 'mine' : (chosen ?? (user.role === 'service' ? 'mine' : 'team'))
  const args = scope === 'mine' ? {} : { query: { scope } }
  const read = useContractQuery(getToday, args, { keepPrevious: true })
  const postpone = usePostpone(contractKey(getToday, args))
  const owner = scope === 'mine' ? `&owner=${user.id}` : ''
  const today = read.data

  const hour = Number(new Intl.DateTimeFormat('en', { timeZone, hour: 'numeric', hourCycle: 'h23' }).format(Date.now()))
  const date = new Intl.DateTimeFormat(i18n.language, { timeZone, month: 'long', day: 'numeric', weekday: 'long' }).format(Date.now())
  const steps = today?.steps ?? []
  const groups = [
    { key: 'overdue', items: steps.filter((step) => step.isOverdue) },
    { key: 'today', items: steps.filter((step) => !step.isOverdue) },
  ] as const

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
              {t('steps.logShort')}
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
        ) : !today ? (
          <ErrorState error={read.error} onRetry={() => void read.refetch()} />
        ) : (
          <>
            <TodayTiles today={today} ownerId={scope === 'mine' ? user.id : null} />
            <div className={styles.columns}>
              <div id="steps" className={styles.column}>
                <Section title={t('stepsTitle')} flush>
                  {steps.length === 0 ? (
                    <EmptyState
                      compact
                      icon={<CheckCircleOutlined />}
                      title={t(today.activitiesToday > 0 ? 'clear.title' : 'clear.none')}
                      text={t(today.activitiesToday > 0 ? 'clear.text' : 'clear.noneText')}
                      action={
                        <span className={styles.clearActions}>
                          {today.withoutNextStep > 0 && (
                            <Button type="primary" onClick={() => void navigate(`${paths.deals}?layout=list&quick=no_next_step${owner}`)}>
                              {t('clear.noStep')}
                            </Button>
                          )}
                          {today.newLeads > 0 && <Button onClick={() => void navigate(`${paths.leads}?status=new${owner}`)}>{t('clear.leads')}</Button>}
                          {today.withoutNextStep === 0 && today.newLeads === 0 && <Button onClick={() => void navigate(paths.deals)}>{t('clear.deals')}</Button>}
                        </span>
                      }
                    />
                  ) : (
                    groups.map(
                      (group) =>
                        group.items.length > 0 && (
                          <section key={group.key} aria-label={t(`steps.${group.key}`)}>
                            <h3 className={group.key === 'overdue' ? `${styles.groupTitle} ${styles.bad}` : styles.groupTitle}>
                              {t(`steps.${group.key}`)} <span className="num">{group.items.length}</span>
                            </h3>
                            <ul className={styles.list}>
                              {group.items.map((step) => (
                                <StepCard
                                  key={step.id}
                                  step={step}
                                  today={today.date}
                                  showOwner={scope === 'team'}
                                  onLog={() => setLogging({ type: step.subjectType, id: step.id, name: step.title, stepDone: true })}
                                  onPostpone={(day) => void postpone(step, day)}
                                />
                              ))}
                            </ul>
                          </section>
                        ),
                    )
                  )}
                </Section>
              </div>
              <div className={styles.column}>
                <MyActions />
                <Section
                  title={t('stale.title')}
                  note={t('stale.note')}
                  flush
                  actions={today.stale.length > 0 && <Link to={`${paths.deals}?layout=list&quick=stale${owner}`}>{t('stale.all')}</Link>}
                >
                  {today.stale.length === 0 ? (
                    <EmptyState compact title={t('stale.empty')} />
                  ) : (
                    <StaleDeals deals={today.stale} showOwner={scope === 'team'} onLog={(deal) => setLogging({ type: 'deal', id: deal.id, name: deal.title, stepDone: false })} />
                  )}
                </Section>
              </div>
            </div>
          </>
        )}
      </Page>
      {logging && <QuickLogFor key={logging.id} {...logging} onClose={() => setLogging(null)} />}
    </>
  )
}
