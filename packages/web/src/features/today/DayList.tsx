import { CheckCircleOutlined } from '@ant-design/icons'
import type { SubjectType } from '@sluice/core/activities/contract'
import type { DayItem, Today } from '@sluice/core/suggestions/contract'
import { dayKinds } from '@sluice/core/suggestions/order-day'
import { Button } from 'antd'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { z } from 'zod'
import type { ContractKey } from '../../api/query.ts'
import { paths } from '../../paths.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { FilterBar, FilterChip } from '../../ui/FilterBar.tsx'
import { Section } from '../../ui/Page.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { useHotkey } from '../../ui/use-hotkey.ts'
import { usePhone } from '../../ui/use-media-query.ts'
import { useUrlState } from '../../ui/use-url-state.ts'
import { QuickLogFor } from '../activities/QuickLogFor.tsx'
import { useDecide } from '../approvals/use-decide.tsx'
import { StepSheet } from '../suggestions/StepSheet.tsx'
import { DayRow } from './DayRow.tsx'
import { placeOf, snoozeUntil } from './day-words.ts'
import { startOfDay } from '@sluice/core/lib/dates'
import styles from './Today.module.css'
import { useDayMoves } from './use-day-moves.ts'

const dayUrl = z.object({ kind: z.enum(['all', ...dayKinds]).default('all') })

interface Logging {
  type: SubjectType
  item: DayItem
  kind?: 'call' | 'visit' | 'meeting' | 'mail' | 'wechat' | 'note'
  stepDone: boolean
}

/** Everything that is to be done, as one list: by filter, by key, by thumb. What was put off lies below, folded. */
export function DayList({ today, queryKey, showOwner, ownerId }: { today: Today; queryKey: ContractKey; showOwner: boolean; ownerId: string | null }) {
  const { t } = useTranslation('today')
  const navigate = useNavigate()
  const phone = usePhone()
  const format = useFormat()
  const moves = useDayMoves(queryKey)
  const decide = useDecide()
  const [url, change] = useUrlState(dayUrl)
  const [selectedKey, select] = useState<string | null>(null)
  const [showSnoozed, setShowSnoozed] = useState(false)
  const [logging, setLogging] = useState<Logging | null>(null)
  const [planning, setPlanning] = useState<string | null>(null)

  const open = today.items.filter((item) => item.snoozedUntil === null)
  const snoozed = today.items.filter((item) => item.snoozedUntil !== null)
  const shown = open.filter((item) => url.kind === 'all' || item.kind === url.kind)
  const counts = new Map(dayKinds.map((kind) => [kind, open.filter((item) => item.kind === kind).length]))
  const at = shown.findIndex((item) => item.key === selectedKey)
  const selected = shown[at]
  const owner = ownerId === null ? '' : `&owner=${ownerId}`

  const log = (item: DayItem) => {
    if (item.subjectType === 'deal' || item.subjectType === 'lead') setLogging({ type: item.subjectType, item, stepDone: item.what !== null })
  }
  const approve = (item: DayItem) =>
    void decide.approve({ id: item.approvalId ?? '', myTaskId: item.approvalTaskId, deal: { id: item.subjectId, number: 0, title: item.title, stageId: '', amountMinor: null, currency: '', account: null } }).then(() => moves.reload())
  const follow = (item: DayItem) => {
    const { suggestion } = item
    if (suggestion?.act === 'log') setLogging({ type: 'deal', item, stepDone: false, ...(suggestion.activity !== null && { kind: suggestion.activity }) })
    else if (suggestion?.act === 'next_step') setPlanning(item.subjectId)
    else void navigate(placeOf(item))
  }
  const step = (by: number) => select(shown[Math.max(0, Math.min(shown.length - 1, at < 0 && by > 0 ? 0 : at + by))]?.key ?? null)
  useHotkey('j', () => step(1), { label: t('list.keys') })
  useHotkey('k', () => step(-1))
  // A button or link that has the focus takes the key itself.
  useHotkey(selected ? 'enter' : undefined, () => selected && document.activeElement?.closest('button, a') === null && void navigate(placeOf(selected)))
  useHotkey(selected ? 'e' : undefined, () => {
    if (!selected) return
    if (selected.kind === 'task') void moves.finish(selected)
    else if (selected.kind === 'mention') void moves.read(selected)
    else if (selected.kind === 'approval') void navigate(placeOf(selected))
    else log(selected)
  })
  useHotkey(selected ? 's' : undefined, () => selected && void moves.snooze(selected, snoozeUntil('tomorrowMorning', Date.now(), today.date, (day) => startOfDay(day, format.timeZone))))
  useEffect(() => {
    if (selectedKey !== null) document.querySelector(`[data-day-item="${selectedKey}"]`)?.scrollIntoView({ block: 'nearest' })
  }, [selectedKey])

  const row = (item: DayItem) => (
    <DayRow
      key={item.key}
      item={item}
      today={today.date}
      showOwner={showOwner}
      isSelected={item.key === selectedKey}
      moves={moves}
      onLog={() => log(item)}
      onApprove={() => approve(item)}
      onSuggestion={() => follow(item)}
    />
  )
  return (
    <div id="day" className={styles.day}>
      <FilterBar
        quick={
          <>
            <FilterChip label={t('kinds.all')} count={open.length} on={url.kind === 'all'} onChange={() => change({ kind: 'all' })} />
            {dayKinds.filter((kind) => (counts.get(kind) ?? 0) > 0 || kind === url.kind).map((kind) => (
              <FilterChip key={kind} label={t(`kinds.${kind}`)} count={counts.get(kind)} on={url.kind === kind} onChange={(on) => change({ kind: on ? kind : 'all' })} />
            ))}
          </>
        }
      />
      <Section title={t('list.title')} note={phone ? undefined : t('list.order')} flush actions={!phone && shown.length > 0 && <span className={styles.keys}>{t('list.keys')}</span>}>
        {open.length === 0 ? (
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
        ) : shown.length === 0 ? (
          <EmptyState compact title={t('list.filtered')} action={<Button onClick={() => change({ kind: 'all' })}>{t('list.showAll')}</Button>} />
        ) : (
          <ul className={styles.list} aria-label={t('list.title')}>
            {shown.map(row)}
          </ul>
        )}
        {today.isCut && <p className={styles.rest}>{t('list.cut', { count: today.items.length })}</p>}
        {snoozed.length > 0 && (
          <div className={styles.snoozed}>
            <Button type="text" aria-expanded={showSnoozed} onClick={() => setShowSnoozed(!showSnoozed)}>
              {t('list.snoozed', { count: snoozed.length })}
            </Button>
            {showSnoozed && (
              <ul className={styles.list}>
                {snoozed.map((item) => (
                  <li key={item.key} className={styles.item}>
                    <div className={styles.words}>
                      <span className={styles.what}>{item.what ?? item.title}</span>
                      <span className={styles.facts}>
                        {item.what !== null && <span>{item.title}</span>}
                        <span>{t('list.until', { when: format.dateTime(item.snoozedUntil) })}</span>
                      </span>
                    </div>
                    <div className={styles.actions}>
                      <Button onClick={() => void moves.unsnooze(item)}>{t('act.back')}</Button>
                    </div>
                  </li>
                ))}
              </ul>
            )}
          </div>
        )}
      </Section>
      {logging && (
        <QuickLogFor
          key={`${logging.item.key}${logging.kind ?? ''}`}
          type={logging.type}
          id={logging.item.subjectId}
          name={logging.item.title}
          stepDone={logging.stepDone}
          kind={logging.kind}
          onClose={() => setLogging(null)}
        />
      )}
      {planning !== null && <StepSheet dealId={planning} onClose={() => setPlanning(null)} />}
    </div>
  )
}
