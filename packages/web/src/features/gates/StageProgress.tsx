import { ReadOutlined } from '@ant-design/icons'
import type { Pipeline } from '@sluice/core/catalog/contract'
import { getEvidence } from '@sluice/core/gates/contract'
import type { DealDetail } from '@sluice/core/pipeline/contract'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useContractQuery } from '../../api/query.ts'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Section } from '../../ui/Page.tsx'
import { Skeletons } from '../../ui/Skeletons.tsx'
import { DealApprovals } from '../approvals/DealApprovals.tsx'
import { RequestApproval } from '../approvals/RequestApproval.tsx'
import { DealDebts } from './DealDebts.tsx'
import { DormantNotice } from './DormantNotice.tsx'
import { GateChecklist } from './GateChecklist.tsx'
import { gateState } from './gate-units.ts'
import { GateProgress } from './GateProgress.tsx'
import { Milestones } from './Milestones.tsx'
import { StageGuide } from './StageGuide.tsx'
import styles from './StageProgress.module.css'

/** 「阶段推进」 on the page of a deal: the way out of its stage as a checklist, what it owes, what waits, the dated facts of the sale. */
export function StageProgress(props: {
  deal: DealDetail
  pipeline: Pipeline
  /** Moves right away. */
  onMove: (target: string) => void
  /** Opens the panel: something is asked. */
  onOpenGate: (target: string) => void
}) {
  const { t } = useTranslation('gates')
  const { t: ta } = useTranslation('approvals')
  const { t: tg } = useTranslation('guide')
  const { deal, pipeline } = props
  const { data, error, refetch } = useContractQuery(getEvidence, { params: { id: deal.id } })
  const [all, setAll] = useState(false)
  const [guide, setGuide] = useState(false)
  const [asking, setAsking] = useState(false)
  const next = data?.next ?? null
  const state = next && gateState(next)
  const name = next === null ? '' : next.target === 'won' ? pipeline.wonName : (pipeline.stages.find((stage) => stage.id === next.target)?.name ?? '')
  const met = state?.units.filter((unit) => unit.isMet) ?? []
  const shown = state ? state.units.filter((unit) => all || !unit.isMet).flatMap((unit) => unit.items) : []
  const free = next !== null && next.passes && !next.asksNextStep && !next.asksReason
  const mayOverride = next?.mayOverride ?? false

  return (
    <Section
      title={t('section.title')}
      note={next && (next.target === 'won' ? t('section.nextWon') : t('section.next', { stage: name }))}
      actions={
        <Button size="small" type="text" icon={<ReadOutlined />} onClick={() => setGuide(true)}>
          {tg('title')}
        </Button>
      }
    >
      {error ? (
        <ErrorState compact error={error} onRetry={() => void refetch()} />
      ) : !data ? (
        <Skeletons kind="rows" count={3} />
      ) : (
        <div className={styles.progress}>
          {deal.dormantAt !== null && <DormantNotice deal={deal} />}
          <DealApprovals dealId={deal.id} />
          {next && state && (
            <div className={styles.block}>
              <GateProgress done={state.done} asked={state.asked} />
              {shown.length > 0 && <GateChecklist standings={shown} deal={deal} />}
              <div className={styles.foot}>
                {met.length > 0 && (
                  <button type="button" className={styles.fold} aria-expanded={all} onClick={() => setAll(!all)}>
                    {t(all ? 'section.hideMet' : 'section.showMet', { count: met.length })}
                  </button>
                )}
                {deal.canWrite && (
                  <Button type="text" className={styles.ask} onClick={() => setAsking(true)}>
                    {ta('request')}
                  </Button>
                )}
                {deal.canWrite && (
                  <Button
                    type={free ? 'primary' : 'default'}
                    onClick={() => (free ? props.onMove(next.target) : props.onOpenGate(next.target))}
                  >
                    {free ? (next.target === 'won' ? t('section.advanceWin') : t('section.advance', { stage: name })) : t('section.open')}
                  </Button>
                )}
              </div>
            </div>
          )}
          {data.debts.some((debt) => debt.settledAt === null) && <DealDebts debts={data.debts.filter((debt) => debt.settledAt === null)} mayWaive={mayOverride} />}
          <Milestones deal={deal} items={data.milestones} />
        </div>
      )}
      {guide && <StageGuide pipelineId={pipeline.id} stageId={deal.status === 'won' ? 'won' : deal.stageId} onClose={() => setGuide(false)} />}
      {asking && <RequestApproval deal={deal} onClose={() => setAsking(false)} />}
    </Section>
  )
}
