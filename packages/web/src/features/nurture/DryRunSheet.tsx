import { dryRunSequence, type SequencePage } from '@sluice/core/nurture/contract'
import type { SequenceDefinition } from '@sluice/core/nurture/sequence'
import { placeSteps } from '@sluice/core/nurture/walk'
import type { Ref } from '@sluice/core/lib/wire'
import { Segmented } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useQuery } from '@tanstack/react-query'
import { call } from '../../api/client.ts'
import { BottomSheet } from '../../ui/BottomSheet.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Skeletons } from '../../ui/Skeletons.tsx'
import { Tag } from '../../ui/Tag.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { LeadSelect } from './LeadSelect.tsx'
import styles from './Nurture.module.css'
import { useStepWords } from './use-step-words.ts'

/** The way one lead would go through the draft, with dates. */
export function DryRunSheet({ sequence, draft, onClose }: { sequence: SequencePage; draft: SequenceDefinition; onClose: () => void }) {
  const { t } = useTranslation('nurture')
  const format = useFormat()
  const words = useStepWords(draft)
  const placed = placeSteps(draft)
  const [lead, setLead] = useState<Ref | null>(null)
  const [assume, setAssume] = useState(false)
  const run = useQuery({
    queryKey: [dryRunSequence.path, sequence.id, sequence.version, lead?.id, assume],
    enabled: lead !== null,
    queryFn: () => call(dryRunSequence, { params: { id: sequence.id }, body: { leadId: lead?.id ?? '', assume } }),
  })
  const said = (outcome: string) => (outcome === 'yes' || outcome === 'no' ? t(`dry.outcome.${outcome}`) : null)
  return (
    <BottomSheet open title={t('dry.title')} onClose={onClose} width={560}>
      <div className={styles.form}>
        <p className={styles.help}>{t('dry.text')}</p>
        <LeadSelect placeholder={t('dry.lead')} aria-label={t('dry.lead')} value={lead} onChange={setLead} />
        <div className={styles.row}>
          {t('dry.assume')}
          <Segmented value={assume} onChange={setAssume} options={[{ value: true, label: t('dry.yes') }, { value: false, label: t('dry.no') }]} />
        </div>
        {run.isError && <ErrorState error={run.error} onRetry={() => void run.refetch()} />}
        {lead !== null && run.isPending && <Skeletons kind="rows" count={4} />}
        {run.data && (
          <>
            <div className={styles.row}>
              <Tag tone={run.data.meets ? 'good' : 'warn'}>{t(run.data.meets ? 'dry.meets' : 'dry.misses')}</Tag>
              {run.data.blocked !== null && <Tag tone="warn">{t(`dry.blocked.${run.data.blocked}`)}</Tag>}
            </div>
            <ol className={styles.path}>
              {run.data.steps.map((one) => {
                const step = placed.get(one.stepId)?.step
                return (
                  <li key={one.stepId}>
                    <span className="num">{format.dateTime(one.at)}</span>
                    <span>{step === undefined ? one.type : `${t(`steps.${step.type}`)}：${words.step(step)}`}</span>
                    <span className={styles.muted}>{[said(one.outcome), one.isAssumed ? t('dry.assumed') : null].filter(Boolean).join(' · ')}</span>
                  </li>
                )
              })}
            </ol>
          </>
        )}
      </div>
    </BottomSheet>
  )
}
