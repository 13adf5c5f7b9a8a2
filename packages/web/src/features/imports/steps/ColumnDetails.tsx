import type { ImportReading } from '@sluice/core/imports/contract'
import { amountUnits } from '@sluice/core/imports/columns'
import type { AmountUnit } from '@sluice/core/imports/columns'
import { dateOrders } from '@sluice/core/imports/date-reading'
import { fieldOf } from '@sluice/core/imports/fields'
import type { ColumnSpec } from '@sluice/core/imports/mapping'
import { parseAmount } from '@sluice/core/lib/money'
import { Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { useOrg } from '../../../ui/org-context.ts'
import { useFormat } from '../../../ui/use-format.ts'
import { setColumn } from '../model/mapping-edit.ts'
import { stageNames } from '../model/stage-edit.ts'
import { usePipelines } from '../use-existing.ts'
import type { StepProps } from './step-props.ts'
import { DateOrderChoice } from './DateOrderChoice.tsx'
import styles from './steps.module.css'

interface DetailProps extends StepProps {
  column: ImportReading['columns'][number]
  spec: ColumnSpec
}

/** What must be known to read a column's cells: the order of dates, the unit and the decimal mark of amounts, which stage, under which name. */
export function ColumnDetails(props: DetailProps) {
  const { column, spec, mapping, edit } = props
  const { t } = useTranslation('imports')
  const type = fieldOf(mapping.kind, spec.field)?.type
  const set = (part: Partial<ColumnSpec>) => edit((current) => setColumn(current, column.column, { ...spec, ...part }))
  const stage = spec.field === 'stageEnteredAt' && <StageChoice {...props} set={set} />
  if (type === 'date') {
    return (
      <div className={asksDates(props) ? `${styles.details} ${styles.wide}` : styles.details}>
        {stage}
        <DateDetails {...props} set={set} />
      </div>
    )
  }
  if (type === 'money') {
    return (
      <div className={styles.details}>
        <AmountDetails {...props} set={set} />
      </div>
    )
  }
  if (spec.field === 'custom') {
    return (
      <div className={styles.details}>
        <label className={styles.inline}>
          <span className={styles.note}>{t('columns.as')}</span>
          <Input key={spec.as} maxLength={100} defaultValue={spec.as ?? column.column} onBlur={(event) => set({ as: named(event.target.value, column.column) })} />
        </label>
      </div>
    )
  }
  return null
}

/** A question with both readings takes the whole row. */
const asksDates = ({ column, detail }: DetailProps) =>
  column.dateOrders.length > 1 || detail.questions.some(({ question }) => question.code === 'dates.ambiguous' && question.column === column.column)

const named = (text: string, column: string) => (text.trim() === '' || text.trim() === column ? undefined : text.trim())

function StageChoice({ spec, mapping, set }: DetailProps & { set: (part: Partial<ColumnSpec>) => void }) {
  const { t } = useTranslation('imports')
  const pipelines = usePipelines()
  return (
    <label className={styles.inline}>
      <span className={styles.note}>{t('columns.stage')}</span>
      <Select
        value={spec.stage}
        status={spec.stage === undefined ? 'warning' : undefined}
        placeholder={t('columns.stageWhich')}
        options={stageNames(mapping, pipelines).map((name) => ({ value: name, label: name }))}
        onChange={(stage) => set({ stage })}
      />
    </label>
  )
}

function DateDetails({ column, spec, detail, set }: DetailProps & { set: (part: Partial<ColumnSpec>) => void }) {
  const { t } = useTranslation('imports')
  const asked = detail.questions.find(({ question }) => question.code === 'dates.ambiguous' && question.column === column.column)
  const question = asked?.question.code === 'dates.ambiguous' ? asked.question : null
  // A column that was sent to a date field by hand was not asked about; its cells say whether it must be.
  const candidates = question?.candidates ?? (column.dateOrders.length > 1 ? column.dateOrders : [])
  if (candidates.length > 1) {
    return (
      <DateOrderChoice
        column={column.column}
        cells={column.values.length > 0 ? column.values.map(({ value }) => value) : column.examples}
        candidates={candidates}
        contradictory={question?.contradictory ?? false}
        suggested={question?.suggested ?? null}
        filled={column.filled}
        value={spec.dates ?? null}
        onChange={(dates) => set({ dates })}
      />
    )
  }
  const order = spec.dates ?? column.dateOrders[0]?.order
  return (
    <label className={styles.inline}>
      <span className={styles.note}>{t('columns.dates')}</span>
      <Select
        value={order}
        placeholder={t('columns.datesNone')}
        popupMatchSelectWidth={false}
        options={dateOrders.map((one) => ({ value: one, label: t(`order.${one}`) }))}
        onChange={(dates) => set({ dates })}
      />
    </label>
  )
}

function AmountDetails({ column, spec, detail, mapping, set }: DetailProps & { set: (part: Partial<ColumnSpec>) => void }) {
  const { t } = useTranslation('imports')
  const format = useFormat()
  const org = useOrg()
  const currency = mapping.options.currency ?? org.currency
  const asked = detail.questions.some(({ question }) => question.code === 'amounts.ambiguous' && question.column === column.column)
  const [cell = ''] = column.examples.filter((text) => /[.,]/.test(text))
  const read = (decimal: '.' | ',') => {
    const amount = parseAmount(cell, { currency, decimal })
    return amount.ok ? format.money(Math.round(amount.minor * 10 ** amountUnits[spec.unit ?? 'one']), amount.currency) : t('columns.unreadable')
  }
  return (
    <>
      <label className={styles.inline}>
        <span className={styles.note}>{t('columns.unit')}</span>
        <Select<AmountUnit>
          value={spec.unit ?? 'one'}
          options={(Object.keys(amountUnits) as AmountUnit[]).map((unit) => ({ value: unit, label: t(`unit.${unit}`) }))}
          onChange={(unit) => set({ unit: unit === 'one' ? undefined : unit })}
        />
      </label>
      {(asked || spec.decimal !== undefined || cell !== '') && (
        <label className={styles.inline}>
          <span className={styles.note}>{t('columns.decimal')}</span>
          <Select<'.' | ','>
            value={spec.decimal ?? (asked ? undefined : '.')}
            status={asked && spec.decimal === undefined ? 'warning' : undefined}
            placeholder={t('columns.decimalWhich')}
            popupMatchSelectWidth={false}
            options={(['.', ','] as const).map((mark) => ({ value: mark, label: cell === '' ? mark : t('columns.reads', { mark, cell, amount: read(mark) }) }))}
            onChange={(decimal) => set({ decimal })}
          />
        </label>
      )}
    </>
  )
}
