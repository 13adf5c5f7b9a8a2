import { milestones } from '@sluice/core/config/milestones'
import type { MilestoneKind } from '@sluice/core/config/milestones'
import { recordMilestone } from '@sluice/core/gates/contract'
import type { DealDetail } from '@sluice/core/pipeline/contract'
import { Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../../../api/client.ts'
import { useOrg } from '../../../ui/org-context.ts'
import { wallInstant, wallTime } from '../../../ui/wall-time.ts'
import { Chips } from '../../activities/Chips.tsx'
import { MoneyInput } from '../../pickers/MoneyInput.tsx'
import { useSession } from '../../session/session.ts'
import styles from './Supply.module.css'
import { SupplyFrame } from './SupplyFrame.tsx'
import { useSupply } from './use-supply.ts'

/** A dated fact of the sale: when, how much if it is about money, and a note. Payments are confirmed by finance. */
export function SupplyMilestone({ deal, kinds: wanted, onDone }: { deal: DealDetail; kinds: readonly MilestoneKind[]; onDone?: () => void }) {
  const { t, i18n } = useTranslation('gates')
  const lang = i18n.language === 'en' ? 'en' : 'zh'
  const { timeZone } = useOrg()
  const { user } = useSession()
  const { busy, problem, send } = useSupply(deal.id)
  const offered = milestones.filter((one) => wanted.includes(one.key))
  const mayFinance = user.role === 'finance' || user.role === 'admin'
  const [kind, setKind] = useState(offered.find((one) => one.by === 'anyone' || mayFinance)?.key ?? offered[0]?.key ?? null)
  const [at, setAt] = useState<string | null>(null)
  const [amount, setAmount] = useState<number | null | undefined>(deal.amountMinor)
  const [note, setNote] = useState('')
  const chosen = offered.find((one) => one.key === kind)
  if (!chosen) return null
  const barred = chosen.by === 'finance' && !mayFinance

  const save = async () => {
    const body = { kind: chosen.key, at: at ?? undefined, note, amountMinor: chosen.asksAmount ? amount : undefined }
    if (await send('milestone.recorded', () => call(recordMilestone, { params: { id: deal.id }, body }))) {
      setNote('')
      onDone?.()
    }
  }
  const kinds = offered.length > 1 && (
    <Chips label={t('supply.milestoneKind')} options={offered.map((one) => ({ key: one.key, label: one.name[lang] }))} value={chosen.key} onChange={setKind} />
  )
  if (barred)
    return (
      <div className={styles.stack}>
        {kinds}
        <p className={styles.quiet}>{t('supply.financeOnly')}</p>
      </div>
    )
  return (
    <SupplyFrame busy={busy} problem={problem} save={t('supply.record', { what: chosen.name[lang] })} canSave={!chosen.asksAmount || amount !== undefined} onSave={() => void save()}>
      {kinds}
      <div className={styles.row}>
        <label className={`${styles.label} ${styles.grow}`}>
          <span>{t('supply.at')}</span>
          <Input type="datetime-local" max={wallTime(Date.now(), timeZone)} value={wallTime(at ?? Date.now(), timeZone)} onChange={(event) => setAt(wallInstant(event.target.value, timeZone))} />
        </label>
        {chosen.asksAmount && (
          <label className={`${styles.label} ${styles.grow}`}>
            <span>{t('supply.amount')}</span>
            <MoneyInput value={deal.amountMinor} currency={deal.currency} label={t('supply.amount')} onChange={setAmount} />
          </label>
        )}
      </div>
      <Input maxLength={1000} value={note} placeholder={t('supply.note')} aria-label={t('supply.note')} onChange={(event) => setNote(event.target.value)} />
    </SupplyFrame>
  )
}
