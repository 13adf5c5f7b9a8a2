import { EllipsisOutlined, UserOutlined } from '@ant-design/icons'
import type { AlarmRecord } from '@sluice/core/alarms/contract'
import { Button, Dropdown } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate } from 'react-router'
import { paths } from '../../paths.ts'
import { Tag } from '../../ui/Tag.tsx'
import { useFormat } from '../../ui/use-format.ts'
import styles from './Alarms.module.css'
import { daysBetween } from './days-between.ts'
import { SeverityMark } from './SeverityMark.tsx'
import type { AlarmMoves } from './use-alarm-moves.ts'
import type { Places } from './use-places.ts'
import { useSpoken } from './use-spoken.ts'
import { UsefulVote } from './UsefulVote.tsx'

const edges = { info: styles.edgeInfo, warn: styles.edgeWarn, critical: styles.edgeCritical }

/** One alarm of the list: what is wrong in a sentence, where, since when, whose, and what can be done about it at once. */
export function AlarmCard(props: { alarm: AlarmRecord; places: Places; moves: AlarmMoves; today: string; onAssign: () => void; onResolve: () => void }) {
  const { alarm, places, moves } = props
  const { t } = useTranslation('alarms')
  const format = useFormat()
  const spoken = useSpoken()
  const navigate = useNavigate()
  const busy = moves.busy === alarm.id
  const resolved = alarm.status === 'resolved'
  const sentence = spoken(alarm.verdict.text)
  const more = resolved
    ? [{ key: 'reopen', label: t('reopen'), onClick: () => void moves.reopen(alarm) }]
    : [
        { key: 'assign', label: t('assign'), onClick: props.onAssign },
        { key: 'resolve', label: t('resolve'), onClick: props.onResolve },
      ]
  return (
    <li className={resolved ? `${styles.card} ${styles.ended}` : `${styles.card} ${edges[alarm.severity]}`}>
      <div className={styles.about}>
        <span className={styles.tags}>
          <SeverityMark severity={alarm.severity} small />
          {alarm.status !== 'open' && <Tag tone={resolved ? 'good' : 'brand'}>{t(`status.${alarm.status}`)}</Tag>}
          <span className={styles.place}>
            {places.pipelineName(alarm.pipelineId)} · {alarm.stageId === null ? t('wholePipeline') : places.stageName(alarm.stageId)}
          </span>
        </span>
        <Link to={paths.alarm(alarm.id)} className={styles.sentence} data-alarm={alarm.id}>
          {sentence}
        </Link>
        <span className={`num ${styles.facts}`}>
          <span>
            {resolved
              ? t('sinceResolved', { from: format.day(alarm.firstDay), to: format.day(alarm.lastDay) })
              : t('since', { day: format.day(alarm.firstDay), count: daysBetween(alarm.firstDay, props.today) })}
          </span>
          {!resolved && alarm.quietSince !== null && <span className={styles.good}>{t('quiet', { day: format.day(alarm.quietSince) })}</span>}
          {alarm.attached.length > 0 && <span>{t('attached', { count: alarm.attached.length })}</span>}
          {alarm.reopened > 0 && <span>{t('reopened', { count: alarm.reopened })}</span>}
          {alarm.openActions > 0 && <span>{t('openActions', { count: alarm.openActions })}</span>}
          <span title={t('rule')}>{alarm.rule.name}</span>
        </span>
      </div>
      <div className={styles.side}>
        <span className={alarm.assignee ? styles.assignee : `${styles.assignee} ${styles.quiet}`} title={t('assignee')}>
          <UserOutlined aria-hidden /> {alarm.assignee?.name ?? t('nobody')}
        </span>
        <UsefulVote alarm={alarm} busy={busy} onVote={(isUseful) => void moves.judge(alarm, isUseful)} />
      </div>
      <div className={styles.actions}>
        {alarm.canHandle && alarm.status === 'open' && (
          <Button loading={busy} title={t('acknowledgeHelp')} aria-label={`${t('acknowledge')} ${sentence}`} onClick={() => void moves.acknowledge(alarm)}>
            {t('acknowledge')}
          </Button>
        )}
        <Button type="primary" aria-label={`${t('open')} ${sentence}`} onClick={() => void navigate(paths.alarm(alarm.id))}>
          {t('open')}
        </Button>
        {alarm.canHandle && (
          <Dropdown trigger={['click']} placement="bottomRight" menu={{ items: more }}>
            <Button type="text" icon={<EllipsisOutlined />} aria-label={`${t('more')} ${sentence}`} />
          </Dropdown>
        )}
      </div>
    </li>
  )
}
