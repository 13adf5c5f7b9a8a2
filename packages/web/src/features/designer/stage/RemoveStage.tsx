import { listDeals } from '@sluice/core/pipeline/contract'
import type { StageDefinition } from '@sluice/core/config/pipeline-definition'
import { Button, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useContractQuery } from '../../../api/query.ts'
import { BottomSheet } from '../../../ui/BottomSheet.tsx'
import styles from '../Designer.module.css'
import { Field } from '../Field.tsx'

/** Asks where the deals of a stage go before it is taken away. A stage that was never live has none. */
export function RemoveStage(props: { pipelineId: string; stage: StageDefinition; others: readonly StageDefinition[]; start: string; isLive: boolean; onRemove: (to: string | null) => void; onClose: () => void }) {
  const { t } = useTranslation('designer')
  const [to, setTo] = useState(props.start)
  const open = useContractQuery(listDeals, { query: { pipeline: props.pipelineId, stage: props.stage.id, status: 'open', limit: 1 } }, { enabled: props.isLive }).data?.total
  return (
    <BottomSheet
      open
      title={t('removeStage.title', { name: props.stage.name })}
      onClose={props.onClose}
      footer={
        <div className={styles.sheetFoot}>
          <Button onClick={props.onClose}>{t('cancel')}</Button>
          <Button danger type="primary" onClick={() => props.onRemove(props.isLive ? to : null)}>
            {t('removeStage.action')}
          </Button>
        </div>
      }
    >
      {props.isLive ? (
        <div className={styles.fields}>
          {open !== undefined && <p>{open > 0 ? t('removeStage.deals', { count: open }) : t('removeStage.noDeals')}</p>}
          <Field label={t('removeStage.to')} help={t('removeStage.help')}>
            {(id) => <Select id={id} value={to} onChange={setTo} options={props.others.map((one) => ({ value: one.id, label: one.name }))} />}
          </Field>
        </div>
      ) : (
        <p>{t('removeStage.fresh')}</p>
      )}
    </BottomSheet>
  )
}
