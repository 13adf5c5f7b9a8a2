import { flowTrigger } from '@sluice/core/approvals/flow'
import type { FlowTrigger } from '@sluice/core/approvals/flow'
import { guardedFields } from '@sluice/core/approvals/guarded-fields'
import { listPipelines } from '@sluice/core/catalog/contract'
import { InputNumber, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { useContractQuery } from '../../../api/query.ts'
import { useOrg } from '../../../ui/org-context.ts'
import { useCatalogue } from '../../fields/use-catalogue.ts'
import { MoneyInput } from '../../pickers/MoneyInput.tsx'
import { emptyTrigger } from './flow-draft.ts'
import styles from './Flows.module.css'

const kinds = flowTrigger.options.map((option) => option.shape.type.value)

/** What sets a flow off, with what its kind needs. */
export function TriggerFields({ value, onChange, disabled }: { value: FlowTrigger; onChange: (trigger: FlowTrigger) => void; disabled?: boolean }) {
  const { t, i18n } = useTranslation('approvals')
  const lang = i18n.language === 'en' ? 'en' : 'zh'
  const { currency } = useOrg()
  const catalogue = useCatalogue('deal')
  const pipelines = (useContractQuery(listPipelines, {}, { staleTime: 10 * 60_000 }).data?.items ?? []).filter((one) => !one.isArchived)
  const stages = pipelines.map((one) => ({ label: one.name, title: one.name, options: one.stages.map((stage) => ({ value: stage.id, label: stage.name })) }))
  const guarded = [...guardedFields.keys(), ...[...catalogue.fields.keys()].filter((key) => key.startsWith('c_'))]
  return (
    <>
      <label className={styles.field}>
        <span>{t('flows.trigger')}</span>
        <Select<FlowTrigger['type']>
          disabled={disabled}
          aria-label={t('flows.trigger')}
          value={value.type}
          options={kinds.map((kind) => ({ value: kind, label: t(`flows.triggers.${kind}`) }))}
          onChange={(kind) => onChange(emptyTrigger(kind))}
        />
      </label>
      {(value.type === 'stage_entry' || value.type === 'stage_exit') && (
        <label className={styles.field}>
          <span>{t('flows.stage')}</span>
          <Select
            disabled={disabled}
            aria-label={t('flows.stage')}
            placeholder={t('flows.choose')}
            showSearch={{ optionFilterProp: 'label' }}
            value={value.stageId === '' ? undefined : value.stageId}
            options={value.type === 'stage_entry' ? [{ value: 'won', label: t('flows.wonStage') }, ...stages] : stages}
            onChange={(stageId: string) => onChange({ type: value.type, stageId })}
          />
        </label>
      )}
      {value.type === 'amount' && (
        <div className={styles.pair}>
          <label className={styles.field}>
            <span>{t('flows.over')}</span>
            <MoneyInput value={value.over} currency={currency} label={t('flows.over')} onChange={(over) => over !== undefined && onChange({ ...value, over })} />
          </label>
          <label className={styles.field}>
            <span>{t('flows.under')}</span>
            <MoneyInput value={value.under} currency={currency} label={t('flows.under')} onChange={(under) => under !== undefined && onChange({ ...value, under })} />
          </label>
        </div>
      )}
      {value.type === 'discount' && (
        <label className={styles.field}>
          <span>{t('flows.percent')}</span>
          <InputNumber disabled={disabled} min={0} max={100} suffix="%" style={{ width: '100%' }} aria-label={t('flows.percent')} value={value.percent} onChange={(percent) => onChange({ type: 'discount', percent: percent ?? 0 })} />
        </label>
      )}
      {value.type === 'field_change' && (
        <label className={styles.field}>
          <span>{t('flows.field')}</span>
          <Select
            disabled={disabled}
            aria-label={t('flows.field')}
            placeholder={t('flows.choose')}
            showSearch={{ optionFilterProp: 'label' }}
            value={value.field === '' ? undefined : value.field}
            options={guarded.map((key) => ({ value: key, label: catalogue.fields.get(key)?.label[lang] ?? key }))}
            onChange={(field: string) => onChange({ type: 'field_change', field })}
          />
        </label>
      )}
    </>
  )
}
