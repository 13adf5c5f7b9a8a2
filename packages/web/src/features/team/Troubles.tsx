import { dealTroubles, type TeamMember } from '@sluice/core/team/contract'
import { useTranslation } from 'react-i18next'
import { Tag } from '../../ui/Tag.tsx'
import styles from './Team.module.css'

/** How many deals are at risk, and the two troubles that most of them have. */
export function Troubles({ risk }: Pick<TeamMember, 'risk'>) {
  const { t } = useTranslation('team')
  const most = dealTroubles.filter((code) => risk.by[code] > 0).toSorted((a, b) => risk.by[b] - risk.by[a])
  return (
    <span className={styles.troubles} title={most.map((code) => `${t(`trouble.${code}`)} ${risk.by[code]}`).join('、')}>
      {most.slice(0, 1).map((code) => (
        <Tag key={code} tone="warn">
          {t(`trouble.${code}`)} {risk.by[code]}
        </Tag>
      ))}
      <span className="num">{t('deals', { count: risk.deals })}</span>
    </span>
  )
}
