import { EyeOutlined, FireOutlined } from '@ant-design/icons'
import { getLeadBehaviour } from '@sluice/core/tracking/contract'
import type { LeadBehaviour, LeadVisit } from '@sluice/core/tracking/contract'
import type { Touch } from '@sluice/core/touches/contract'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../../api/client.ts'
import { useContractQuery } from '../../api/query.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { RecordBox } from '../../ui/record/RecordBody.tsx'
import { Skeletons } from '../../ui/Skeletons.tsx'
import { Tag } from '../../ui/Tag.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { useToast } from '../../ui/use-toast.tsx'
import styles from './Behaviour.module.css'

/** What a lead did on the web sites and with mails: sums, signals, its way here, and each visit. */
export function BehaviourPanel({ leadId }: { leadId: string }) {
  const { t } = useTranslation('tracking')
  const { data, isPending, error, refetch } = useContractQuery(getLeadBehaviour, { params: { id: leadId }, query: {} }, { refetchInterval: 60_000 })
  if (isPending) return <Skeletons kind="rows" count={6} />
  // A deal's owner need not see the lead it came from.
  if (error && !data) return error.status === 404 ? <EmptyState icon={<EyeOutlined />} title={t('behaviour.empty')} /> : <ErrorState compact error={error} onRetry={() => void refetch()} />
  if (!data) return null
  if (data.days.length === 0 && data.touches.length === 0 && data.counts.length === 0) return <EmptyState icon={<EyeOutlined />} title={t('behaviour.empty')} text={t('behaviour.emptyText')} />
  return (
    <div className={styles.panel}>
      <Summary data={data} />
      <Days key={data.lastAt ?? ''} leadId={leadId} first={data} />
    </div>
  )
}

function Summary({ data }: { data: LeadBehaviour }) {
  const { t } = useTranslation('tracking')
  const format = useFormat()
  return (
    <RecordBox>
      {data.signals.length > 0 && (
        <ul className={styles.signals} aria-label={t('behaviour.signals')}>
          {data.signals.slice(0, 5).map((signal) => (
            <li key={signal.id}>
              <FireOutlined aria-hidden />
              <span className={styles.words}>
                <b>{signal.name}</b> <span title={signal.subject}>{t('behaviour.signal', { subject: signal.subject, count: signal.n })}</span>
              </span>
              <time className="num" dateTime={signal.at} title={format.dateTime(signal.at)}>
                {format.relative(signal.at)}
              </time>
            </li>
          ))}
        </ul>
      )}
      <dl className={styles.counts}>
        {data.counts.map(({ kind, n }) => (
          <div key={kind} title={kind === 'mail_open' ? t('behaviour.opensUnsure') : undefined}>
            <dt>{t(`kinds.${kind}`)}</dt>
            <dd className="num">{format.number(n, 0)}</dd>
          </div>
        ))}
      </dl>
      <p className={styles.muted}>
        {[
          data.lastAt === null ? null : `${t('behaviour.last')} ${format.dateTime(data.lastAt)}`,
          data.browsers > 0 ? t('behaviour.browsers', { count: data.browsers }) : null,
          data.knownBy.length > 0 ? t('behaviour.knownBy', { by: data.knownBy.map((by) => t(`behaviour.by.${by}`)).join(t('behaviour.comma')) }) : null,
        ].filter((part) => part !== null).join(' · ')}
      </p>
      {data.touches.length > 0 && (
        <ol className={styles.path} aria-label={t('behaviour.path')}>
          {data.touches.map((touch, index) => (
            <li key={touch.id}>
              <Tag tone={index === 0 || index === data.touches.length - 1 ? 'brand' : 'neutral'}>
                <SourceWords touch={touch} />
              </Tag>
              <span className={styles.muted}>
                {[index === 0 ? t('behaviour.first') : index === data.touches.length - 1 ? t('behaviour.lastTouch') : null, format.dateTime(touch.at)].filter((part) => part !== null).join(' · ')}
              </span>
            </li>
          ))}
        </ol>
      )}
    </RecordBox>
  )
}

function SourceWords({ touch }: { touch: Touch }) {
  const { t } = useTranslation('tracking')
  const words = [touch.campaign?.name, touch.channel?.name ?? touch.utm.source, touch.utm.medium, touch.campaign === null ? touch.utm.campaign : null].filter((part) => typeof part === 'string')
  const shown = words.length > 0 ? words.join(' / ') : (touch.referrerHost ?? (touch.code === null ? t(`source.${touch.kind === 'code' ? 'tagged' : touch.kind}`) : t('source.code', { code: touch.code })))
  return <span title={[shown, touch.referrerHost, touch.landingPage].filter((part) => part !== null).join(' · ')}>{shown}</span>
}

/** Days with their visits; earlier ones are read when asked for. */
function Days({ leadId, first }: { leadId: string; first: LeadBehaviour }) {
  const { t } = useTranslation('tracking')
  const format = useFormat()
  const toast = useToast()
  const [earlier, setEarlier] = useState<LeadBehaviour[]>([])
  const [busy, setBusy] = useState(false)
  const last = earlier.at(-1) ?? first
  const more = async () => {
    if (last.nextBefore === null) return
    setBusy(true)
    try {
      const next = await call(getLeadBehaviour, { params: { id: leadId }, query: { before: last.nextBefore } })
      setEarlier((pages) => [...pages, next])
    } catch (error) {
      toast.failed(error)
    } finally {
      setBusy(false)
    }
  }
  return (
    <>
      {[first, ...earlier].flatMap(({ days }) => days).map(({ day, visits, others }) => (
        <RecordBox key={day} title={format.day(day)}>
          {visits.map((visit) => (
            <VisitBlock key={visit.from + (visit.events[0]?.subject ?? '')} visit={visit} />
          ))}
          {others.length > 0 && (
            <ul className={styles.others}>
              {others.map(({ kind, subject, n }) => (
                <li key={`${kind} ${subject}`}>
                  <span className={styles.kind}>{t(`kinds.${kind}`)}</span>
                  <span className={styles.subject} title={subject}>
                    {subject}
                  </span>
                  <span className={`num ${styles.muted}`}>{t('times', { count: n })}</span>
                </li>
              ))}
            </ul>
          )}
        </RecordBox>
      ))}
      {last.nextBefore !== null && (
        <Button block loading={busy} onClick={() => void more()}>
          {t('behaviour.more')}
        </Button>
      )}
    </>
  )
}

function VisitBlock({ visit }: { visit: LeadVisit }) {
  const { t } = useTranslation('tracking')
  const format = useFormat()
  const minutes = Math.floor((Date.parse(visit.to) - Date.parse(visit.from)) / 60_000)
  return (
    <section className={styles.visit}>
      <h4>
        <span className="num">{format.time(visit.from)}</span>
        <span>{[visit.site ?? t('behaviour.visit'), minutes === 0 ? t('behaviour.moment') : t('behaviour.duration', { minutes })].join(' · ')}</span>
        {visit.source ? (
          <Tag tone="brand">
            <SourceWords touch={visit.source} />
          </Tag>
        ) : (
          <span className={styles.muted}>{t('behaviour.direct')}</span>
        )}
      </h4>
      <ol className={styles.events}>
        {visit.events.map((event) => (
          <li key={`${event.at} ${event.kind} ${event.subject}`}>
            <time className="num" dateTime={event.at}>
              {format.time(event.at)}
            </time>
            <span className={['pricing_view', 'document_view', 'download'].includes(event.kind) ? `${styles.kind} ${styles.hot}` : styles.kind}>{t(`kinds.${event.kind}`)}</span>
            <span className={styles.subject} title={event.subject}>
              {event.title ?? event.subject}
              {event.title !== null && <span className={styles.muted}> {event.subject}</span>}
            </span>
          </li>
        ))}
      </ol>
    </section>
  )
}
