import type { Assessment } from '@sluice/core/forms/answer'
import type { Question, Questionnaire } from '@sluice/core/forms/contract'
import { Button, Checkbox, Radio } from 'antd'
import { useTranslation } from 'react-i18next'
import { useOrg } from '../../ui/org-context.ts'
import { TypedInput } from '../fields/TypedInput.tsx'
import { AnswerValue } from './AnswerValue.tsx'
import styles from './QuestionnaireForm.module.css'

/** The questions that are asked under the answers so far, to be answered or to be read. `base` begins the ids of their elements. */
export function QuestionList(props: {
  base: string
  definition: Questionnaire
  assessment: Assessment
  answers: Readonly<Record<string, unknown>>
  canWrite: boolean
  problemOf: (question: Question) => string | null
  onChange: (key: string, value: unknown) => void
}) {
  return (
    <div className={styles.container}>
      <div className={styles.questions}>
        {props.definition.questions
          .filter((question) => props.assessment.asked.includes(question.key))
          .map((question) => (
            <QuestionRow
              key={question.key}
              id={`${props.base}-${question.key}`}
              question={question}
              value={props.answers[question.key]}
              canWrite={props.canWrite}
              missing={props.assessment.missing.includes(question.key)}
              problem={props.problemOf(question)}
              onChange={(value) => props.onChange(question.key, value)}
            />
          ))}
      </div>
    </div>
  )
}

function QuestionRow(props: { id: string; question: Question; value: unknown; canWrite: boolean; missing: boolean; problem: string | null; onChange: (value: unknown) => void }) {
  const { t } = useTranslation('forms')
  const { question, value, canWrite } = props
  const labelId = `${props.id}-label`
  return (
    <div id={props.id} role="group" aria-labelledby={labelId} className={[styles.question, question.width === 1 ? styles.half : '', props.missing && canWrite ? styles.missing : ''].filter(Boolean).join(' ')}>
      <div className={styles.label} id={labelId}>
        {question.label}
        {question.required && (
          <span className={styles.star} title={t('fill.required')}>
            *
          </span>
        )}
      </div>
      {question.help !== '' && <div className={styles.help}>{question.help}</div>}
      {canWrite ? (
        <QuestionInput {...props} labelId={labelId} />
      ) : (
        <div className={styles.answer}>{value === null || value === undefined ? <span className={styles.quiet}>{t('fill.notAnswered')}</span> : <AnswerValue question={question} value={value} />}</div>
      )}
      {props.problem && (
        <div role="alert" className={styles.problem}>
          {props.problem}
        </div>
      )}
    </div>
  )
}

/** Few choices stand open, one tap each; many fold into a list. */
function QuestionInput(props: { question: Question; value: unknown; problem: string | null; labelId: string; onChange: (value: unknown) => void }) {
  const { t } = useTranslation('forms')
  const { currency } = useOrg()
  const { question, value, onChange } = props
  const few = question.options.length <= 6
  if (question.type === 'select' && few)
    return (
      <div className={styles.options}>
        <Radio.Group aria-labelledby={props.labelId} value={value ?? undefined} className={styles.radios} onChange={(event) => onChange(event.target.value as string)}>
          {question.options.map((option) => (
            <Radio key={option.value} value={option.value}>
              {option.label}
              {option.points !== 0 && <Points points={option.points} />}
            </Radio>
          ))}
        </Radio.Group>
        {typeof value === 'string' && !question.required && (
          <Button type="link" size="small" onClick={() => onChange(null)}>
            {t('fill.clear')}
          </Button>
        )}
      </div>
    )
  if (question.type === 'multi_select' && few)
    return (
      <Checkbox.Group
        aria-labelledby={props.labelId}
        className={styles.radios}
        value={Array.isArray(value) ? (value as string[]) : []}
        onChange={(next) => onChange(next.length === 0 ? null : next)}
        options={question.options.map((option) => ({
          value: option.value,
          label: (
            <>
              {option.label}
              {option.points !== 0 && <Points points={option.points} />}
            </>
          ),
        }))}
      />
    )
  return <TypedInput type={question.type} value={value} onChange={(next) => next !== undefined && onChange(next)} options={question.options} currency={currency} wrong={props.problem !== null} label={question.label} />
}

function Points({ points }: { points: number }) {
  const { t } = useTranslation('forms')
  return <span className={`num ${styles.points}`}>{t('fill.points', { points: points > 0 ? `+${points}` : points })}</span>
}
