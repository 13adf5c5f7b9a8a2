import { waiveGateDebt } from '@sluice/core/gates/contract'
import type { GateDebt } from '@sluice/core/gates/contract'
import { useTranslation } from 'react-i18next'
import { call } from '../../api/client.ts'
import { useToast } from '../../ui/use-toast.tsx'
import { CommentSheet } from '../approvals/CommentSheet.tsx'
import { useEvidenceRefresh } from './use-evidence-refresh.ts'

/** Writes a debt off, for a reason. */
export function WaiveDebt({ debt, onClose }: { debt: GateDebt; onClose: () => void }) {
  const { t } = useTranslation('gates')
  const toast = useToast()
  const refresh = useEvidenceRefresh(debt.dealId)
  return (
    <CommentSheet
      required
      title={t('debts.waiveTitle')}
      text={t('debts.waiveText', { what: debt.asks })}
      placeholder={t('debts.waiveReason')}
      submit={t('debts.waive')}
      onClose={onClose}
      onSubmit={async (reason) => {
        try {
          await call(waiveGateDebt, { params: { id: debt.id }, body: { reason: reason.replace(/\s+/g, ' ') } })
          toast.done(t('debts.waived'))
          refresh('gate.debt_settled')
          return true
        } catch (error) {
          toast.failed(error)
          return false
        }
      }}
    />
  )
}
