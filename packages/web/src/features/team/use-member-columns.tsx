import type { TeamMember } from '@sluice/core/team/contract'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Column } from '../../ui/table/columns.ts'
import { Tag } from '../../ui/Tag.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { UserAvatar } from '../../ui/UserAvatar.tsx'
import styles from './Team.module.css'
import { Troubles } from './Troubles.tsx'

/** The columns of the team's table; figures right, sorted downwards first. */
export function useMemberColumns(): Column<TeamMember>[] {
  const { t } = useTranslation('team')
  const format = useFormat()
  return useMemo(() => {
    const figure = { align: 'right' as const, sortable: true }
    const muted = (shown: string, is: boolean) => <span className={is ? 'num' : `num ${styles.muted}`}>{shown}</span>
    return [
      {
        key: 'name', title: t('columns.name'), width: 240, grow: 1, required: true, sortable: true,
        render: (one) => (
          <span className={styles.person} title={one.team.name}>
            <UserAvatar name={one.user.name} size={24} label />
            <span className={styles.muted}>{one.team.name}</span>
            {one.takenOver > 0 && <Tag tone="warn">{t('taken', { count: one.takenOver })}</Tag>}
          </span>
        ),
      },
      { key: 'open', title: t('columns.open'), width: 120, ...figure, render: (one) => <span className="num" title={`${format.money(one.open.amountMinor)} · ${t('deals', { count: one.open.deals })}`}>{format.moneyShort(one.open.amountMinor)}</span> },
      { key: 'weighted', title: t('columns.weighted'), width: 110, ...figure, render: (one) => <span className="num" title={format.money(one.open.weightedMinor)}>{format.moneyShort(one.open.weightedMinor)}</span> },
      { key: 'risk', title: t('columns.risk'), width: 120, ...figure, render: (one) => <strong className="num" title={format.money(one.risk.amountMinor)}>{format.moneyShort(one.risk.amountMinor)}</strong> },
      { key: 'deals', title: t('columns.deals'), width: 190, grow: 1, sortable: true, align: 'right', render: (one) => <Troubles risk={one.risk} /> },
      { key: 'quota', title: t('columns.quota'), width: 92, ...figure, render: (one) => (one.quota === null ? muted(t('noQuota'), false) : muted(t('quota', one.quota), one.quota.done < one.quota.perWeek)) },
      { key: 'response', title: t('columns.response'), width: 92, ...figure, render: (one) => <span className="num" title={t('tiles.responseNote', one.response)}>{one.response.share === null ? '—' : format.percent(one.response.share, 0)}</span> },
      { key: 'contact', title: t('columns.contact'), width: 120, ...figure, render: (one) => muted(`${one.contact.silent} / ${one.contact.tooMuch}`, one.contact.silent + one.contact.tooMuch > 0) },
      { key: 'alarms', title: t('columns.alarms'), width: 70, ...figure, render: (one) => muted(format.count(one.alarms), one.alarms > 0) },
    ]
  }, [t, format])
}
