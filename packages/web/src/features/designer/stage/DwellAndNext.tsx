import type { Stage } from '@sluice/core/catalog/contract'
import type { DwellPolicy } from '@sluice/core/config/pipeline-definition'
import { Checkbox, Input, InputNumber, Segmented } from 'antd'
import { useTranslation } from 'react-i18next'
import { Section } from '../../../ui/Page.tsx'
import { usePhone } from '../../../ui/use-media-query.ts'
import styles from '../Designer.module.css'
import { Field, FieldLine } from '../Field.tsx'
import type { StagePartProps } from './stage-part.ts'

type DwellType = DwellPolicy['type'] | 'none'
const starts: Record<DwellPolicy['type'], DwellPolicy> = { days: { type: 'days', days: 14 }, mean: { type: 'mean', factor: 1.5 }, percentile: { type: 'percentile', percentile: 80 } }

/** When a stay is too long, and what should come next. `live`: the stage as it is in force, when it is. */
export function DwellAndNext({ stage, live, change }: StagePartProps & { live: Stage | undefined }) {
  const { t } = useTranslation('designer')
  const phone = usePhone()
  const { dwell } = stage
  const setType = (type: DwellType) => change({ dwell: type === 'none' ? null : starts[type] })
  return (
    <Section title={t('dwell.title')}>
      <div className={styles.fields}>
        <Field label={t('dwell.label')} help={t('dwell.help')}>
          {(id) => (
            <>
              <Segmented<DwellType>
                id={id}
                aria-label={t('dwell.label')}
                vertical={phone}
                block={phone}
                value={dwell?.type ?? 'none'}
                onChange={setType}
                options={(['none', 'days', 'mean', 'percentile'] as const).map((type) => ({ value: type, label: t(`dwell.${type}`) }))}
              />
              {dwell && <DwellValue dwell={dwell} onChange={(next) => change({ dwell: next }, 'dwell')} />}
              {dwell && dwell.type !== 'days' && <FoundDays dwell={dwell} live={live} />}
            </>
          )}
        </Field>
        <Field label={t('dwell.hint')}>
          {(id) => (
            <Input.TextArea id={id} value={stage.nextStepHint} maxLength={500} autoSize={{ minRows: 1, maxRows: 4 }} placeholder={t('dwell.hintPlaceholder')} onChange={(event) => change({ nextStepHint: event.target.value }, 'nextStepHint')} />
          )}
        </Field>
        <Checkbox checked={stage.nextStepRequired} onChange={(event) => change({ nextStepRequired: event.target.checked })}>
          {t('dwell.required')}
        </Checkbox>
      </div>
    </Section>
  )
}

/** What a measured policy comes to. */
function FoundDays({ dwell, live }: { dwell: DwellPolicy; live: Stage | undefined }) {
  const { t } = useTranslation('designer')
  const same = JSON.stringify(live?.dwell) === JSON.stringify(dwell)
  const days = live?.dwellDays ?? null
  return <span className={styles.found}>{!same ? t('dwell.foundLater') : days === null ? t('dwell.foundNone') : t('dwell.found', { count: days })}</span>
}

function DwellValue({ dwell, onChange }: { dwell: DwellPolicy; onChange: (dwell: DwellPolicy) => void }) {
  const { t } = useTranslation('designer')
  const input = (value: number, min: number, max: number, put: (value: number) => DwellPolicy, step = 1) => (
    <InputNumber aria-label={t('dwell.value')} value={value} min={min} max={max} step={step} precision={step < 1 ? 1 : 0} style={{ width: 90 }} onChange={(next) => next !== null && onChange(put(next))} />
  )
  return (
    <FieldLine>
      {t(`dwell.${dwell.type}Before`)}
      {dwell.type === 'days' && input(dwell.days, 1, 3660, (days) => ({ type: 'days', days }))}
      {dwell.type === 'mean' && input(dwell.factor, 0.1, 20, (factor) => ({ type: 'mean', factor }), 0.1)}
      {dwell.type === 'percentile' && input(dwell.percentile, 50, 99, (percentile) => ({ type: 'percentile', percentile }))}
      {t(`dwell.${dwell.type}After`)}
    </FieldLine>
  )
}
