import { activeHours, type ActiveHours } from '@sluice/core/automation/definition'
import { hoursWords } from '@sluice/core/automation/words'
import { Input, InputNumber, Select, Switch } from 'antd'
import { useTranslation } from 'react-i18next'
import { UserSelect } from '../pickers/UserSelect.tsx'
import { useSession } from '../session/session.ts'
import styles from './Automation.module.css'
import { useEditing } from './editor-context.ts'

const kinds = activeHours.options.map((option) => option.shape.kind.value)
const start = (kind: ActiveHours['kind']): ActiveHours => (kind === 'between' ? { kind, from: '09:00', to: '18:00', workDaysOnly: true } : { kind })

/** In what hours, how often for a record, whether others follow, and with whose permission. */
export function OptionsLine() {
  const { t } = useTranslation('automation')
  const { user } = useSession()
  const { draft, things, canWrite, object, change } = useEditing()
  const { hours, againAfterDays } = draft
  const asOthers = canWrite && things.choices?.canRunAsOthers === true
  return (
    <div className={styles.options}>
      <span className={styles.row}>
        {t('options.hours')}
        <Select<ActiveHours['kind']> size="small" disabled={!canWrite} aria-label={t('options.hours')} popupMatchSelectWidth={false} value={hours.kind} onChange={(kind) => change((now) => ({ ...now, hours: start(kind) }))} options={kinds.map((kind) => ({ value: kind, label: hoursWords[kind][things.lang] }))} />
        {hours.kind === 'between' && (
          <>
            {(['from', 'to'] as const).map((end) => <Input key={end} type="time" size="small" className={styles.time} disabled={!canWrite} aria-label={t(`options.${end}`)} value={hours[end]} onChange={(event) => event.target.value !== '' && change((now) => ({ ...now, hours: { ...hours, [end]: event.target.value.slice(0, 5) } }), `hours.${end}`)} />)}
            <label className={styles.row}><Switch size="small" disabled={!canWrite} checked={hours.workDaysOnly} onChange={(workDaysOnly) => change((now) => ({ ...now, hours: { ...hours, workDaysOnly } }))} />{t('options.workDaysOnly')}</label>
          </>
        )}
      </span>
      {object !== null && (
        <span className={styles.row}>
          {t('options.again')}
          <Select<'each' | 'days'> size="small" disabled={!canWrite} aria-label={t('options.again')} popupMatchSelectWidth={false} value={againAfterDays === null ? 'each' : 'days'} onChange={(next) => change((now) => ({ ...now, againAfterDays: next === 'each' ? null : 30 }))} options={[{ value: 'each', label: t('options.each') }, { value: 'days', label: t('options.once') }]} />
          {againAfterDays !== null && <InputNumber size="small" className={styles.num} disabled={!canWrite} aria-label={t('options.onceDays')} min={1} max={3650} precision={0} value={againAfterDays} onChange={(days) => change((now) => ({ ...now, againAfterDays: days ?? 1 }), 'again')} suffix={t('options.daysUnit')} />}
        </span>
      )}
      <span className={styles.row}>
        {t('options.runAs')}
        {asOthers ? (
          <UserSelect size="small" allowClear={false} aria-label={t('options.runAs')} style={{ minWidth: 120 }} value={draft.runAsUserId} onChange={(runAsUserId) => change((now) => ({ ...now, runAsUserId }))} />
        ) : (
          <b title={t('options.runAsHelp')}>{draft.runAsUserId === user.id ? t('options.me') : (things.speaker.nameOf('user', draft.runAsUserId ?? '') ?? t('slots.choose'))}</b>
        )}
        {t('options.permission')}
      </span>
      <label className={styles.row}>
        <Switch size="small" disabled={!canWrite} checked={draft.stopOnFirst} onChange={(stopOnFirst) => change((now) => ({ ...now, stopOnFirst }))} />
        {t('options.stopOnFirst')}
      </label>
    </div>
  )
}
