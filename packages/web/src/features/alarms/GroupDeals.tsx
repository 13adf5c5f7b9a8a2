import { listGroupDeals } from '@sluice/core/diagnosis/contract'
import type { RootCauseAnswer } from '@sluice/core/diagnosis/contract'
import { sliceText } from '@sluice/core/funnel/slice'
import { Segmented } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useContractPages } from '../../api/query.ts'
import { SideDrawer } from '../../ui/SideDrawer.tsx'
import { FigureDeals } from '../funnel/FigureDeals.tsx'
import { usePlaces } from './use-places.ts'
import styles from './RootCause.module.css'
import { WordQuotes } from './WordQuotes.tsx'

export interface Group {
  title: string
  of: 'entered' | 'stock' | 'stuck' | 'lost'
  period: 'before' | 'after'
  values: readonly { dimension: string; value: string }[]
  words: readonly string[]
}

/** The deals behind a cause, of the period after or before the change; for words, what was written besides. */
export function GroupDeals({ question, group, onClose }: { question: RootCauseAnswer['question']; group: Group; onClose: () => void }) {
  const { t } = useTranslation('alarms')
  const places = usePlaces()
  const [period, setPeriod] = useState(group.period)
  const { before, after } = question
  const ask = {
    pipeline: question.pipelineId, stage: question.stageId, what: question.what, beforeFrom: before.from, beforeTo: before.to, afterFrom: after.from, afterTo: after.to,
    of: group.of, period, slice: group.values.length === 0 ? undefined : group.values.map(({ dimension, value }) => sliceText({ dimension, values: [value] })).join(';'),
  }
  const words = group.words.length === 0 ? undefined : group.words.join(',')
  const deals = useContractPages(listGroupDeals, { query: { ...ask, words } })
  return (
    <SideDrawer open onClose={onClose} width={720} title={group.title}>
      <div className={styles.drawer}>
        <Segmented
          aria-label={t('why.dates')}
          value={period}
          onChange={setPeriod}
          options={[
            { value: 'after' as const, label: t('why.dealsAfter') },
            { value: 'before' as const, label: t('why.dealsBefore') },
          ]}
        />
        {words !== undefined && <WordQuotes ask={{ ...ask, words }} />}
        <div className={styles.drawerList}>
          <FigureDeals deals={deals} label={group.title} stage={places.stageName} />
        </div>
      </div>
    </SideDrawer>
  )
}
