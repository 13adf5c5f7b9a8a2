import { PlusOutlined } from '@ant-design/icons'
import { listActions } from '@sluice/core/actions/contract'
import { getAlarm, getAlarmTimeline } from '@sluice/core/alarms/contract'
import type { AlarmDetail } from '@sluice/core/alarms/contract'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate, useParams } from 'react-router'
import { ApiError } from '../../api/api-error.ts'
import { useContractQuery } from '../../api/query.ts'
import { paths } from '../../paths.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Page, Section } from '../../ui/Page.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { Skeletons } from '../../ui/Skeletons.tsx'
import { Tag } from '../../ui/Tag.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { ActionList } from '../actions/ActionList.tsx'
import { ActionSheet } from '../actions/ActionSheet.tsx'
import { Comments } from '../activities/Comments.tsx'
import { useToday } from '../funnel/use-today.ts'
import { AboutMetric } from '../metrics/AboutMetric.tsx'
import { AlarmCause } from './AlarmCause.tsx'
import { AlarmCourse } from './AlarmCourse.tsx'
import { AlarmLife } from './AlarmLife.tsx'
import styles from './AlarmPage.module.css'
import { AssignSheet } from './AssignSheet.tsx'
import { daysBetween } from './days-between.ts'
import { ResolveSheet } from './ResolveSheet.tsx'
import { SeverityMark } from './SeverityMark.tsx'
import { useAlarmMoves } from './use-alarm-moves.ts'
import { useAlarmValue } from './use-alarm-value.ts'
import { usePlaces } from './use-places.ts'
import { useSpoken } from './use-spoken.ts'
import { UsefulVote } from './UsefulVote.tsx'

/** One alarm: what is wrong, how it came, why, and what is done about it. */
export default function AlarmPage() {
  const { id = '' } = useParams()
  const { t } = useTranslation('alarms')
  const navigate = useNavigate()
  const read = useContractQuery(getAlarm, { params: { id } })
  const places = usePlaces()
  const alarm = read.data
  const missing = read.error instanceof ApiError && read.error.status === 404
  return (
    <>
      <PageHeader
        title={alarm ? `${places.pipelineName(alarm.pipelineId)} · ${alarm.stageId === null ? t('wholePipeline') : places.stageName(alarm.stageId)}` : t('title')}
        documentTitle={t('title')}
        onBack={() => void navigate(paths.alarms)}
      />
      <Page>
        {missing ? (
          <EmptyState title={t('detail.missing')} action={<Link to={paths.alarms}>{t('detail.back')}</Link>} />
        ) : read.error ? (
          <ErrorState error={read.error} onRetry={() => void read.refetch()} />
        ) : alarm ? (
          <Shown alarm={alarm} />
        ) : (
          <Skeletons kind="record" />
        )}
      </Page>
    </>
  )
}

function Shown({ alarm }: { alarm: AlarmDetail }) {
  const { t } = useTranslation('alarms')
  const format = useFormat()
  const spoken = useSpoken()
  const today = useToday()
  const value = useAlarmValue()
  const moves = useAlarmMoves()
  const [sheet, setSheet] = useState<'assign' | 'resolve' | 'action' | null>(null)
  const actions = useContractQuery(listActions, { query: { box: 'all', alarm: alarm.id, limit: 50 } })
  const timeline = useContractQuery(getAlarmTimeline, { params: { id: alarm.id } })
  const { verdict, worst } = alarm
  const resolved = alarm.status === 'resolved'
  const close = () => setSheet(null)
  return (
    <div className={styles.grid}>
      <div className={styles.main}>
        <Section>
          <div className={styles.top}>
            <span className={`num ${styles.tags}`}>
              <SeverityMark severity={alarm.severity} />
              <Tag tone={resolved ? 'good' : alarm.status === 'acknowledged' ? 'brand' : 'bad'}>{t(`status.${alarm.status}`)}</Tag>
              <span>
                {resolved ? t('sinceResolved', { from: format.day(alarm.firstDay), to: format.day(alarm.lastDay) }) : t('since', { day: format.day(alarm.firstDay), count: daysBetween(alarm.firstDay, today) })}
              </span>
              {!resolved && alarm.quietSince !== null && <span>{t('quiet', { day: format.day(alarm.quietSince) })}</span>}
              {alarm.reopened > 0 && <span>{t('reopened', { count: alarm.reopened })}</span>}
            </span>
            <p className={styles.sentence}>{spoken(verdict.text)}</p>
            <dl className={`num ${styles.figures}`}>
              <div>
                <dt>
                  <AboutMetric metric={`alarm.${verdict.kind}`} facts={{ n: verdict.n }}>{t('detail.value')}</AboutMetric>
                </dt>
                <dd>
                  {value(verdict.kind, verdict.value)} <small>{t('detail.n', { n: format.count(verdict.n) })}</small>
                </dd>
              </div>
              {verdict.baseline !== null && (
                <div>
                  <dt>{t('detail.baseline')}</dt>
                  <dd className={styles.plain}>{value(verdict.kind, verdict.baseline)}</dd>
                </div>
              )}
              <div>
                <dt>{t('detail.threshold')}</dt>
                <dd className={styles.plain}>{value(verdict.kind, verdict.threshold)}</dd>
              </div>
              {worst.severity > verdict.severity && (
                <div>
                  <dt>{t('detail.worst')}</dt>
                  <dd className={styles.plain}>
                    {value(worst.kind, worst.value)} <small>{format.day(worst.day)}</small>
                  </dd>
                </div>
              )}
            </dl>
            {timeline.data ? <AlarmCourse alarm={alarm} course={timeline.data.course} /> : timeline.error ? null : <Skeletons kind="chart" />}
          </div>
        </Section>
        <AlarmCause alarm={alarm} />
      </div>
      <div className={styles.aside}>
        <Section title={t('detail.handle')}>
          <div className={styles.handle}>
            <div className={styles.row}>
              <span>
                {t('assignee')}：{alarm.assignee?.name ?? t('nobody')}
              </span>
              {alarm.canHandle && !resolved && (
                <Button type="link" size="small" onClick={() => setSheet('assign')}>
                  {t('assign')}
                </Button>
              )}
            </div>
            {alarm.canHandle ? (
              <div className={styles.buttons}>
                {alarm.status === 'open' && (
                  <Button type="primary" loading={moves.busy === alarm.id} title={t('acknowledgeHelp')} onClick={() => void moves.acknowledge(alarm)}>
                    {t('acknowledge')}
                  </Button>
                )}
                {resolved ? (
                  <Button loading={moves.busy === alarm.id} onClick={() => void moves.reopen(alarm)}>
                    {t('reopen')}
                  </Button>
                ) : (
                  <Button onClick={() => setSheet('resolve')}>{t('resolve')}</Button>
                )}
              </div>
            ) : (
              <span className={styles.quiet}>{t('cannotHandle')}</span>
            )}
            {alarm.note !== '' && (
              <p>
                <span className={styles.quiet}>{t('detail.noteOf')}</span> {alarm.note}
              </p>
            )}
            <div className={styles.row}>
              <span>{t('usefulQuestion')}</span>
              <UsefulVote alarm={alarm} busy={moves.busy === alarm.id} onVote={(isUseful) => void moves.judge(alarm, isUseful)} words />
            </div>
            <span className={styles.quiet}>
              {alarm.feedback.useful + alarm.feedback.notUseful === 0 ? t('feedback.none') : t('feedback.counts', { useful: alarm.feedback.useful, notUseful: alarm.feedback.notUseful })}
            </span>
            <span className={styles.quiet}>
              {t('detail.rule')}：{alarm.rule.name} · <Link to={`${paths.settingsSection('alarms')}?pipeline=${alarm.pipelineId}&rule=${alarm.rule.id}`}>{t('detail.ruleLink')}</Link>
            </span>
          </div>
        </Section>
        <Section
          title={t('detail.actions')}
          flush
          actions={
            <Button size="small" icon={<PlusOutlined />} onClick={() => setSheet('action')}>
              {t('detail.addAction')}
            </Button>
          }
        >
          {actions.error ? (
            <ErrorState compact error={actions.error} onRetry={() => void actions.refetch()} />
          ) : (actions.data?.items.length ?? 0) === 0 ? (
            <p className={`${styles.inside} ${styles.quiet}`}>{t('detail.actionsNone')}</p>
          ) : (
            <ActionList items={actions.data?.items ?? []} label={t('detail.actions')} compact />
          )}
        </Section>
        {alarm.attached.length > 0 && (
          <Section title={t('detail.symptoms')} note={t('detail.symptomsNote')}>
            <ul className={styles.symptoms}>
              {alarm.attached.map((one) => (
                <li key={`${one.kind}:${one.stageId}:${one.slice?.value ?? ''}`}>{spoken(one.text)}</li>
              ))}
            </ul>
          </Section>
        )}
        <Section title={t('detail.comments')}>
          <Comments subjectType="alarm" subjectId={alarm.id} />
        </Section>
        <Section title={t('detail.timeline')}>
          {timeline.data ? (
            <AlarmLife alarm={alarm} entries={timeline.data.entries} />
          ) : timeline.error ? (
            <ErrorState compact error={timeline.error} onRetry={() => void timeline.refetch()} />
          ) : (
            <Skeletons kind="rows" count={4} />
          )}
        </Section>
      </div>
      {sheet === 'assign' && <AssignSheet alarm={alarm} moves={moves} onClose={close} />}
      {sheet === 'resolve' && <ResolveSheet alarm={alarm} moves={moves} onClose={close} />}
      {sheet === 'action' && <ActionSheet start={{ pipelineId: alarm.pipelineId, stageId: alarm.stageId, alarmId: alarm.id }} onClose={close} />}
    </div>
  )
}
