import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { listCampaignCosts, removeCampaignCost } from '@sluice/core/campaigns/contract'
import type { Campaign, CampaignCost } from '@sluice/core/campaigns/contract'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useContractMutation, useContractPages } from '../../api/query.ts'
import { useRefresh } from '../../api/refresh.ts'
import { ConfirmButton } from '../../ui/ConfirmButton.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Section } from '../../ui/Page.tsx'
import { Paged } from '../../ui/Paged.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { useToast } from '../../ui/use-toast.tsx'
import styles from './Campaigns.module.css'
import { CostSheet } from './CostSheet.tsx'

/** What a campaign cost, bill by bill. */
export function CostsOf({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation('campaigns')
  const format = useFormat()
  const toast = useToast()
  const refresh = useRefresh()
  const [adding, setAdding] = useState(false)
  const read = useContractPages(listCampaignCosts, { params: { id: campaign.id }, query: { limit: 20 } })
  const changed = () => refresh({ type: 'campaign.changed', subjectType: 'campaign', subjectId: campaign.id })
  const remove = useContractMutation(removeCampaignCost, { onError: toast.failed, onSuccess: () => (changed(), toast.done(t('costs.removed'))) })
  const facts = (cost: CampaignCost) => [cost.channel?.name, `${t('columns.by')} ${cost.by.name}`].filter(Boolean)
  return (
    <Section
      title={t('costs.title')}
      note={t('costs.note')}
      flush
      actions={
        campaign.canWrite && (
          <Button icon={<PlusOutlined />} onClick={() => setAdding(true)}>
            {t('costs.add')}
          </Button>
        )
      }
    >
      <Paged read={read} empty={<EmptyState compact title={t('costs.none')} />}>
        <ul className={styles.rows} aria-label={t('costs.title')}>
          {read.rows.map((cost) => (
            <li key={cost.id} className={styles.row}>
              <div className={styles.rowMain}>
                <div className={styles.rowTitle}>
                  <span className="num">{format.day(cost.onDay)}</span>
                  {cost.note !== '' && <span>{cost.note}</span>}
                </div>
                <div className={styles.rowFacts}>{facts(cost).map((fact) => <span key={fact}>{fact}</span>)}</div>
              </div>
              <span className={`num ${styles.rowAmount}`}>{format.money(cost.amountMinor, campaign.currency)}</span>
              {campaign.canWrite && (
                <ConfirmButton type="text" icon={<DeleteOutlined />} aria-label={`${t('costs.remove')} ${format.day(cost.onDay)} ${cost.note}`} question={t('costs.removeQuestion')} onConfirm={() => remove.mutateAsync({ params: { id: cost.id } }).catch(() => undefined)} />
              )}
            </li>
          ))}
        </ul>
      </Paged>
      {adding && <CostSheet campaign={campaign} onClose={() => setAdding(false)} onDone={changed} />}
    </Section>
  )
}
