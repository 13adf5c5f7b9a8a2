import type { Campaign } from '@sluice/core/campaigns/contract'
import { ratio } from '@sluice/core/lib/ratio'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { paths } from '../../paths.ts'
import { StatRow, StatTile } from '../../ui/StatTile.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { useMetricWords } from '../metrics/use-metric-words.ts'
import styles from './Campaigns.module.css'
import { useCampaignWords } from './use-campaign-words.ts'

/** From visit to money, in tiles; the leads open. */
export function CampaignFigures({ campaign, figures, model }: { campaign: Campaign; figures: NonNullable<Campaign['figures']>; model: 'first' | 'last' }) {
  const { t } = useTranslation('campaigns')
  const format = useFormat()
  const words = useCampaignWords()
  const about = useMetricWords()
  const navigate = useNavigate()
  const { currency } = campaign
  const target = (value: string | null) => (value === null ? undefined : t('figures.ofTarget', { value }))
  const share = (value: number | null) => (value === null ? undefined : t('figures.share', { share: format.percent(value, 0) }))
  return (
    <section className={styles.figures} aria-label={t('figures.label')}>
      <StatRow>
        <StatTile label={t('columns.visits')} value={format.count(figures.visits)} explanation={about('campaign.visits')} />
        <StatTile
          label={t('columns.leads')}
          value={format.count(figures.leads)}
          explanation={about('campaign.leads')}
          note={target(campaign.targetLeads === null ? null : format.count(campaign.targetLeads))}
          // The list filters by the last touch; by the first there is none to open.
          onOpen={model === 'last' ? () => void navigate(`${paths.leads}?campaign=${campaign.id}`) : undefined}
        />
        <StatTile label={t('columns.qualified')} value={format.count(figures.qualified)} explanation={about('campaign.qualified', { n: figures.leads })} note={share(figures.qualifiedShare)} />
        <StatTile label={t('columns.won')} value={format.count(figures.won)} explanation={about('campaign.won', { n: figures.deals })} note={share(figures.wonShare)} />
      </StatRow>
      <StatRow>
        <StatTile
          label={t('columns.revenue')}
          value={format.moneyShort(figures.wonMinor, currency)}
          explanation={about('campaign.revenue', { n: figures.won })}
          note={figures.wonWithoutMoney > 0 ? t('figures.withoutMoney', { count: figures.wonWithoutMoney }) : target(campaign.targetWonMinor === null ? null : format.moneyShort(campaign.targetWonMinor, currency))}
        />
        <StatTile
          label={t('columns.cost')}
          value={format.moneyShort(figures.costMinor, currency)}
          note={campaign.budgetMinor === null ? t('figures.noBudget') : t('figures.ofBudget', { budget: format.moneyShort(campaign.budgetMinor, currency), share: format.percent(ratio(figures.costMinor, campaign.budgetMinor), 0) })}
        />
        <StatTile label={t('columns.costPerLead')} value={format.money(figures.costPerLeadMinor, currency)} explanation={about('campaign.cost_per_lead', { n: figures.leads })} note={figures.costMinor === 0 ? t('figures.noCost') : figures.leads === 0 ? t('figures.noLeads') : undefined} />
        <StatTile label={t('columns.roi')} value={words.roi(figures.roi)} explanation={about('campaign.roi')} note={figures.costMinor === 0 ? t('figures.noCost') : undefined} />
      </StatRow>
    </section>
  )
}
