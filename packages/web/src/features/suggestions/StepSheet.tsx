import { changeDeal, getDeal } from '@sluice/core/pipeline/contract'
import { Button, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../../api/client.ts'
import { useContractQuery } from '../../api/query.ts'
import { useRefresh } from '../../api/refresh.ts'
import { BottomSheet } from '../../ui/BottomSheet.tsx'
import { useToast } from '../../ui/use-toast.tsx'
import { DueField } from '../activities/DueField.tsx'
import styles from './Suggestions.module.css'

/** Agrees on the next step of a deal, from wherever its lack is said. */
export function StepSheet({ dealId, onClose }: { dealId: string; onClose: () => void }) {
  const { t } = useTranslation('suggestions')
  const { t: ta } = useTranslation('activities')
  const toast = useToast()
  const refresh = useRefresh()
  const params = { id: dealId }
  const deal = useContractQuery(getDeal, { params }).data
  const [text, setText] = useState('')
  const [due, setDue] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const write = async (version: number, step: { nextStep: string | null; nextStepDue: string | null }) => {
    const changed = await call(changeDeal, { params, body: step, ifMatch: version })
    refresh({ type: 'deal.changed', subjectType: 'deal', subjectId: dealId })
    return changed.version
  }
  const save = async () => {
    if (!deal || text.trim() === '' || due === null || busy) return
    setBusy(true)
    try {
      const version = await write(deal.version, { nextStep: text.trim(), nextStepDue: due })
      toast.undoable(t('step.saved'), async () => void (await write(version, { nextStep: deal.nextStep, nextStepDue: deal.nextStepDue })))
      onClose()
    } catch (error) {
      toast.failed(error)
    } finally {
      setBusy(false)
    }
  }
  return (
    <BottomSheet open title={t('step.title')} onClose={onClose}>
      <div className={styles.step}>
        <Input autoFocus aria-label={ta('log.nextStep')} placeholder={ta('log.nextStepPlaceholder')} maxLength={300} value={text} onChange={(event) => setText(event.target.value)} />
        <DueField label={ta('log.due')} value={due} onChange={setDue} />
        <Button type="primary" block size="large" loading={busy} disabled={text.trim() === '' || due === null || !deal} onClick={() => void save()}>
          {t('step.save')}
        </Button>
      </div>
    </BottomSheet>
  )
}
