import { CheckCircleFilled, ClockCircleOutlined, CloseCircleFilled, MinusCircleOutlined, RollbackOutlined } from '@ant-design/icons'
import type { Approval } from '@sluice/core/approvals/contract'
import { groupsOf } from '@sluice/core/approvals/state'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../ui/use-format.ts'
import { UserAvatar } from '../../ui/UserAvatar.tsx'
import styles from './ApprovalPath.module.css'
import { needed } from './approval-steps.ts'
import type { ApprovalStep } from './approval-steps.ts'

const icons: Readonly<Record<ApprovalStep['status'], React.ReactNode>> = {
  pending: <MinusCircleOutlined />, open: <ClockCircleOutlined />, approved: <CheckCircleFilled />, rejected: <CloseCircleFilled />, returned: <RollbackOutlined />, skipped: <MinusCircleOutlined />,
}

/** The steps of an approval from above to below, those that run at the same time side by side; who was asked, and what they said. */
export function ApprovalPath({ approval }: { approval: Approval }) {
  const { t } = useTranslation('approvals')
  if (approval.steps.length === 0) return <p className={styles.none}>{t('noSteps')}</p>
  return (
    <ol className={styles.path} aria-label={t('path')}>
      {groupsOf(approval.steps).map((row) => (
        <li key={row.map((step) => step.id).join()} className={row.length > 1 ? `${styles.row} ${styles.parallel}` : styles.row}>
          {row.map((step) => (
            <Step key={step.id} step={step} />
          ))}
        </li>
      ))}
    </ol>
  )
}

function Step({ step }: { step: ApprovalStep }) {
  const { t } = useTranslation('approvals')
  const format = useFormat()
  const counted = step.tasks.filter((task) => task.status !== 'delegated')
  const said = counted.filter((task) => task.status === 'approved').length
  return (
    <div className={`${styles.step} ${styles[step.status]}`}>
      <div className={styles.head}>
        <span className={styles.icon} aria-hidden>
          {icons[step.status]}
        </span>
        <strong title={step.name}>{step.name}</strong>
        <span className={styles.state}>{step.skipped ? t(`skipped.${step.skipped}`) : t(`stepStatus.${step.status}`)}</span>
      </div>
      {step.tasks.length > 0 && (
        <div className={`num ${styles.mode}`}>
          {t(`mode.${step.mode}`)}
          {counted.length > 1 && ` · ${t('people', { done: said, needed: needed(step.mode, counted.length) })}`}
        </div>
      )}
      <ul className={styles.tasks}>
        {step.tasks.map((task) => (
          <li key={task.id} className={styles.task}>
            <UserAvatar name={task.user.name} size={22} />
            <div className={styles.who}>
              <span>
                {task.user.name}
                {task.forUser && <small> {t('inPlaceOf', { name: task.forUser.name })}</small>}
              </span>
              {task.comment !== '' && <q className={styles.said}>{task.comment}</q>}
            </div>
            <span className={`num ${styles.when} ${styles[`task_${task.status}`] ?? ''}`}>
              {t(`taskStatus.${task.status}`)}
              {task.decidedAt ? (
                <small title={format.dateTime(task.decidedAt)}>{format.relative(task.decidedAt)}</small>
              ) : (
                task.status === 'open' &&
                task.dueAt && <small className={task.isOverdue ? styles.late : undefined}>{t(task.isOverdue ? 'overdue' : 'due', { when: format.dateTime(task.dueAt) })}</small>
              )}
            </span>
          </li>
        ))}
      </ul>
    </div>
  )
}
