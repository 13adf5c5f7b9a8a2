import { BulbOutlined } from '@ant-design/icons'
import type { DealDetail } from '@sluice/core/pipeline/contract'
import { getSuggestions } from '@sluice/core/suggestions/contract'
import { Button, Tooltip } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useContractQuery } from '../../api/query.ts'
import { BottomSheet } from '../../ui/BottomSheet.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Section } from '../../ui/Page.tsx'
import { Skeletons } from '../../ui/Skeletons.tsx'
import { Tag } from '../../ui/Tag.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { kindName } from '../activities/activity-names.ts'
import { QuickLogFor } from '../activities/QuickLogFor.tsx'
import { StageGuide } from '../gates/StageGuide.tsx'
import { SupplyContact } from '../gates/supply/SupplyContact.tsx'
import { StepSheet } from './StepSheet.tsx'
import styles from './Suggestions.module.css'
import { useSuggestionWords, type SuggestionItem } from './use-suggestion-words.ts'

/** Nobody's own criterion: the same form that supplies a gate's contact asks for the roles that are missing. */
const criterionId = '00000000-0000-7000-8000-000000000000'

/** What to do next about an open deal: the most pressing in one line with its one click, the others on demand. */
export function NextBest({ deal, onMove, onOpenGate }: { deal: DealDetail; onMove: (target: string) => void; onOpenGate: (target: string) => void }) {
  const { t } = useTranslation('suggestions')
  const read = useContractQuery(getSuggestions, { params: { id: deal.id } })
  const [all, setAll] = useState(false)
  const [doing, setDoing] = useState<SuggestionItem | null>(null)
  const close = () => setDoing(null)
  if (deal.status !== 'open') return null
  const items = read.data?.items ?? []
  const act = (one: SuggestionItem) => {
    const to = one.data['to']
    if (one.act === 'gate' && typeof to === 'string') onOpenGate(to)
    else if (one.act === 'move' && typeof to === 'string') onMove(to)
    else setDoing(one)
  }
  return (
    <Section
      title={t('title')}
      actions={
        items.length > 1 && (
          <Button size="small" type="text" aria-expanded={all} onClick={() => setAll(!all)}>
            {all ? t('fewer') : t('more', { count: items.length - 1 })}
          </Button>
        )
      }
    >
      {read.isPending ? (
        <Skeletons kind="rows" count={1} />
      ) : read.error ? (
        <ErrorState compact error={read.error} onRetry={() => void read.refetch()} />
      ) : items.length === 0 ? (
        <p className={styles.none}>{t('noneText')}</p>
      ) : (
        <ul className={styles.list}>
          {items.slice(0, all ? items.length : 1).map((one) => (
            <Line key={one.kind} one={one} canWrite={deal.canWrite} onAct={() => act(one)} />
          ))}
        </ul>
      )}
      {read.data?.cycle && all && <CycleWords cycle={read.data.cycle} />}
      {doing?.act === 'log' && <QuickLogFor type="deal" id={deal.id} name={deal.title} kind={doing.activity ?? undefined} stepDone={doing.kind === 'step_overdue'} onClose={close} />}
      {doing?.act === 'next_step' && <StepSheet dealId={deal.id} onClose={close} />}
      {doing?.act === 'guide' && <StageGuide pipelineId={deal.pipelineId} stageId={deal.stageId} onClose={close} />}
      {doing?.act === 'contact' && (
        <BottomSheet open title={t('contact.title')} onClose={close}>
          <SupplyContact
            deal={deal}
            criterion={{ type: 'contact', id: criterionId, severity: 'warn', label: '', help: '', roles: doing.kind === 'champion' ? ['coach'] : ['decision_maker', 'economic_buyer', 'technical_evaluator', 'influencer'] }}
          />
        </BottomSheet>
      )}
    </Section>
  )
}

function Line({ one, canWrite, onAct }: { one: SuggestionItem; canWrite: boolean; onAct: () => void }) {
  const { t } = useTranslation('suggestions')
  const words = useSuggestionWords()
  const effect = words.effect(one)
  return (
    <li className={styles.line}>
      <BulbOutlined aria-hidden className={styles.icon} />
      <div className={styles.words}>
        <span className={styles.what}>{words.what(one)}</span>
        <span className={styles.why}>{words.why(one)}</span>
        {effect && (
          <Tooltip title={effect.note} trigger={['hover', 'focus', 'click']}>
            <span className={styles.effect} tabIndex={0} aria-label={`${effect.words}。${effect.note}`}>
              {effect.words} <Tag tone={one.effect?.isSignificant ? 'good' : 'neutral'}>{effect.verdict}</Tag>
            </span>
          </Tooltip>
        )}
      </div>
      {(canWrite || one.act === 'guide') && <Button onClick={onAct}>{t(`act.${one.act}`)}</Button>}
    </li>
  )
}

type Cycle = NonNullable<NonNullable<ReturnType<typeof useContractQuery<typeof getSuggestions>>['data']>['cycle']>

function CycleWords({ cycle }: { cycle: Cycle }) {
  const { t } = useTranslation('suggestions')
  const format = useFormat()
  const days = (value: number) => format.number(value, 0)
  return (
    <p className={styles.cycle}>
      <b>{t('cycle.title')}</b>（{t(`cycle.${cycle.scope}`, { industry: cycle.industry ?? '' })}）：{t('cycle.words', { n: cycle.n, days: days(cycle.medianDays), age: cycle.ageDays })}
      {cycle.low !== null && cycle.high !== null && <> · {t('cycle.interval', { low: days(cycle.low), high: days(cycle.high) })}</>}
      {cycle.usual.map((one) => (
        <Tag key={one.activity} tone={one.own < one.median ? 'warn' : 'neutral'}>
          {t('cycle.usual', { activity: kindName(one.activity, format.language), own: one.own, median: format.number(one.median, 1) })}
        </Tag>
      ))}
    </p>
  )
}
