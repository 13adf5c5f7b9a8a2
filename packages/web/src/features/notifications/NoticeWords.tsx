import type { Notification } from '@sluice/core/notifications/contract'
import { noticeQuote, noticeText } from '@sluice/core/notifications/notice-text'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../ui/use-format.ts'
import { LeadNoticeCard } from '../assignment/LeadNoticeCard.tsx'
import styles from './NotificationBell.module.css'

/** What a notice says, what somebody wrote, and of a new lead what one should know at once. */
export function NoticeWords({ notice }: { notice: Notification }) {
  const { i18n } = useTranslation()
  const format = useFormat()
  const quote = noticeQuote(notice)
  return (
    <>
      <span className={styles.words}>{noticeText(notice, i18n.language === 'en' ? 'en' : 'zh', format.dateTime)}</span>
      {quote !== '' && <span className={styles.quote}>{quote}</span>}
      {notice.kind === 'lead_assigned' && <LeadNoticeCard data={notice.data} />}
    </>
  )
}
