import { tickItem } from '@sluice/core/gates/contract'
import { Checkbox } from 'antd'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../../../api/client.ts'
import styles from './Supply.module.css'
import type { SupplyProps } from './supply-props.ts'
import { useSupply } from './use-supply.ts'

/** An item of a checklist: ticked where it stands, and taken back there. */
export function SupplyTick({ deal, criterion, isTicked }: SupplyProps<'checklist'> & { isTicked: boolean }) {
  const { t } = useTranslation('gates')
  const { busy, problem, send } = useSupply(deal.id)
  // Shown at once; the report says it a moment later.
  const [asked, setAsked] = useState<boolean | null>(null)
  useEffect(() => setAsked(null), [isTicked])
  const tick = async (on: boolean) => {
    setAsked(on)
    if (!(await send('checklist.ticked', () => call(tickItem, { params: { id: deal.id, criterionId: criterion.id }, body: { isTicked: on } })))) setAsked(null)
  }
  return (
    <div className={styles.stack}>
      <Checkbox checked={asked ?? isTicked} aria-busy={busy} onChange={(event) => void tick(event.target.checked)}>
        {t('supply.tick')}
      </Checkbox>
      {problem !== null && (
        <p role="alert" className={styles.problem}>
          {problem}
        </p>
      )}
    </div>
  )
}
