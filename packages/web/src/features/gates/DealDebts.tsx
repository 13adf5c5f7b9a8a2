import { WarningOutlined } from '@ant-design/icons'
import type { GateDebt } from '@sluice/core/gates/contract'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../ui/use-format.ts'
import styles from './StageProgress.module.css'
import { WaiveDebt } from './WaiveDebt.tsx'

/** What a deal was let through without, since when, by whom and why. */
export function DealDebts({ debts, mayWaive }: { debts: readonly GateDebt[]; mayWaive: boolean }) {
  const { t } = useTranslation('gates')
  const format = useFormat()
  const [waiving, setWaiving] = useState<GateDebt | null>(null)
  return (
    <section className={styles.part}>
      <div className={styles.partHead}>
        <h3>{t('section.debts')}</h3>
      </div>
      <ul className={styles.list} aria-label={t('section.debts')}>
        {debts.map((debt) => (
          <li key={debt.id} className={styles.debt}>
            <WarningOutlined aria-hidden />
            <div className={styles.words}>
              <span>{debt.asks}</span>
              <span className={`num ${styles.facts}`}>
                <span>{t(`debts.kind.${debt.kind}`)}</span>
                {debt.incurredBy && <span>{debt.incurredBy.name}</span>}
                <span title={format.dateTime(debt.incurredAt)}>{format.relative(debt.incurredAt)}</span>
                {debt.reason !== '' && <span>{t('section.debtReason', { reason: debt.reason })}</span>}
              </span>
            </div>
            {mayWaive && (
              <Button size="small" type="text" aria-label={`${t('section.waive')} ${debt.asks}`} onClick={() => setWaiving(debt)}>
                {t('section.waive')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {waiving && <WaiveDebt debt={waiving} onClose={() => setWaiving(null)} />}
    </section>
  )
}
