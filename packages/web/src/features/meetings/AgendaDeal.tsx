import type { FigureDeal } from '@sluice/core/funnel/contract'
import type { MeetingSection } from '@sluice/core/meetings/agenda'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { paths } from '../../paths.ts'
import { Tag } from '../../ui/Tag.tsx'
import { ActionSheet } from '../actions/ActionSheet.tsx'
import { useStages } from '../deals/lookups.ts'
import { PointTalk } from '../talk/MeetingTalk.tsx'
import styles from './Agenda.module.css'
import { DecideDeal } from './DecideDeal.tsx'
import { useTaskStart } from './use-task-start.ts'

/** A deal of the agenda with what was true when it was made, and as it stands now; while the meeting runs, what follows from it. */
export function AgendaDeal(props: { section: MeetingSection; deal: FigureDeal; meetingId: string | null; facts: readonly string[]; value?: string; quote?: string }) {
  const { t } = useTranslation('meetings')
  const { deal, meetingId } = props
  const stages = useStages()
  const [sheet, setSheet] = useState<'task' | 'deal' | null>(null)
  const start = useTaskStart(meetingId)
  const close = () => setSheet(null)
  const now = deal.status === 'open' ? (stages.get(deal.stageId)?.stage.name ?? '…') : t(`dealStatus.${deal.status}`)
  return (
    <li className={styles.item}>
      <div className={styles.words}>
        <Link className={styles.name} to={paths.deal(deal.id)} target="_blank">
          {deal.title}
        </Link>
        <span className={`num ${styles.facts}`}>
          {deal.account !== null && <span>{deal.account.name}</span>}
          <span>{deal.owner?.name ?? t('commitments.nobody')}</span>
          {props.facts.map((fact) => (
            <span key={fact}>{fact}</span>
          ))}
        </span>
        {(props.quote ?? '') !== '' && <p className={styles.quote}>{props.quote}</p>}
      </div>
      <div className={styles.side}>
        {props.value !== undefined && <strong className="num">{props.value}</strong>}
        <span className={styles.buttons}>
          <PointTalk section={props.section} itemId={deal.id} name={deal.title} />
          <Tag tone={deal.status === 'won' ? 'good' : deal.status === 'lost' ? 'bad' : 'neutral'}>{t('stuck.now', { what: now })}</Tag>
          {meetingId !== null && (
            <Button size="small" onClick={() => setSheet('task')} aria-label={`${t('task')} ${deal.title}`}>
              {t('task')}
            </Button>
          )}
          {meetingId !== null && deal.status === 'open' && (
            <Button size="small" onClick={() => setSheet('deal')} aria-label={`${t('adjust')} ${deal.title}`}>
              {t('adjust')}
            </Button>
          )}
        </span>
      </div>
      {sheet === 'task' && <ActionSheet start={{ ...start, title: t('taskFor', { title: deal.title }).slice(0, 200), ...(deal.owner !== null && { assigneeId: deal.owner.id }) }} onClose={close} />}
      {sheet === 'deal' && <DecideDeal id={deal.id} onClose={close} />}
    </li>
  )
}
