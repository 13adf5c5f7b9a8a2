import type { Agenda, MeetingSection } from '@sluice/core/meetings/agenda'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { Waterfall } from '../../charts/Waterfall.tsx'
import type { WaterfallRow } from '../../charts/Waterfall.tsx'
import { paths } from '../../paths.ts'
import { Tag } from '../../ui/Tag.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { SeverityMark } from '../alarms/SeverityMark.tsx'
import { useSpoken } from '../alarms/use-spoken.ts'
import { useActionMoves } from '../actions/use-action-moves.ts'
import { PointTalk } from '../talk/MeetingTalk.tsx'
import { AgendaDeal } from './AgendaDeal.tsx'
import styles from './Agenda.module.css'

/** One prepared section of the agenda. `meetingId`: while the meeting runs, things are decided on the spot. */
export function AgendaSection({ section, agenda, meetingId, today }: { section: Exclude<MeetingSection, 'decisions'>; agenda: Agenda; meetingId: string | null; today: ReadonlyMap<string, string> }) {
  switch (section) {
    case 'commitments':
      return <Commitments agenda={agenda} />
    case 'changes':
      return <Changes agenda={agenda} meetingId={meetingId} />
    case 'stuck':
      return <Stuck agenda={agenda} meetingId={meetingId} />
    case 'anomalies':
      return <Anomalies agenda={agenda} />
    case 'people':
      return <People agenda={agenda} />
    case 'losses':
      return <Losses agenda={agenda} meetingId={meetingId} />
    case 'topics':
      return <Topics agenda={agenda} meetingId={meetingId} states={today} />
    case 'completeness':
      return <Completeness agenda={agenda} />
  }
}

function Nothing({ text }: { text: string }) {
  return <p className={styles.nothing}>{text}</p>
}

/** How many deals are there beyond those that the reader sees. */
function Hidden({ count }: { count: number }) {
  const { t } = useTranslation('meetings')
  return count === 0 ? null : <p className={styles.hidden}>{t('hidden', { count })}</p>
}

const stateTones = { kept: 'good', late: 'warn', open: 'brand', missed: 'bad', dropped: 'neutral' } as const

function Commitments({ agenda: { commitments } }: { agenda: Agenda }) {
  const { t } = useTranslation('meetings')
  const format = useFormat()
  if (commitments.length === 0) return <Nothing text={t('commitments.none')} />
  const kept = commitments.filter(({ state }) => state === 'kept').length
  return (
    <>
      <p className={`num ${styles.lead}`}>{t('commitments.kept', { n: format.count(kept), of: format.count(commitments.length) })}</p>
      <ul className={styles.list} aria-label={t('section.commitments')}>
        {commitments.map((one) => (
          <li key={one.id} className={styles.item}>
            <div className={styles.words}>
              <span className={styles.name}>{one.title}</span>
              <span className={`num ${styles.facts}`}>
                <span>{one.assignee?.name ?? t('commitments.nobody')}</span>
                <span>{one.dueOn === null ? t('commitments.noDue') : t('commitments.due', { day: format.day(one.dueOn) })}</span>
                {one.doneOn !== null && <span>{t('commitments.doneOn', { day: format.day(one.doneOn) })}</span>}
                <span>{t('commitments.from', { day: format.day(one.meetingOn) })}</span>
              </span>
              {one.outcome !== '' && <p className={styles.quote}>{one.outcome}</p>}
            </div>
            <PointTalk section="commitments" itemId={one.id} name={one.title} />
            <Tag tone={stateTones[one.state]} dot>{t(`state.${one.state}`)}</Tag>
          </li>
        ))}
      </ul>
    </>
  )
}

interface WithDeals {
  agenda: Agenda
  meetingId: string | null
}

function Changes({ agenda: { changes, currency, from, to }, meetingId }: WithDeals) {
  const { t } = useTranslation('meetings')
  const format = useFormat()
  const note = (deals: number) => t('changes.deals', { n: format.count(deals) })
  const end = (key: 'start' | 'end'): WaterfallRow => ({ key, name: format.date(key === 'start' ? from : to), kind: 'end', amount: changes[key].amountMinor, text: format.moneyShort(changes[key].amountMinor, currency), note: note(changes[key].deals) })
  const rows: WaterfallRow[] = [
    end('start'),
    ...changes.parts.filter(({ deals }) => deals > 0).map(({ bar, sign, amountMinor, deals }): WaterfallRow => ({
      key: bar, name: t(`changes.bar.${bar}`), kind: 'part', isGood: bar === 'won', amount: sign * amountMinor,
      text: `${amountMinor === 0 ? '' : sign > 0 ? '+' : '−'}${format.moneyShort(amountMinor, currency)}`, note: note(deals),
    })),
    end('end'),
  ]
  return (
    <>
      <Waterfall label={t('changes.label')} rows={rows} />
      {changes.deals.length > 0 && (
        <>
          <h3 className={styles.sub}>{t('changes.list')}</h3>
          <ul className={styles.list} aria-label={t('changes.list')}>
            {changes.deals.map((one) => (
              <AgendaDeal key={`${one.bar} ${one.dealId}`} section="changes" deal={one.deal} meetingId={meetingId} facts={[`${t(`changes.bar.${one.bar}`)} ${format.moneyShort(one.amountMinor, currency)}`]} />
            ))}
          </ul>
        </>
      )}
      <Hidden count={changes.hidden} />
    </>
  )
}

function Stuck({ agenda: { stuck, currency }, meetingId }: WithDeals) {
  const { t } = useTranslation('meetings')
  const format = useFormat()
  if (stuck.total === 0) return <Nothing text={t('stuck.none')} />
  return (
    <>
      <p className={`num ${styles.lead}`}>{t('stuck.sum', { n: format.count(stuck.total), money: format.moneyShort(stuck.expectedMinor, currency) })}</p>
      <ul className={styles.list} aria-label={t('section.stuck')}>
        {stuck.deals.map((one) => (
          <AgendaDeal
            key={one.dealId}
            section="stuck"
            deal={one.deal}
            meetingId={meetingId}
            value={
              one.amountMinor === null || one.chance === null
                ? t('stuck.noAmount')
                : t('stuck.value', { amount: format.moneyShort(one.amountMinor, one.currency), chance: format.percent(one.chance, 0), expected: format.moneyShort(one.expectedMinor, one.currency) })
            }
            facts={[t('stuck.stay', { stage: one.stage, days: format.days(one.days), limit: format.days(one.limitDays) })]}
          />
        ))}
      </ul>
      <Hidden count={stuck.hidden} />
    </>
  )
}

function Anomalies({ agenda: { anomalies } }: { agenda: Agenda }) {
  const { t } = useTranslation('meetings')
  const format = useFormat()
  const spoken = useSpoken()
  if (anomalies.length === 0) return <Nothing text={t('anomalies.none')} />
  return (
    <ul className={styles.list} aria-label={t('section.anomalies')}>
      {anomalies.map((one) => (
        <li key={one.alarmId} className={styles.item}>
          <div className={styles.words}>
            <Link className={styles.name} to={paths.alarm(one.alarmId)} target="_blank">
              {spoken(one.text)}
            </Link>
            <p className={styles.quote}>
              {one.cause === null ? t('anomalies.noCause') : <><b>{t('anomalies.cause')}</b> {spoken(one.cause)}</>}
            </p>
            <span className={`num ${styles.facts}`}>
              <span>{one.stage ?? t('anomalies.wholePipeline')}</span>
              <span>{one.rule}</span>
              <span>{t('anomalies.since', { day: format.day(one.firstDay) })}</span>
            </span>
          </div>
          <PointTalk section="anomalies" itemId={one.alarmId} name={one.rule} />
          <SeverityMark severity={one.severity} />
        </li>
      ))}
    </ul>
  )
}

/** From this on a difference is called beyond chance, as on the page of the people. */
const sureBelow = 0.05

function People({ agenda: { people } }: { agenda: Agenda }) {
  const { t } = useTranslation('meetings')
  const format = useFormat()
  const work = (one: { responseHours: number | null; touches: number | null }) => [
    ...(one.responseHours === null ? [] : [t('people.response', { hours: format.number(one.responseHours, 1) })]),
    ...(one.touches === null ? [] : [t('people.touches', { n: format.number(one.touches, 1) })]),
  ]
  if (people.rows.length === 0) return <Nothing text={t('people.none')} />
  const team = work(people)
  return (
    <>
      <p className={`num ${styles.lead}`}>{t('people.team', { rate: format.percent(people.whole), n: format.count(people.n), more: team.length === 0 ? '' : ` · ${team.join(' · ')}` })}</p>
      <ul className={styles.list} aria-label={t('section.people')}>
        {people.rows.map((one) => {
          const isSure = one.q !== null && one.q < sureBelow
          return (
            <li key={one.userId} className={styles.item}>
              <div className={styles.words}>
                <span className={styles.name}>{one.name}</span>
                <span className={`num ${styles.facts}`}>
                  <span>{t('people.rate', { rate: format.percent(one.raw), n: format.count(one.n) })}</span>
                  <span>{t('people.adjusted', { rate: format.percent(one.adjusted) })}</span>
                  {work(one).map((fact) => (
                    <span key={fact}>{fact}</span>
                  ))}
                </span>
              </div>
              {one.difference !== null && (
                <div className={styles.side}>
                  <strong className={`num ${isSure ? (one.difference >= 0 ? styles.good : styles.bad) : styles.quiet}`}>{t('people.against', { points: format.points(one.difference) })}</strong>
                  <small className={styles.quiet}>{t(isSure ? 'people.sure' : 'people.unsure')}</small>
                </div>
              )}
            </li>
          )
        })}
      </ul>
    </>
  )
}

function Losses({ agenda: { losses, currency }, meetingId }: WithDeals) {
  const { t } = useTranslation('meetings')
  const format = useFormat()
  if (losses.total === 0) return <Nothing text={t('losses.none')} />
  return (
    <>
      <p className={`num ${styles.lead}`}>{t('losses.sum', { n: format.count(losses.total), money: format.moneyShort(losses.amountMinor, currency) })}</p>
      <p className={`num ${styles.chips}`}>
        <span className={styles.quiet}>{t('losses.reasons')}</span>
        {losses.reasons.map(({ name, deals }) => (
          <Tag key={name ?? ''}>{name ?? t('losses.noReason')} {format.count(deals)}</Tag>
        ))}
      </p>
      {losses.competitors.length > 0 && (
        <p className={`num ${styles.chips}`}>
          <span className={styles.quiet}>{t('losses.competitors')}</span>
          {losses.competitors.map(({ name, deals }) => (
            <Tag key={name} tone="warn">{name} {format.count(deals)}</Tag>
          ))}
        </p>
      )}
      <ul className={styles.list} aria-label={t('section.losses')}>
        {losses.deals.map((one) => (
          <AgendaDeal
            key={one.dealId}
            section="losses"
            deal={one.deal}
            meetingId={meetingId}
            value={one.amountMinor === null ? t('stuck.noAmount') : format.moneyShort(one.amountMinor, one.currency)}
            facts={[one.reason ?? t('losses.noReason'), ...(one.competitor === null ? [] : [one.competitor]), ...(one.stage === null ? [] : [t('losses.at', { stage: one.stage })])]}
            quote={one.note ?? ''}
          />
        ))}
      </ul>
      <Hidden count={losses.hidden} />
    </>
  )
}

function Topics({ agenda: { topics }, meetingId, states }: WithDeals & { states: ReadonlyMap<string, string> }) {
  const { t } = useTranslation('meetings')
  const moves = useActionMoves()
  if (topics.length === 0) return <Nothing text={t('topics.none')} />
  return (
    <ul className={styles.list} aria-label={t('section.topics')}>
      {topics.map((one) => {
        const done = states.get(one.id) === 'done'
        return (
          <li key={one.id} className={styles.item}>
            <div className={styles.words}>
              <span className={styles.name}>{one.title}</span>
              {one.body !== '' && <p className={styles.quote}>{one.body}</p>}
              <span className={styles.facts}>{t('topics.by', { name: one.by.name })}</span>
            </div>
            <PointTalk section="topics" itemId={one.id} name={one.title} />
            {done ? <Tag tone="good">{t('topics.discussed')}</Tag> : meetingId !== null && <Button size="small" onClick={() => void moves.end(one, 'done', '')}>{t('topics.done')}</Button>}
          </li>
        )
      })}
    </ul>
  )
}

function Completeness({ agenda: { completeness } }: { agenda: Agenda }) {
  const { t } = useTranslation('meetings')
  const format = useFormat()
  const spoken = useSpoken()
  if (completeness.score === null) return <Nothing text={t('completeness.none')} />
  return (
    <>
      <p className={`num ${styles.lead}`}>{t('completeness.score', { score: format.percent(completeness.score), n: format.count(completeness.records) })}</p>
      {completeness.fields.length > 0 && (
        <p className={`num ${styles.quiet}`}>
          {t('completeness.missing', { list: completeness.fields.map(({ label, filled, asked }) => t('completeness.field', { name: spoken(label), filled: format.count(filled), asked: format.count(asked) })).join('、') })}
        </p>
      )}
      <ul className={styles.list} aria-label={t('section.completeness')}>
        {completeness.owners.map((one) => (
          <li key={one.userId} className={styles.item}>
            <div className={styles.words}>
              <span className={styles.name}>{one.name}</span>
              {one.missing.length > 0 && <p className={styles.quote}>{t('completeness.practise', { list: one.missing.map(spoken).join('、') })}</p>}
            </div>
            <span className={`num ${styles.side}`}>{t('completeness.owner', { score: format.percent(one.score), n: format.count(one.records) })}</span>
          </li>
        ))}
      </ul>
      <Link to={paths.completeness} target="_blank">{t('section.completeness')}</Link>
    </>
  )
}
