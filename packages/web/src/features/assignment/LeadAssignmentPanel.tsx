import { getLeadAssignment } from '@sluice/core/assignment/contract'
import type { LeadAssignment, ResponseClockOut } from '@sluice/core/assignment/contract'
import { Collapse } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useContractQuery } from '../../api/query.ts'
import { RecordBox } from '../../ui/record/RecordBody.tsx'
import { useFormat } from '../../ui/use-format.ts'
import styles from './Assignment.module.css'
import { useWorkTimeWords } from './use-work-time-words.ts'

/** How a lead came to whom it belongs: why they, how soon it is to be answered, its pool, what it did before. */
export function LeadAssignmentPanel({ leadId }: { leadId: string }) {
  const { t } = useTranslation('assignment')
  const format = useFormat()
  // The time that is left moves by itself.
  const { data } = useContractQuery(getLeadAssignment, { params: { id: leadId } }, { refetchInterval: 60_000 })
  if (data === undefined) return null
  const [last] = data.assignments
  const isKnown = data.clock !== null || last !== undefined || data.waiting !== null || data.pool !== null || data.handOvers.length > 0 || data.behaviour.length > 0 || data.mqlAt !== null
  if (!isKnown) return null
  return (
    <RecordBox title={t('panel')}>
      <dl className={styles.facts}>
        {data.clock !== null && <ClockFact clock={data.clock} />}
        {data.waiting !== null && (
          <Fact label={t('trace')}>
            {t(`waiting.${data.waiting.code === 'assignment.held' ? 'assignment.held' : 'assignment.nobody'}`, { time: format.dateTime(data.waiting.retryAt) })}
            <Trace trace={data.waiting.trace} />
          </Fact>
        )}
        {last !== undefined && (
          <Fact label={`${t('why', { name: last.to.name })} · ${format.dateTime(last.at)}`}>
            {last.ruleName === null ? t('byPerson') : `「${last.ruleName}」${last.why}`}
            {last.trace.length > 0 && <Collapse ghost size="small" items={[{ key: 'trace', label: t('trace'), children: <Trace trace={last.trace} /> }]} />}
          </Fact>
        )}
        {data.pool !== null && (
          <Fact label={t('pool')}>
            {data.pool.name}
            {data.recycleAt !== null && <div className={styles.muted}>{t('recycle', { time: format.dateTime(data.recycleAt) })}</div>}
          </Fact>
        )}
        {data.pool === null && data.recycleAt !== null && <Fact label={t('pool')}>{t('recycle', { time: format.dateTime(data.recycleAt) })}</Fact>}
        {data.mqlAt !== null && <Fact label={t('mql')}>{format.dateTime(data.mqlAt)}</Fact>}
        {data.sqlAt !== null && <Fact label={t('sql')}>{format.dateTime(data.sqlAt)}</Fact>}
        {data.behaviour.length > 0 && (
          <Fact label={t('behaviour')}>
            <ul className={styles.list}>
              {data.behaviour.map((one) => (
                <li key={`${one.kind} ${one.subject}`} className={styles.line}>
                  <span>
                    {isKind(one.kind) ? t(`kinds.${one.kind}`) : one.kind} <span className={styles.muted}>{one.subject}</span>
                  </span>
                  <span className={`num ${styles.muted}`}>
                    {t('times', { count: one.n })} · {format.relative(one.lastAt)}
                  </span>
                </li>
              ))}
            </ul>
          </Fact>
        )}
        {data.handOvers.length > 0 && <HandOvers handOvers={data.handOvers} />}
      </dl>
    </RecordBox>
  )
}

const kinds = ['page_view', 'document_view', 'download', 'form_start', 'form_submit', 'mail_open', 'mail_click', 'pricing_view'] as const
const isKind = (kind: string): kind is (typeof kinds)[number] => (kinds as readonly string[]).includes(kind)

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className={styles.fact}>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  )
}

function ClockFact({ clock }: { clock: ResponseClockOut }) {
  const { t } = useTranslation('assignment')
  const format = useFormat()
  const words = useWorkTimeWords()
  const label = [clock.dueAt === null ? null : t('clock.due', { time: format.dateTime(clock.dueAt) }), clock.n > 1 ? t('clock.again', { n: clock.n }) : null].filter((one) => one !== null).join(' · ')
  return (
    <Fact label={label}>
      <span className={clock.state === 'overdue' ? styles.late : clock.state === 'answered' ? styles.good : undefined}>
        {t(`clock.${clock.state}`, { left: words(clock.leftMinutes ?? 0), minutes: clock.minutes ?? 0 })}
      </span>
    </Fact>
  )
}

function Trace({ trace }: { trace: LeadAssignment['assignments'][number]['trace'] }) {
  const { t } = useTranslation('assignment')
  return (
    <ul className={styles.list}>
      {trace.map((rule, i) => (
        <li key={`${rule.ruleName} ${i}`}>
          <div className={styles.line}>
            <span>{rule.ruleName === '' ? t(`by.${rule.by}`) : rule.ruleName}</span>
            <span className={styles.muted}>{t(`outcome.${rule.outcome}`)}</span>
          </div>
          {rule.passed.map(({ user, reason }) => (
            <div key={user.id} className={styles.muted}>
              {user.name}：{t(`reasons.${reason}`)}
            </div>
          ))}
        </li>
      ))}
    </ul>
  )
}

function HandOvers({ handOvers }: { handOvers: LeadAssignment['handOvers'] }) {
  const { t } = useTranslation('assignment')
  const format = useFormat()
  return (
    <Fact label={t('handOver.history')}>
      <ul className={styles.list}>
        {handOvers.slice(0, 5).map((one) => (
          <li key={one.id} className={styles.line}>
            <span>
              {one.by?.name ?? t('handOver.byRule')} → {one.to.name}
            </span>
            <span className={styles.muted}>
              {t(`handOver.status.${one.status}`)} · {format.relative(one.decidedAt ?? one.at)}
            </span>
          </li>
        ))}
      </ul>
    </Fact>
  )
}
