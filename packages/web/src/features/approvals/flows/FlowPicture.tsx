import { CheckCircleOutlined, ClockCircleOutlined, LockOutlined, QuestionCircleOutlined, SendOutlined, UserOutlined } from '@ant-design/icons'
import type { FlowDefinition, FlowStep } from '@sluice/core/approvals/flow'
import { groupsOf } from '@sluice/core/approvals/state'
import { useTranslation } from 'react-i18next'
import styles from './FlowPicture.module.css'
import { useFlowWords } from './use-flow-words.ts'

/** A flow as a picture: from what sets it off down to the grant, steps of the same time side by side. Follows the edit; a step can be chosen in it. */
export function FlowPicture({ definition, chosen, onChoose }: { definition: FlowDefinition; chosen?: string | null; onChoose?: (stepId: string) => void }) {
  const { t } = useTranslation('approvals')
  const words = useFlowWords()
  return (
    <div className={styles.picture} role="group" aria-label={t('flows.pictureLabel')}>
      <div className={styles.end}>
        <SendOutlined aria-hidden />
        <strong>{t('flows.start')}</strong>
        <span>{words.trigger(definition)}</span>
        {definition.condition && <span className={styles.if}>{t('flows.ifTrue', { text: words.condition(definition.condition) })}</span>}
      </div>
      {groupsOf(definition.steps).map((group) => (
        <div key={group.map((step) => step.id).join()} className={styles.level}>
          <Join count={group.length} into />
          <div className={styles.group} style={{ gridTemplateColumns: `repeat(${group.length}, minmax(0, 1fr))` }}>
            {group.map((step) => (
              <Step key={step.id} step={step} on={step.id === chosen} onChoose={onChoose} />
            ))}
          </div>
          <Join count={group.length} />
        </div>
      ))}
      <div className={styles.arrow} aria-hidden />
      <div className={`${styles.end} ${styles.granted}`}>
        <CheckCircleOutlined aria-hidden />
        <strong>{t('flows.end')}</strong>
        {definition.lock !== 'none' && (
          <span>
            <LockOutlined aria-hidden /> {t('flows.lock')}：{t(`flows.locks.${definition.lock}`)}
          </span>
        )}
      </div>
    </div>
  )
}

/** The lines between two levels: one, or a fork to each of several branches and their coming together. */
function Join({ count, into }: { count: number; into?: boolean }) {
  if (count === 1) return into ? <div className={styles.arrow} aria-hidden /> : null
  return (
    <div className={into ? `${styles.join} ${styles.into}` : styles.join} aria-hidden>
      <svg viewBox="0 0 100 20" preserveAspectRatio="none">
        {Array.from({ length: count }, (_, index) => {
          const x = ((index + 0.5) / count) * 100
          return <path key={index} d={into ? `M50 0 V10 H${x} V20` : `M${x} 0 V10 H50 V20`} vectorEffect="non-scaling-stroke" />
        })}
      </svg>
    </div>
  )
}

function Step({ step, on, onChoose }: { step: FlowStep; on: boolean; onChoose?: (stepId: string) => void }) {
  const { t } = useTranslation('approvals')
  const words = useFlowWords()
  const name = step.name.trim() === '' ? t('flows.untitled') : step.name
  const content = (
    <>
      <strong title={name}>{name}</strong>
      {step.condition && (
        <span className={styles.if}>
          <QuestionCircleOutlined aria-hidden /> {t('flows.ifTrue', { text: words.condition(step.condition) })}
        </span>
      )}
      <ul>
        {step.approvers.map((approver, index) => (
          // Two approvers of a kind may read the same; their order is all that tells them apart.
          <li key={index}>
            <UserOutlined aria-hidden /> {words.approver(approver)}
          </li>
        ))}
      </ul>
      <span className={styles.facts}>
        {t(`mode.${step.mode}`)}
        {step.dueHours !== null && (
          <>
            {' · '}
            <ClockCircleOutlined aria-hidden /> {t('flows.dueHours', { count: step.dueHours })}
            {step.escalateTo && ` → ${words.approver(step.escalateTo)}`}
          </>
        )}
      </span>
    </>
  )
  const look = [styles.step, on ? styles.on : '', step.condition ? styles.maybe : ''].filter(Boolean).join(' ')
  return onChoose ? (
    <button type="button" className={look} aria-pressed={on} onClick={() => onChoose(step.id)}>
      {content}
    </button>
  ) : (
    <div className={look}>{content}</div>
  )
}
