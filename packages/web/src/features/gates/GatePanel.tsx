import { CheckCircleOutlined, UnlockOutlined } from '@ant-design/icons'
import { getGate } from '@sluice/core/gates/contract'
import type { GatePass, GateReport } from '@sluice/core/gates/contract'
import { getDeal } from '@sluice/core/pipeline/contract'
import type { DealDetail } from '@sluice/core/pipeline/contract'
import { Alert, Button, Input } from 'antd'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useContractQuery } from '../../api/query.ts'
import { BottomSheet } from '../../ui/BottomSheet.tsx'
import { InSlot } from '../../ui/InSlot.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Skeletons } from '../../ui/Skeletons.tsx'
import { useProblemText } from '../../ui/use-problem-text.ts'
import { DueField } from '../activities/DueField.tsx'
import { useTargetName, useStagesById } from '../approvals/use-stage-names.ts'
import { GateChecklist } from './GateChecklist.tsx'
import styles from './GatePanel.module.css'
import { gateState } from './gate-units.ts'
import { GateProgress } from './GateProgress.tsx'

/** What is said along with a move that a gate has opened for. */
export interface GateAnswer extends GatePass {
  reason?: string
  nextStep?: string
  nextStepDue?: string
}

interface PanelProps {
  dealId: string
  dealTitle: string
  /** A stage, or `won`. */
  target: string
  onClose: () => void
  /** Moves the deal; throws what is refused, and the panel stays with all that was typed. */
  onMove: (answer: GateAnswer) => Promise<unknown>
}

/**
 * What a move needs, what there is, and for each missing piece the place to supply it; the move itself when all is there.
 * At the side on a desktop, from below on a phone. Follows the evidence as it arrives.
 */
export function GatePanel(props: PanelProps) {
  const { t } = useTranslation('gates')
  const nameOf = useTargetName()
  const read = useContractQuery(getGate, { params: { id: props.dealId }, query: { to: props.target } }, { refetchOnMount: 'always' })
  const { data: deal } = useContractQuery(getDeal, { params: { id: props.dealId } })
  const [footer, setFooter] = useState<HTMLElement | null>(null)
  const { target, onClose } = props
  // Moved meanwhile, by a grant or a colleague: nothing is asked any more.
  const arrived = deal !== undefined && deal.dormantAt === null && (target === 'won' ? deal.status === 'won' : deal.status === 'open' && deal.stageId === target)
  useEffect(() => {
    if (arrived) onClose()
  }, [arrived, onClose])
  const name = nameOf(props.target, deal?.stageId)
  return (
    <BottomSheet
      open
      width={520}
      title={props.target === 'won' ? t('toWon', { name }) : t('to', { stage: name })}
      onClose={props.onClose}
      footer={<div ref={setFooter} />}
    >
      <p className={styles.deal} title={props.dealTitle}>
        {props.dealTitle}
      </p>
      {read.error && !read.data ? (
        <ErrorState compact error={read.error} onRetry={() => void read.refetch()} />
      ) : !read.data || !deal ? (
        <Skeletons kind="rows" count={4} />
      ) : (
        <Opened report={read.data} deal={deal} name={name} onMove={props.onMove} footer={footer} />
      )}
    </BottomSheet>
  )
}

function Opened({ report, deal, name, onMove, footer }: { report: GateReport; deal: DealDetail; name: string; onMove: PanelProps['onMove']; footer: HTMLElement | null }) {
  const { t } = useTranslation('gates')
  const say = useProblemText()
  const hint = useStagesById().get(report.target)?.stage.nextStepHint
  const state = gateState(report)
  const [reasons, setReasons] = useState<Readonly<Record<string, string>>>({})
  const [back, setBack] = useState('')
  const [step, setStep] = useState('')
  const [due, setDue] = useState<string | null>(null)
  const [overriding, setOverriding] = useState(false)
  const [why, setWhy] = useState('')
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const won = report.target === 'won'

  const said = (!report.asksReason || back.trim() !== '') && (!report.asksNextStep || (step.trim() !== '' && due !== null))
  const explained = state.reasons.every((one) => (reasons[one.criterion.id] ?? '').trim() !== '')
  const open = report.forbidden === null && state.blocking.length === 0
  const ready = open && explained && said
  // One approval is all that is wanting, and nothing has to be said with the move: its grant can move the deal.
  const alone = state.blocking.length === 1 && state.blocking[0]?.items.every((one) => one.criterion.type === 'approval') === true && state.reasons.length === 0 && !report.asksReason && !report.asksNextStep

  const move = async (override: boolean) => {
    setBusy(true)
    setProblem(null)
    const given = Object.entries(reasons).flatMap(([id, text]) => (text.trim() === '' ? [] : [[id, text.trim()] as const]))
    try {
      await onMove({
        ...(report.asksReason ? { reason: back.trim() } : {}),
        ...(report.asksNextStep && due !== null ? { nextStep: step.trim(), nextStepDue: due } : {}),
        ...(given.length > 0 ? { reasons: Object.fromEntries(given) } : {}),
        ...(override ? { override: { reason: why.trim() } } : {}),
      })
    } catch (error) {
      setProblem(say(error))
    } finally {
      setBusy(false)
    }
  }
  const lacking = report.lacking > 0 ? report.lacking : state.blocking.length
  const canOverride = report.mayOverride && report.forbidden === null && !open && deal.canWrite

  return (
    <div className={styles.panel}>
      {report.forbidden !== null && <Alert type="error" showIcon title={say({ code: report.forbidden })} />}
      {!deal.canWrite && <Alert type="info" showIcon title={t('readOnly')} />}
      <GateProgress done={state.done} asked={state.asked} />
      {report.standings.length === 0 ? <p className={styles.quiet}>{t('nothingAsked')}</p> : <GateChecklist guide standings={report.standings} deal={deal} moveTo={alone ? report.target : null} />}

      {deal.canWrite && (state.reasons.length > 0 || report.asksReason || report.asksNextStep) && (
        <div className={styles.said}>
          {state.reasons.map((one) => (
            <label key={one.criterion.id} className={styles.field}>
              <span>{t('reasonFor', { what: one.asks })}</span>
              <Input.TextArea
                autoSize={{ minRows: 1, maxRows: 4 }}
                maxLength={500}
                value={reasons[one.criterion.id] ?? ''}
                onChange={(event) => setReasons((before) => ({ ...before, [one.criterion.id]: event.target.value.replace(/\n/g, ' ') }))}
              />
            </label>
          ))}
          {report.asksReason && (
            <label className={styles.field}>
              <span>{t('backReason')}</span>
              <Input maxLength={500} value={back} onChange={(event) => setBack(event.target.value)} />
            </label>
          )}
          {report.asksNextStep && (
            <div className={styles.field}>
              <label className={styles.field}>
                <span>{t('nextStep')}</span>
                <Input maxLength={300} value={step} onChange={(event) => setStep(event.target.value)} />
              </label>
              {hint && step.trim() === '' && (
                <button type="button" className={styles.hint} onClick={() => setStep(hint)}>
                  {t('hint', { hint })}
                </button>
              )}
              <DueField label={t('nextStepDue')} value={due} onChange={setDue} />
            </div>
          )}
        </div>
      )}

      <InSlot slot={footer}>
        {problem !== null && <Alert type="error" showIcon title={problem} className={styles.problem} />}
        {overriding && canOverride ? (
          <div className={styles.override}>
            <p>{t('override.text', { count: lacking })}</p>
            <Input.TextArea
              autoFocus
              autoSize={{ minRows: 2, maxRows: 5 }}
              maxLength={500}
              value={why}
              placeholder={t('override.reason')}
              aria-label={t('override.reason')}
              onChange={(event) => setWhy(event.target.value.replace(/\n/g, ' '))}
            />
            <div className={styles.actions}>
              <Button onClick={() => setOverriding(false)}>{t('override.cancel')}</Button>
              <Button danger type="primary" loading={busy} disabled={why.trim() === '' || !said} onClick={() => void move(true)}>
                {won ? t('override.submitWin') : t('override.submit', { stage: name })}
              </Button>
            </div>
          </div>
        ) : (
          <div className={styles.actions}>
            {canOverride && (
              <Button icon={<UnlockOutlined />} onClick={() => setOverriding(true)}>
                {t('moveAnyway')}
              </Button>
            )}
            <Button type="primary" className={styles.move} icon={ready ? <CheckCircleOutlined /> : undefined} loading={busy} disabled={!ready || !deal.canWrite} onClick={() => void move(false)}>
              {!open ? t('missing', { count: lacking }) : !ready ? t('fillFirst') : won ? t('win') : t('moveReady', { stage: name })}
            </Button>
          </div>
        )}
      </InSlot>
    </div>
  )
}
