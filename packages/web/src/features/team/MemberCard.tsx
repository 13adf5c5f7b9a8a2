import type { TeamMember } from '@sluice/core/team/contract'
import { useTranslation } from 'react-i18next'
import { Tag } from '../../ui/Tag.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { UserAvatar } from '../../ui/UserAvatar.tsx'
import styles from './Team.module.css'
import { Troubles } from './Troubles.tsx'

/** A person of the team on a phone: what is at risk first, the rest in one line. */
export function MemberCard({ member, onOpen }: { member: TeamMember; onOpen: () => void }) {
  const { t } = useTranslation('team')
  const format = useFormat()
  const { open, risk, quota, response, contact } = member
  return (
    <button type="button" className={styles.card} onClick={onOpen}>
      <div className={styles.cardHead}>
        <UserAvatar name={member.user.name} size={24} label />
        <span className={styles.muted}>{member.team.name}</span>
        {member.takenOver > 0 && <Tag tone="warn">{t('taken', { count: member.takenOver })}</Tag>}
        <span className={styles.cardRisk}>
          <span className={styles.muted}>{t('columns.risk')}</span> <strong className="num">{format.moneyShort(risk.amountMinor)}</strong>
        </span>
      </div>
      <div className={styles.cardRow}>
        <span className={styles.muted}>
          {t('columns.open')} <span className="num">{format.moneyShort(open.amountMinor)}</span>
        </span>
        <Troubles risk={risk} />
      </div>
      <div className={`${styles.cardRow} ${styles.muted}`}>
        <span>{t('columns.quota')} {quota === null ? t('noQuota') : t('quota', quota)}</span>
        <span>{t('columns.response')} {response.share === null ? '—' : format.percent(response.share, 0)}</span>
        <span>{t('columns.contact')} {contact.silent} / {contact.tooMuch}</span>
      </div>
    </button>
  )
}
