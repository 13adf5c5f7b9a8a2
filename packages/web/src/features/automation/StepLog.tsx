import { CheckCircleOutlined, ClockCircleOutlined, CloseCircleOutlined, StopOutlined, WarningOutlined } from '@ant-design/icons'
import type { AutomationStepLog } from '@sluice/core/automation/contract'
import type { AutomationDefinition } from '@sluice/core/automation/definition'
import { objectOf } from '@sluice/core/automation/definition'
import { explainCondition, explainStep, type AutomationSpeaker } from '@sluice/core/automation/explain'
import { placeSteps } from '@sluice/core/automation/walk'
import type { Condition } from '@sluice/core/conditions/condition'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../ui/use-format.ts'
import { useProblemText } from '../../ui/use-problem-text.ts'
import styles from './Automation.module.css'
import { clauseAt } from './clauses.ts'

const marks: Readonly<Record<AutomationStepLog['outcome'], ReactNode>> = {
  done: <CheckCircleOutlined style={{ color: 'var(--s-won)' }} />, refused: <WarningOutlined style={{ color: 'var(--s-lost)' }} />, yes: <CheckCircleOutlined style={{ color: 'var(--s-won)' }} />, no: <CloseCircleOutlined style={{ color: 'var(--s-text-tertiary)' }} />,
  waited: <ClockCircleOutlined style={{ color: 'var(--s-text-tertiary)' }} />, stopped: <StopOutlined style={{ color: 'var(--s-text-tertiary)' }} />,
}
const isId = (value: string) => /^[0-9a-f]{8}-[0-9a-f]{4}-/.test(value)

/** What each step came to, or in a trial would come to: its sentence, its outcome, why it was refused, what it made. */
export function StepLog({ steps, definition, speaker, names, isTrial = false }: { steps: readonly (Omit<AutomationStepLog, 'n' | 'durationMs'> & { durationMs?: number })[]; definition: AutomationDefinition; speaker: AutomationSpeaker; names: Readonly<Record<string, string>>; isTrial?: boolean }) {
  const { t } = useTranslation('automation')
  const format = useFormat()
  const say = useProblemText()
  const placed = placeSteps(definition)
  const object = objectOf(definition.trigger)
  /** What can be read of what came of it: names, numbers, texts; ids that name nothing are left out, and a field's key, which the sentence names in words. */
  const said = (detail: Record<string, unknown>) =>
    Object.entries(detail).filter(([key]) => key !== 'clauses' && key !== 'until' && key !== 'field' && key !== 'texts').flatMap(([, value]) => {
      const list: unknown[] = Array.isArray(value) ? value : [value]
      return list.flatMap((one) => (typeof one === 'string' && one !== '' ? (isId(one) ? (names[one] === undefined ? [] : [names[one]]) : [one]) : []))
    }).slice(0, 6).join(' · ')
  return (
    <ol className={styles.log}>
      {steps.map((one, i) => {
        const step = placed.get(one.stepId)?.step
        const until = one.detail['until']
        const what = said(one.detail)
        const texts = Array.isArray(one.detail['texts']) ? one.detail['texts'].filter((text) => typeof text === 'string') : []
        return (
          <li key={`${one.stepId}${i}`}>
            <span aria-hidden>{marks[one.outcome]}</span>
            <span>
              {step === undefined ? t(`steps.${one.type}`) : `${step.type === 'branch' ? `${t('editor.if')} ` : ''}${explainStep(step, object, speaker)}`}
              <span className={styles.detail}>
                <span className={one.outcome === 'refused' ? styles.bad : undefined}>{t(`${isTrial ? 'dry.outcomes' : 'outcomes'}.${one.outcome}`)}</span>
                {one.code !== null && `：${say({ code: one.code, extra: one.detail })}`}
                {typeof until === 'string' && ` · ${t('runs.until', { time: format.dateTime(until) })}`}
                {one.code === null && what !== '' && ` · ${what}`}
              </span>
              {texts.map((text) => <q key={text} className={styles.wouldSay}>{text}</q>)}
            </span>
            <span className={`num ${styles.muted}`}>{one.durationMs === undefined ? format.dateTime(one.at) : t('runs.ms', { n: format.count(one.durationMs) })}</span>
          </li>
        )
      })}
    </ol>
  )
}

/** The condition's clauses, each with what it said. */
export function Clauses({ clauses, condition, definition, speaker }: { clauses: readonly { path: string; holds: boolean }[]; condition: Condition | null; definition: AutomationDefinition; speaker: AutomationSpeaker }) {
  const { t } = useTranslation('automation')
  const object = objectOf(definition.trigger)
  if (condition === null || clauses.length === 0) return <p className={styles.help}>{t('runs.noCondition')}</p>
  return (
    <ul className={styles.log}>
      {clauses.map(({ path, holds }) => {
        const clause = clauseAt(condition, path)
        return (
          <li key={path}>
            <span aria-hidden>{marks[holds ? 'yes' : 'no']}</span>
            <span>{(clause === null ? null : explainCondition(object, clause, speaker)) ?? path}</span>
            <span className={styles.muted}>{t(holds ? 'runs.holds' : 'runs.fails')}</span>
          </li>
        )
      })}
    </ul>
  )
}
