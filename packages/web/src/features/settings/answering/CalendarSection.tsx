import { UndoOutlined } from '@ant-design/icons'
import { listCalendarDays, setCalendarDay } from '@sluice/core/answering/contract'
import { dayOf } from '@sluice/core/lib/dates'
import { Button, DatePicker, Input, Select } from 'antd'
import dayjs from 'dayjs'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useContractMutation, useContractQuery } from '../../../api/query.ts'
import { useRefresh } from '../../../api/refresh.ts'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { Tag } from '../../../ui/Tag.tsx'
import { useFormat } from '../../../ui/use-format.ts'
import { useToast } from '../../../ui/use-toast.tsx'
import { useSession } from '../../session/session.ts'
import { SettingRow, SettingRows } from '../SettingRows.tsx'
import { SettingSection } from '../SettingSection.tsx'
import styles from './Answering.module.css'

/** The days of a year that are not as the week says: public holidays, make-up days, the organisation's own word. */
export function CalendarSection({ isAdmin }: { isAdmin: boolean }) {
  const { t } = useTranslation('answering')
  const format = useFormat()
  const toast = useToast()
  const refresh = useRefresh()
  const { org } = useSession()
  const thisYear = Number(dayOf(new Date(), org.timeZone).slice(0, 4))
  const [year, setYear] = useState(thisYear)
  const [day, setDay] = useState<string | null>(null)
  const [kind, setKind] = useState<'off' | 'worked'>('off')
  const [note, setNote] = useState('')
  const read = useContractQuery(listCalendarDays, { query: { year } })
  const set = useContractMutation(setCalendarDay, {
    onSuccess: () => {
      refresh({ type: 'config.changed', subjectType: 'config', subjectId: '' })
      setDay(null)
      setNote('')
      toast.done(t('settings.saved'))
    },
    onError: toast.failed,
  })
  const items = read.data?.items ?? []
  return (
    <SettingSection
      second
      title={t('settings.calendar')}
      note={read.data && !read.data.isDecreed ? t('settings.notDecreed') : t('settings.calendarNote')}
      loading={read.isPending}
      error={read.error}
      onRetry={() => void read.refetch()}
      tools={
        <span className={styles.tools}>
          <Select aria-label={t('settings.calendar')} value={year} onChange={setYear} options={[-1, 0, 1].map((n) => ({ value: thisYear + n, label: t('settings.year', { year: thisYear + n }) }))} />
          {read.data && <span className="num">{t('settings.workdays', { count: read.data.workdays })}</span>}
          {isAdmin && (
            <>
              <DatePicker aria-label={t('settings.day')} placeholder={t('settings.setDay')} value={day === null ? null : dayjs(day)} onChange={(value) => setDay(value === null ? null : value.format('YYYY-MM-DD'))} />
              {day !== null && (
                <>
                  <Select aria-label={t('settings.dayKind')} value={kind} onChange={setKind} options={(['off', 'worked'] as const).map((value) => ({ value, label: t(`settings.${value}`) }))} />
                  <Input style={{ width: 160 }} maxLength={60} aria-label={t('settings.dayNote')} placeholder={t('settings.dayNote')} value={note} onChange={(event) => setNote(event.target.value)} />
                  <Button type="primary" loading={set.isPending} onClick={() => set.mutate({ params: { day }, body: { kind, ...(note.trim() !== '' && { note: note.trim() }) } })}>
                    {t('settings.apply')}
                  </Button>
                </>
              )}
            </>
          )}
        </span>
      }
    >
      {items.length === 0 ? (
        <EmptyState compact title={t('settings.none')} />
      ) : (
        <SettingRows label={t('settings.list')}>
          {items.map((one) => (
            <SettingRow
              key={one.day}
              title={`${format.day(one.day)} ${weekday(one.day)}`}
              detail={one.note === '' ? t(`settings.origin.${one.origin}`) : `${t(`settings.origin.${one.origin}`)} · ${one.note}`}
              aside={<Tag color={one.kind === 'off' ? '#389e0d' : '#d46b08'}>{t(`settings.${one.kind}`)}</Tag>}
              actions={isAdmin && one.origin === 'own' ? [{ key: 'back', label: t('settings.back'), icon: <UndoOutlined />, run: () => set.mutate({ params: { day: one.day }, body: { kind: null } }) }] : []}
            />
          ))}
        </SettingRows>
      )}
    </SettingSection>
  )
}

const weekday = (day: string) => new Intl.DateTimeFormat(document.documentElement.lang || 'zh-CN', { weekday: 'short', timeZone: 'UTC' }).format(new Date(`${day}T00:00:00Z`))
