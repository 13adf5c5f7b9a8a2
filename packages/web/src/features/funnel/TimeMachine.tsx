import { CaretRightFilled, CloseOutlined, PauseOutlined } from '@ant-design/icons'
import { getFrames } from '@sluice/core/funnel/report-contracts'
import { Button, Slider } from 'antd'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useContractQuery } from '../../api/query.ts'
import { Sparkline } from '../../charts/Sparkline.tsx'
import { daysBetween } from '../../ui/format.ts'
import { useFormat } from '../../ui/use-format.ts'
import { addDays } from './calendar-days.ts'
import type { FunnelAsk } from './funnel-url.ts'
import styles from './TimeMachine.module.css'

/** A year in weeks, today included. */
const frames = 53
const every = 7
const span = (frames - 1) * every
/** How long a picture stands while it plays. */
const beatMs = 900

/**
 * The funnel as it was known on any day of the last year: drag, or let it play. Behind the slider stands how the open
 * pipeline went, and when alarms were raised. `onDay` gets '' for now; `isBusy` holds the play until the page has followed.
 */
export function TimeMachine(props: { ask: FunnelAsk; today: string; day: string; onDay: (day: string) => void; isBusy: boolean; onClose: () => void }) {
  const { t } = useTranslation('funnel')
  const format = useFormat()
  const { today, onDay, isBusy } = props
  const first = addDays(today, -span)
  const shown = props.day === '' || props.day > today ? today : props.day < first ? first : props.day
  // While one drags, the thumb is ahead of the page.
  const [dragged, setDragged] = useState<string | null>(null)
  const [plays, setPlays] = useState(false)
  const day = dragged ?? shown
  const { asOf: _, from: __, to: ___, ...filters } = props.ask
  const row = useContractQuery(getFrames, { query: { ...filters, until: today, every, frames, trailingDays: 365 } }, { keepPrevious: true, enabled: props.ask.pipeline !== '' })
  const pictures = row.data?.frames ?? []
  const picture = pictures.findLast((one) => one.day <= day)

  const go = (next: string) => onDay(next >= today ? '' : next)
  useEffect(() => {
    if (dragged === null || dragged === shown) return
    const timer = setTimeout(() => {
      go(dragged)
      setDragged(null)
    }, 180)
    return () => clearTimeout(timer)
  })
  useEffect(() => {
    if (!plays || isBusy) return
    const timer = setTimeout(() => {
      const next = addDays(shown, every)
      if (next >= today) setPlays(false)
      go(next)
    }, beatMs)
    return () => clearTimeout(timer)
  })
  const play = () => {
    if (!plays && shown === today) go(first)
    setPlays(!plays)
  }
  const alarms = pictures.filter((one) => one.alarms.length > 0)
  return (
    <section className={styles.machine} aria-label={t('machine.label')}>
      <Button shape="circle" size="small" icon={plays ? <PauseOutlined /> : <CaretRightFilled />} onClick={play} aria-label={t(plays ? 'machine.pause' : 'machine.play')} />
      <div className={styles.track}>
        <div className={styles.past} aria-hidden>
          <Sparkline values={pictures.map((one) => one.openCount)} label={t('machine.open')} height={30} />
          {alarms.map((one) => (
            <span key={one.day} className={styles.alarm} style={{ left: `${(daysBetween(first, one.day) / span) * 100}%` }} title={t('machine.alarms', { n: one.alarms.length })} />
          ))}
        </div>
        <Slider
          min={0}
          max={span}
          value={daysBetween(first, day)}
          onChange={(at) => {
            setPlays(false)
            setDragged(addDays(first, at))
          }}
          tooltip={{ formatter: () => format.day(day) }}
          ariaLabelForHandle={t('machine.label')}
          ariaValueTextFormatterForHandle={() => format.day(day)}
        />
      </div>
      <div className={styles.words} aria-live={plays ? 'off' : 'polite'}>
        <strong>{day === today ? t('asOfNow') : format.day(day)}</strong>
        {picture && (
          <span className="num">
            {t('machine.picture', {
              open: format.count(picture.openCount),
              amount: format.moneyShort(picture.openMinor, picture.currency),
              rate: picture.overall.enough ? format.percent(picture.overall.value) : t('insufficient'),
            })}
            {picture.alarms.length > 0 && ` · ${t('machine.alarms', { n: picture.alarms.length })}`}
          </span>
        )}
      </div>
      {day !== today && (
        <Button size="small" className={styles.now} onClick={() => go(today)}>
          {t('machine.now')}
        </Button>
      )}
      <Button type="text" size="small" icon={<CloseOutlined />} onClick={props.onClose} aria-label={t('machine.close')} />
    </section>
  )
}
