import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { FieldInput } from '../../fields/FieldInput.tsx'
import { useFields } from '../../fields/use-fields.ts'
import styles from './Supply.module.css'
import { SupplyFrame } from './SupplyFrame.tsx'
import type { SupplyProps } from './supply-props.ts'
import { useSaveDeal } from './use-save-deal.ts'
import { useSupply } from './use-supply.ts'

/** A field of the organisation's own, entered as everywhere else. One that the viewer may not see cannot be filled in by them. */
export function SupplyCustomField({ deal, fieldKey }: Pick<SupplyProps, 'deal'> & { fieldKey: string }) {
  const { t } = useTranslation('gates')
  const { busy, problem, send } = useSupply(deal.id)
  const saveDeal = useSaveDeal(deal)
  const field = useFields('deal').fields.find((one) => one.key === fieldKey)
  const held: unknown = deal.custom[fieldKey] ?? null
  const [value, setValue] = useState<unknown>(held)
  if (!field) return <p className={styles.quiet}>{t('supply.elsewhere')}</p>
  const save = () => void send('deal.changed', () => saveDeal({ custom: { [fieldKey]: value } }))
  return (
    <SupplyFrame busy={busy} problem={problem} save={t('supply.save')} canSave={value !== undefined && value !== null} onSave={save}>
      <FieldInput
        field={field}
        value={value}
        custom={deal.custom}
        names={deal.customNames}
        currency={deal.currency}
        subject={{ subjectType: 'deal', subjectId: deal.id }}
        label={field.label}
        onChange={setValue}
        onEnter={() => value !== undefined && value !== null && save()}
      />
    </SupplyFrame>
  )
}
