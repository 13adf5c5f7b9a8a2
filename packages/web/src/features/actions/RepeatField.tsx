import type { Recurrence } from '@sluice/core/actions/recurrence'
import { recurrenceWords } from '@sluice/core/actions/recurrence-words'
import { Checkbox, InputNumber, Segmented, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../ui/use-format.ts'
import { DueField } from '../activities/DueField.tsx'
import styles from './Actions.module.css'

type Unit = Recurrence['every']['unit']
const weekdays = [1, 2, 3, 4, 5, 6, 7]

/** How a task repeats from its day on; null: it does not. Said in words below what was chosen. */
export function RepeatField({ value, dueOn, onChange }: { value: Recurrence | null; dueOn: string | null; onChange: (rule: Recurrence | null) => void }) {
  const { t } = useTranslation('actions')
  const { language } = useFormat()
  if (dueOn === null) return <small className={styles.quiet}>{t('repeat.needsDay')}</small>
  const date = new Date(`${dueOn}T00:00:00Z`)
  const change = (part: Partial<Recurrence>) => value && onChange({ ...value, ...part })
  const begin = (unit: Unit | 'never') => {
    const every: Recurrence['every'] | null =
      unit === 'day' ? { unit, n: 1 } : unit === 'week' ? { unit, n: 1, on: [date.getUTCDay() || 7] } : unit === 'month' ? { unit, n: 1, on: date.getUTCDate() } : null
    onChange(every === null ? null : { until: value?.until ?? null, times: value?.times ?? null, onWorkdays: value?.onWorkdays ?? true, every })
  }
  const every = value?.every
  return (
    <div className={styles.repeat}>
      <Segmented
        block
        aria-label={t('repeat.label')}
        value={every?.unit ?? 'never'}
        onChange={begin}
        options={(['never', 'day', 'week', 'month'] as const).map((unit) => ({ value: unit, label: t(`repeat.units.${unit}`) }))}
      />
      {value && every && (
        <>
          <span className={styles.line}>
            {t('repeat.every')}
            <InputNumber
              aria-label={t('repeat.every')}
              min={1}
              max={{ day: 365, week: 52, month: 24 }[every.unit]}
              precision={0}
              value={every.n}
              onChange={(n) => n !== null && change({ every: { ...every, n } })}
              style={{ width: 72 }}
            />
            {t(`repeat.of.${every.unit}`)}
            {every.unit === 'month' && (
              <Select
                aria-label={t('repeat.monthDay')}
                value={every.on}
                onChange={(on) => change({ every: { ...every, on } })}
                popupMatchSelectWidth={false}
                options={[
                  { value: 'last_workday' as const, label: t('repeat.lastWorkday') },
                  ...Array.from({ length: 31 }, (_, i) => ({ value: i + 1, label: i === 30 ? t('repeat.lastDay') : t('repeat.day', { day: i + 1 }) })),
                ]}
              />
            )}
          </span>
          {every.unit === 'week' && (
            <div role="group" aria-label={t('repeat.weekdays')} className={styles.weekdays}>
              {weekdays.map((on) => {
                const isOn = every.on.includes(on)
                const next = isOn ? every.on.filter((one) => one !== on) : [...every.on, on].toSorted((a, b) => a - b)
                return (
                  <button key={on} type="button" aria-pressed={isOn} disabled={isOn && every.on.length === 1} onClick={() => change({ every: { ...every, on: next } })}>
                    {new Intl.DateTimeFormat(language, { weekday: language === 'en' ? 'short' : 'narrow', timeZone: 'UTC' }).format(Date.UTC(2026, 2, 1 + on))}
                  </button>
                )
              })}
            </div>
          )}
          {!(every.unit === 'month' && every.on === 'last_workday') && (
            <Checkbox checked={value.onWorkdays} onChange={(event) => change({ onWorkdays: event.target.checked })}>
              {t('repeat.onWorkdays')}
            </Checkbox>
          )}
          <span className={styles.line}>
            {t('repeat.ends')}
            <Select
              aria-label={t('repeat.ends')}
              value={value.until !== null ? 'until' : value.times !== null ? 'times' : 'never'}
              onChange={(how) => change({ until: how === 'until' ? dueOn : null, times: how === 'times' ? 10 : null })}
              options={(['never', 'until', 'times'] as const).map((how) => ({ value: how, label: t(`repeat.endings.${how}`) }))}
              popupMatchSelectWidth={false}
            />
            {value.times !== null && <InputNumber aria-label={t('repeat.times')} min={2} max={999} precision={0} suffix={t('repeat.timesUnit')} value={value.times} onChange={(times) => times !== null && change({ times })} style={{ width: 104 }} />}
          </span>
          {value.until !== null && <DueField value={value.until} onChange={(until) => until !== null && change({ until })} label={t('repeat.endings.until')} />}
          <small className={styles.quiet}>{recurrenceWords(value, language === 'en' ? 'en' : 'zh')}{t('repeat.when')}</small>
        </>
      )}
    </div>
  )
}
