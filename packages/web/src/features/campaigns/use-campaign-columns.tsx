import type { Campaign } from '@sluice/core/campaigns/contract'
import type { MetricKey } from '@sluice/core/metrics/registry'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Column } from '../../ui/table/columns.ts'
import { Tag } from '../../ui/Tag.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { UserAvatar } from '../../ui/UserAvatar.tsx'
import { AboutMetric } from '../metrics/AboutMetric.tsx'
import styles from './Campaigns.module.css'
import { statusTones, useCampaignWords } from './use-campaign-words.ts'

/** The columns of the list of campaigns; figures only for those who may see them. */
export function useCampaignColumns(withFigures: boolean): Column<Campaign>[] {
  const { t } = useTranslation('campaigns')
  const format = useFormat()
  const words = useCampaignWords()
  return useMemo(() => {
    type Figures = NonNullable<Campaign['figures']>
    const figure = (key: keyof typeof widths, metric: MetricKey | null, show: (figures: Figures, currency: string) => string): Column<Campaign> => ({
      key, width: widths[key], align: 'right', title: metric === null ? t(`columns.${key}`) : <AboutMetric metric={metric}>{t(`columns.${key}`)}</AboutMetric>,
      render: (row) => (row.figures === null ? '—' : show(row.figures, row.currency)),
    })
    return [
      { key: 'name', title: t('columns.name'), width: 150, grow: 2, required: true, render: (row) => <span className={styles.name} title={row.name}>{row.name}</span> },
      { key: 'status', title: t('statusLabel'), width: 84, render: (row) => <Tag tone={statusTones[row.status]} dot>{words.status(row.status)}</Tag> },
      { key: 'kind', title: t('columns.kind'), width: 92, render: (row) => t(`kinds.${row.kind}`) },
      { key: 'period', title: t('columns.period'), width: 156, render: (row) => <span className="num" title={words.period(row)}>{words.period(row)}</span> },
      { key: 'owner', title: t('columns.owner'), width: 104, render: (row) => <UserAvatar name={row.owner.name} size={22} label /> },
      ...(withFigures
        ? [
            figure('visits', 'campaign.visits', (f) => format.count(f.visits)),
            figure('leads', 'campaign.leads', (f) => format.count(f.leads)),
            figure('qualified', 'campaign.qualified', (f) => format.count(f.qualified)),
            figure('won', 'campaign.won', (f) => format.count(f.won)),
            figure('revenue', 'campaign.revenue', (f, currency) => format.moneyShort(f.wonMinor, currency)),
            figure('cost', null, (f, currency) => format.moneyShort(f.costMinor, currency)),
            figure('costPerLead', 'campaign.cost_per_lead', (f, currency) => format.moneyShort(f.costPerLeadMinor, currency)),
            figure('roi', 'campaign.roi', (f) => words.roi(f.roi)),
          ]
        : []),
    ]
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- the words follow t and format
  }, [t, format, withFigures])
}

const widths = { visits: 60, leads: 60, qualified: 60, won: 56, revenue: 88, cost: 84, costPerLead: 88, roi: 72 }
