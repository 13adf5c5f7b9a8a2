import type { Campaign } from '@sluice/core/campaigns/contract'
import { useTranslation } from 'react-i18next'
import { Tag } from '../../ui/Tag.tsx'
import { RowCard } from '../../ui/table/RowCard.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { statusTones, useCampaignWords } from './use-campaign-words.ts'

/** A campaign on a phone: its name, when, and what it brought. */
export function CampaignCard({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation('campaigns')
  const format = useFormat()
  const words = useCampaignWords()
  const { figures } = campaign
  return (
    <RowCard
      name={campaign.name} aside={<Tag tone={statusTones[campaign.status]} dot>{words.status(campaign.status)}</Tag>}
      lines={[
        [t(`kinds.${campaign.kind}`), words.period(campaign)],
        figures ? [
          `${t('columns.leads')} ${format.count(figures.leads)}`, `${t('columns.won')} ${format.count(figures.won)}`,
          `${t('columns.revenue')} ${format.moneyShort(figures.wonMinor, campaign.currency)}`, `${t('columns.costPerLead')} ${format.moneyShort(figures.costPerLeadMinor, campaign.currency)}`,
        ] : [],
      ]}
    />
  )
}
