import type { RootCauseAnswer, SpokenFinding } from '@sluice/core/diagnosis/contract'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'react-router'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Tag } from '../../ui/Tag.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { LanguageDraft } from '../language-model/LanguageDraft.tsx'
import type { ActionStart } from '../actions/ActionSheet.tsx'
import { CauseItem } from './CauseItem.tsx'
import { GroupDeals } from './GroupDeals.tsx'
import type { Group } from './GroupDeals.tsx'
import styles from './RootCause.module.css'
import { StockSplitView } from './StockSplitView.tsx'
import { useCauseNames } from './use-cause-names.ts'
import { useSpoken } from './use-spoken.ts'

/** Why something changed: causes ranked by what they explain, what was ruled out and why, and an honest "no clear cause". */
export function RootCauseView({ answer, alarmId }: { answer: RootCauseAnswer; alarmId?: string }) {
  const { t } = useTranslation('alarms')
  const format = useFormat()
  const spoken = useSpoken()
  const { pathname, search } = useLocation()
  const names = useCauseNames(answer)
  const [group, setGroup] = useState<Group | null>(null)
  const { change, question } = answer
  const start: ActionStart = { pipelineId: question.pipelineId, stageId: question.stageId, alarmId: alarmId ?? null }
  const p = (value: number) => (value < 0.001 ? '< 0.001' : format.number(value, 3))
  const statements = [answer.text, ...answer.findings.map((finding) => finding.text), ...answer.rejected.slice(0, 10).map((finding) => finding.rejectedText ?? finding.text)].map(spoken).filter((text) => text.trim() !== '').slice(0, 60)
  const openAll = () => setGroup({ title: t('why.dealsTitle', { name: t(`why.what.${question.what}`) }), of: question.what === 'stock' ? 'stock' : 'entered', period: 'after', values: [], words: [] })
  const openDeals = (finding: SpokenFinding, words?: readonly string[]) => {
    if (finding.deals === null) return
    const { of, period, values } = finding.deals
    setGroup({ title: words ? t('why.wordTitle', { word: words.join('、') }) : t('why.dealsTitle', { name: finding.dimensions.length > 0 ? names.segment(finding.dimensions, finding.values) : t(`why.kinds.${finding.kind}`) }), of, period, values, words: words ?? finding.deals.words })
  }
  return (
    <div className={styles.view}>
      <div className={styles.summary}>
        <p className={styles.said}>{spoken(answer.text)}</p>
        <p className={styles.proof}>
          {change.p !== null && <Tag tone={change.real ? 'brand' : 'neutral'}>{t(change.real ? 'why.real' : 'why.notReal', { p: p(change.p) })}</Tag>}
          <span>{t('why.tested', { count: answer.tested })}</span>
          <span>{names.period(question)}</span>
        </p>
        <LanguageDraft question={{ kind: 'diagnosis', statements, path: pathname + search }} />
      </div>
      {answer.stockSplit !== null && <StockSplitView split={answer.stockSplit} text={answer.stockText === null ? null : spoken(answer.stockText)} />}
      {answer.findings.length === 0 ? (
        <EmptyState
          compact
          title={t(change.real ? 'why.noCause' : 'why.calm')}
          text={change.real ? t('why.noCauseText') : undefined}
          action={<Button onClick={openAll}>{t('why.deals')}</Button>}
        />
      ) : (
        <>
          {answer.verdict === 'no_clear_cause' && (
            <p className={styles.honest}>
              <strong>{t('why.noCause')}</strong> · {t('why.hints')}
            </p>
          )}
          <ol className={styles.causes}>
            {answer.findings.map((finding, at) => (
              <CauseItem key={`${finding.kind}:${finding.dimensions.join('+')}:${finding.values.join('+')}`} rank={at + 1} isHint={answer.verdict === 'no_clear_cause'} finding={finding} names={names} start={start} onDeals={(words) => openDeals(finding, words)} />
            ))}
          </ol>
          {answer.findings.length > 1 && <p className={styles.small}>{t('why.overlap')}</p>}
        </>
      )}
      {answer.rejected.length > 0 && (
        <section className={styles.out} aria-label={t('why.ruledOut')}>
          <h3>
            {t('why.ruledOut')} <small>{t('why.ruledOutNote')}</small>
          </h3>
          <ul>
            {answer.rejected.map((finding, at) => (
              <li key={`${finding.kind}:${finding.values.join('+')}:${at}`}>
                <Tag>{t(`why.kinds.${finding.kind}`)}</Tag>
                <span>{spoken(finding.rejectedText ?? finding.text)}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {group && <GroupDeals question={question} group={group} onClose={() => setGroup(null)} />}
    </div>
  )
}
