import type { Campaign } from '@sluice/core/campaigns/contract'
import { useTranslation } from 'react-i18next'
import { Tag } from '../../ui/Tag.tsx'
import { useFormat } from '../../ui/use-format.ts'
import styles from './Campaigns.module.css'
import { statusTones, useCampaignWords } from './use-campaign-words.ts'

/** A campaign on a phone: its name, when, and what it brought. */
export function CampaignCard({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation('campaigns')
  const format = useFormat()
  const words = useCampaignWords()
  const { figures } = campaign
  return (
    <div className={styles.card}>
      <div className={styles.cardHead}>
        <span className={styles.cardName}>{campaign.name}</span>
        <Tag tone={statusTones[campaign.status]} dot>{words.status(campaign.status)}</Tag>
      </div>
      <div className={styles.cardFacts}>
        <span>{t(`kinds.${campaign.kind}`)}</span>
        <span className="num">{words.period(campaign)}</span>
      </div>
      {figures && (
        <div className={`num ${styles.cardFacts}`}>
          <span>{`${t('columns.leads')} ${format.count(figures.leads)}`}</span>
          <span>{`${t('columns.won')} ${format.count(figures.won)}`}</span>
          <span>{`${t('columns.revenue')} ${format.moneyShort(figures.wonMinor, campaign.currency)}`}</span>
          <span>{`${t('columns.costPerLead')} ${format.moneyShort(figures.costPerLeadMinor, campaign.currency)}`}</span>
        </div>
      )}
    </div>
  )
}
