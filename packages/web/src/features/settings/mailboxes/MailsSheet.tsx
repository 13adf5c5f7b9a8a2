import { listMailboxMails, mailCodes } from '@sluice/core/mailbox/contract'
import type { Mailbox, MailCode, MailVerdict } from '@sluice/core/mailbox/contract'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useContractQuery } from '../../../api/query.ts'
import { paths } from '../../../paths.ts'
import { BottomSheet } from '../../../ui/BottomSheet.tsx'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { ErrorState } from '../../../ui/ErrorState.tsx'
import { Skeletons } from '../../../ui/Skeletons.tsx'
import { Tag } from '../../../ui/Tag.tsx'
import { useFormat } from '../../../ui/use-format.ts'
import { useProblemText } from '../../../ui/use-problem-text.ts'
import styles from './Mailboxes.module.css'

const tones: Record<MailVerdict, 'good' | 'bad' | 'warn' | 'neutral'> = { lead: 'good', activity: 'good', answer: 'good', bounce: 'warn', ignored: 'neutral', refused: 'bad' }
const isOwnCode = (code: string): code is MailCode => mailCodes.some((one) => one === code)

/** The last mails of a mailbox: who wrote what, what it became, and why not. */
export function MailsSheet({ mailbox, onClose }: { mailbox: Mailbox; onClose: () => void }) {
  const { t } = useTranslation('mailboxes')
  const format = useFormat()
  const say = useProblemText()
  const read = useContractQuery(listMailboxMails, { params: { id: mailbox.id } }, { staleTime: 0, refetchInterval: 10_000 })
  return (
    <BottomSheet open width={560} title={`${t('log')} · ${mailbox.name}`} onClose={onClose}>
      {read.isPending ? (
        <Skeletons kind="rows" count={6} />
      ) : read.error ? (
        <ErrorState error={read.error} onRetry={() => void read.refetch()} />
      ) : read.data.items.length === 0 ? (
        <EmptyState title={t('noMails')} text={t('noMailsText')} />
      ) : (
        <ul className={styles.log}>
          {read.data.items.map((one) => (
            <li key={one.id}>
              <span className={styles.subject}>{one.subject ?? t('noSubject')}</span>
              <span className={styles.line}>
                <Tag tone={tones[one.verdict]}>{t(`verdicts.${one.verdict}`)}</Tag>
                {one.code !== null && <span>{isOwnCode(one.code) ? t(`codes.${one.code}`) : say({ code: one.code })}</span>}
                {one.sender !== null && <span>{one.sender}</span>}
                <span className="num">{format.dateTime(one.at)}</span>
                {one.leadId !== null && <Link to={paths.lead(one.leadId)}>{t('lead')}</Link>}
              </span>
            </li>
          ))}
        </ul>
      )}
    </BottomSheet>
  )
}
