import { EditOutlined } from '@ant-design/icons'
import { managesFunnel } from '@sluice/core/identity/policy'
import type { Today } from '@sluice/core/suggestions/contract'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { paths } from '../../paths.ts'
import { useFormat } from '../../ui/use-format.ts'
import { useSession } from '../session/session.ts'
import { isLate } from './day-words.ts'
import { QuotaSheet } from './QuotaSheet.tsx'
import styles from './Today.module.css'

/** The day in figures, each opening the records behind it: those of `ownerId`, or all in sight. */
export function TodayTiles({ today, ownerId }: { today: Today; ownerId: string | null }) {
  const { t } = useTranslation('today')
  const format = useFormat()
  const open = today.items.filter((item) => item.snoozedUntil === null)
  const overdue = open.filter(isLate).length
  const { closingThisMonth: closing, quota } = today
  const mayAsk = managesFunnel(useSession().user)
  const [asking, setAsking] = useState(false)
  const owner = ownerId === null ? '' : `&owner=${ownerId}`
  const deals = (quick: string) => `${paths.deals}?layout=list&quick=${quick}${owner}`
  return (
    <div className={styles.tiles}>
      <Tile
        label={t('tiles.due')}
        value={today.isCut ? t('tiles.atLeast', { count: open.length }) : format.count(open.length)}
        unit={t('tiles.dueUnit')}
        note={overdue > 0 ? t('tiles.overdue', { count: overdue }) : t('tiles.noneOverdue')}
        alert={overdue > 0}
        to="#day"
      />
      <Tile label={t('tiles.activities')} value={format.count(today.activitiesToday)} unit={t('tiles.activitiesUnit')} />
      {quota ? (
        <Tile
          label={t('tiles.quota')}
          value={format.count(quota.done)}
          unit={t('tiles.quotaUnit', { count: quota.perWeek })}
          onEdit={mayAsk ? () => setAsking(true) : undefined}
          note={<span title={t('tiles.quotaOf', { day: format.day(quota.weekStart) })}>{quota.done >= quota.perWeek ? t('tiles.quotaDone') : t('tiles.quotaLeft', { count: quota.perWeek - quota.done })}</span>}
        />
      ) : (
        mayAsk && <Tile label={t('tiles.quota')} value="—" note={t('tiles.quotaNone')} onEdit={() => setAsking(true)} />
      )}
      <Tile label={t('tiles.newLeads')} value={format.count(today.newLeads)} unit={t('tiles.newLeadsUnit')} to={`${paths.leads}?status=new${owner}`} />
      <Tile label={t('tiles.closing')} value={format.count(closing.count)} unit={t('tiles.closingUnit')} note={format.moneyShort(closing.amountMinor)} to={deals('closing_this_month')} />
      <Tile label={t('tiles.noStep')} value={format.count(today.withoutNextStep)} unit={t('tiles.noStepUnit')} alert={today.withoutNextStep > 0} to={deals('no_next_step')} />
      {asking && <QuotaSheet onClose={() => setAsking(false)} />}
    </div>
  )
}

function Tile(props: { label: string; value: ReactNode; unit?: string; note?: ReactNode; alert?: boolean; to?: string; onEdit?: (() => void) | undefined }) {
  const { t } = useTranslation('today')
  const content = (
    <>
      <span className={styles.tileLabel}>
        {props.label}
        {props.onEdit && <button type="button" className={styles.tileEdit} aria-label={t('quota.edit')} title={t('quota.edit')} onClick={props.onEdit}><EditOutlined aria-hidden /></button>}
      </span>
      <span className={`num ${styles.tileValue}`} data-alert={props.alert || undefined}>
        {props.value}
        {props.unit && <small>{props.unit}</small>}
      </span>
      {props.note && <span className={`num ${styles.tileNote}`}>{props.note}</span>}
    </>
  )
  if (props.to === undefined) return <div className={styles.tile}>{content}</div>
  if (props.to.startsWith('#'))
    return (
      <a className={styles.tile} href={props.to}>
        {content}
      </a>
    )
  return (
    <Link className={styles.tile} to={props.to}>
      {content}
    </Link>
  )
}
