import { listChannels, listTags } from '@sluice/core/catalog/contract'
import type { Lead } from '@sluice/core/leads/contract'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useContractQuery } from '../../api/query.ts'
import type { Column } from '../../ui/table/columns.ts'
import { Tag } from '../../ui/Tag.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { UserAvatar } from '../../ui/UserAvatar.tsx'
import { DueTag } from '../activities/NextStepBox.tsx'
import { UnreadMark } from '../talk/UnreadMark.tsx'
import { GradeTag } from '../scoring/GradeTag.tsx'
import { seldom } from '../pickers/seldom.ts'
import { LeadDeadline } from '../answering/LeadDeadline.tsx'
import styles from './Leads.module.css'
import { LeadStatusTag } from './LeadStatusTag.tsx'

/** The columns of the list of leads; a sortable one has the key that the server sorts by. */
export function useLeadColumns(): { columns: Column<Lead>[]; sourceName: (id: string | null) => string | null } {
  const { t } = useTranslation('leads')
  const format = useFormat()
  const channels = useContractQuery(listChannels, {}, seldom).data?.items
  const tags = useContractQuery(listTags, {}, seldom).data?.items
  return useMemo(() => {
    const sources = new Map((channels ?? []).map((one) => [one.id, one.name]))
    const labels = new Map((tags ?? []).map((one) => [one.id, one]))
    const sourceName = (id: string | null) => (id === null ? null : (sources.get(id) ?? null))
    const text = (value: string | null) => (value === null || value === '' ? <span className={styles.muted}>—</span> : <span title={value}>{value}</span>)
    const columns: Column<Lead>[] = [
      { key: 'name', title: t('columns.name'), width: 120, grow: 1, required: true, sortable: true, render: (lead) => <><UnreadMark subjectType="lead" subjectId={lead.id} /><span className={styles.name} title={lead.name}>{lead.name}</span></> },
      { key: 'company', title: t('columns.company'), width: 180, grow: 2, render: (lead) => text(lead.company) },
      { key: 'status', title: t('columns.status'), width: 90, render: (lead) => <LeadStatusTag status={lead.status} /> },
      {
        key: 'score', title: t('columns.score'), width: 92, sortable: true,
        render: (lead) => lead.score === null ? <span className={styles.muted}>—</span> : <span className={styles.step}><span className="num">{format.number(lead.score, 0)}</span>{lead.grade && <GradeTag grade={lead.grade} />}</span>,
      },
      { key: 'phone', title: t('columns.phone'), width: 136, render: (lead) => <span className="num">{format.phone(lead.phone)}</span> },
      { key: 'source', title: t('columns.source'), width: 110, render: (lead) => text(sourceName(lead.sourceId)) },
      {
        key: 'owner', title: t('columns.owner'), width: 110,
        render: (lead) => (lead.owner ? <UserAvatar name={lead.owner.name} size={22} label /> : <span className={styles.muted}>{t('unassigned')}</span>),
      },
      {
        key: 'next_step', title: t('columns.next_step'), width: 170, grow: 1, sortable: true,
        render: (lead) =>
          lead.nextStep === null ? (
            <span className={styles.muted}>—</span>
          ) : (
            <span className={styles.step}>
              <span title={lead.nextStep}>{lead.nextStep}</span>
              <DueTag due={lead.nextStepDue} />
            </span>
          ),
      },
      { key: 'deadline', title: t('columns.deadline'), width: 150, render: (lead) => <LeadDeadline lead={lead} /> },
      {
        key: 'activity', title: t('columns.activity'), width: 100, sortable: true,
        render: (lead) => (lead.lastActivityAt ? <span title={format.dateTime(lead.lastActivityAt)}>{format.relative(lead.lastActivityAt)}</span> : <span className={styles.muted}>{t('never')}</span>),
      },
      { key: 'created', title: t('columns.created'), width: 110, sortable: true, render: (lead) => <span className="num" title={format.dateTime(lead.createdAt)}>{format.date(lead.createdAt)}</span> },
      { key: 'title', title: t('columns.title'), width: 110, optional: true, render: (lead) => text(lead.title) },
      { key: 'email', title: t('columns.email'), width: 170, optional: true, render: (lead) => text(lead.email) },
      { key: 'wechat', title: t('columns.wechat'), width: 120, optional: true, render: (lead) => text(lead.wechat) },
      { key: 'pool', title: t('columns.pool'), width: 120, optional: true, render: (lead) => text(lead.pool?.name ?? null) },
      { key: 'number', title: t('columns.number'), width: 90, optional: true, render: (lead) => <span className="num">{`L-${lead.number}`}</span> },
      {
        key: 'tags', title: t('columns.tags'), width: 160, optional: true,
        render: (lead) => (
          <span>
            {lead.tagIds.map((id) => {
              const tag = labels.get(id)
              return tag && <Tag key={id} color={tag.color}>{tag.name}</Tag>
            })}
          </span>
        ),
      },
    ]
    return { columns, sourceName }
  }, [t, format, channels, tags])
}
