import { AlertOutlined, AuditOutlined, CheckOutlined, CheckSquareOutlined, ClockCircleOutlined, DownOutlined, MessageOutlined, ProjectOutlined, RollbackOutlined, UpOutlined, UserAddOutlined } from '@ant-design/icons'
import type { Notification } from '@sluice/core/notifications/contract'
import { topicOf } from '@sluice/core/notifications/topics'
import type { Topic } from '@sluice/core/notifications/topics'
import { Button, Dropdown } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../ui/use-format.ts'
import type { boxes } from './inbox-url.ts'
import styles from './Inbox.module.css'
import { NoticeWords } from './NoticeWords.tsx'
import { snoozeChoices, snoozeUntil } from './snooze-times.ts'
import type { SnoozeChoice } from './snooze-times.ts'

const icons: Record<Topic, ReactNode> = { lead: <UserAddOutlined />, deal: <ProjectOutlined />, approval: <AuditOutlined />, alarm: <AlertOutlined />, talk: <MessageOutlined />, work: <CheckSquareOutlined /> }

interface GroupProps {
  notices: readonly Notification[]
  box: (typeof boxes)[number]
  isOpen: boolean
  onOpen: (notice: Notification) => void
  onFinish: (notices: readonly Notification[]) => void
  onSnooze: (notices: readonly Notification[], choice: SnoozeChoice) => void
  onFold: () => void
}

/** The notices of one record: the latest, and the others folded up below it. What is done to the folded is done to all. */
export function NoticeGroup({ notices, isOpen, onFold, ...rest }: GroupProps) {
  const { t } = useTranslation('notifications')
  const [first, ...others] = notices
  if (first === undefined) return null
  const more = others.length > 0 && (
    <button type="button" className={styles.fold} aria-expanded={isOpen} onClick={onFold}>
      {isOpen ? <UpOutlined /> : <DownOutlined />} {isOpen ? t('inbox.fold') : t('inbox.others', { count: others.length })}
    </button>
  )
  return (
    <li className={styles.group}>
      <Line notice={first} about={isOpen ? [first] : notices} {...rest} below={more} />
      {isOpen && others.map((notice) => <Line key={notice.id} notice={notice} about={[notice]} {...rest} isInner />)}
    </li>
  )
}

function Line({ notice, about, box, isInner = false, below, onOpen, onFinish, onSnooze }: Omit<GroupProps, 'notices' | 'isOpen' | 'onFold'> & { notice: Notification; about: readonly Notification[]; isInner?: boolean; below?: ReactNode }) {
  const { t } = useTranslation('notifications')
  const format = useFormat()
  const isFresh = about.some((one) => one.readAt === null)
  const finish = box === 'done' ? t('inbox.reopen') : t('inbox.done')
  return (
    <div className={isInner ? `${styles.line} ${styles.inner}` : styles.line}>
      <span className={isFresh ? `${styles.icon} ${styles.fresh}` : styles.icon} aria-hidden>{icons[topicOf(notice.kind)]}</span>
      <div className={styles.main}>
        <button type="button" className={isFresh ? `${styles.open} ${styles.unread}` : styles.open} data-notice={notice.id} onClick={() => onOpen(notice)}>
          {isFresh && <span className={styles.hidden}>{t('inbox.unread')}</span>}
          <NoticeWords notice={notice} />
        </button>
        <div className={styles.foot}>
          <time dateTime={notice.createdAt} title={format.dateTime(notice.createdAt)}>{format.relative(notice.createdAt)}</time>
          {box === 'snoozed' && notice.snoozedUntil !== null && <span>{t('inbox.until', { time: format.dateTime(notice.snoozedUntil) })}</span>}
          {below}
        </div>
      </div>
      <div className={styles.acts}>
        {box !== 'done' && (
          <Dropdown
            trigger={['click']} placement="bottomRight"
            menu={{
              items: snoozeChoices.map((key) => ({ key, label: <span className={styles.choice}>{t(`inbox.snooze.${key}`)}<small className="num">{format.dateTime(snoozeUntil(key, Date.now(), format.timeZone))}</small></span> })),
              onClick: ({ key }) => onSnooze(about, key as SnoozeChoice),
            }}
          >
            <Button type="text" icon={<ClockCircleOutlined />} aria-label={t('inbox.later')} title={t('inbox.later')} />
          </Dropdown>
        )}
        <Button type="text" icon={box === 'done' ? <RollbackOutlined /> : <CheckOutlined />} aria-label={finish} title={finish} onClick={() => onFinish(about)} />
      </div>
    </div>
  )
}
