import { listPipelines } from '@sluice/core/catalog/contract'
import { Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { useContractQuery } from '../../../api/query.ts'
import { seldom } from '../../pickers/seldom.ts'
import styles from './RequiredFromStages.module.css'

/** From which stage on a deal must hold the field, pipeline by pipeline. The value is one stage id a pipeline. */
export function RequiredFromStages(props: { id?: string; value?: readonly string[]; onChange?: (ids: string[]) => void }) {
  const { t } = useTranslation('fields')
  const { data } = useContractQuery(listPipelines, {}, seldom)
  const chosen = props.value ?? []
  const pipelines = (data?.items ?? []).filter((one) => !one.isArchived)
  return (
    <div id={props.id} className={styles.pipelines} role="group" aria-label={t('sheet.fromStages')}>
      {pipelines.map((pipeline) => {
        const ids = pipeline.stages.map((stage) => stage.id)
        return (
          <label key={pipeline.id} className={styles.pipeline}>
            <span title={pipeline.name}>{pipeline.name}</span>
            <Select<string>
              allowClear
              aria-label={pipeline.name}
              value={ids.find((id) => chosen.includes(id))}
              placeholder={t('sheet.notFromStage')}
              options={pipeline.stages.map((stage) => ({ value: stage.id, label: stage.name }))}
              onChange={(next) => props.onChange?.([...chosen.filter((id) => !ids.includes(id)), ...(next ? [next] : [])])}
            />
          </label>
        )
      })}
    </div>
  )
}
