import { CheckCircleFilled, LoadingOutlined, WarningOutlined } from '@ant-design/icons'
import { assess } from '@sluice/core/forms/answer'
import type { Assessment } from '@sluice/core/forms/answer'
import { listForms } from '@sluice/core/forms/contract'
import type { Form, FormAnswer, Question } from '@sluice/core/forms/contract'
import { Alert, Button, Checkbox, Progress, Radio } from 'antd'
import { useEffect, useId } from 'react'
import { useTranslation } from 'react-i18next'
import { useContractQuery } from '../../api/query.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { useOrg } from '../../ui/org-context.ts'
import { Skeletons } from '../../ui/Skeletons.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { problemFacts, useProblemText } from '../../ui/use-problem-text.ts'
import { TypedInput } from '../fields/TypedInput.tsx'
import { seldom } from '../pickers/seldom.ts'
import { AnswerValue } from './AnswerValue.tsx'
import styles from './QuestionnaireForm.module.css'
import { useAnswers } from './use-answers.ts'
import type { AnswerSubject, SaveState } from './use-answers.ts'

export interface QuestionnaireFormProps {
  formId: string
  subjectType: AnswerSubject
  subjectId: string
  /** Whether the viewer may answer; else the answers are shown. */
  canWrite: boolean
  /** After each saving: with the score and what is still missing. */
  onSaved?: (answer: FormAnswer) => void
  /** Puts the first unanswered question under the cursor. */
  autoFocus?: boolean
  /** Without name and introduction, where the surroundings say them. */
  bare?: boolean
}

type QuestionnaireOf = Extract<Form, { kind: 'questionnaire' }>

/** Fills in a questionnaire (BANT, CHAMP, one's own) about a record. Answers save themselves; score and what is missing stay in view. */
export function QuestionnaireForm(props: QuestionnaireFormProps) {
  const { t } = useTranslation('forms')
  const { data, isPending, error, refetch } = useContractQuery(listForms, {}, seldom)
  const form = data?.items.find((one) => one.id === props.formId)
  if (isPending) return <Skeletons kind="rows" count={4} />
  if (error) return <ErrorState compact error={error} onRetry={() => void refetch()} />
  if (form?.kind !== 'questionnaire') return <EmptyState compact title={t('fill.gone')} />
  return <Filled key={`${form.id} ${props.subjectId}`} {...props} form={form} />
}

function Filled(props: QuestionnaireFormProps & { form: QuestionnaireOf }) {
  const { t } = useTranslation('forms')
  const say = useProblemText()
  const { form, subjectType, subjectId } = props
  const { definition } = form
  const held = useAnswers({ formId: form.id, subjectType, subjectId, definition, onSaved: props.onSaved })
  const { read, answers } = held
  const base = useId()
  const canWrite = props.canWrite && !form.isArchived
  const assessment = assess(definition, answers)
  const firstMissing = read.data ? assess(definition, read.data.answers).missing[0] : undefined
  const ready = read.data !== undefined
  useEffect(() => {
    if (props.autoFocus && ready && firstMissing) document.getElementById(`${base}-${firstMissing}`)?.querySelector<HTMLElement>('input, textarea')?.focus({ preventScroll: true })
    // Only when it opens: answering must not move the cursor.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [ready])

  if (read.isPending) return <Skeletons kind="rows" count={4} />
  if (read.error) return <ErrorState compact error={read.error} onRetry={() => void read.refetch()} />
  const wrong = held.error === null ? null : problemFacts(held.error)
  const wrongName = wrong?.code === 'form.bad_answer' ? String(wrong.data['key'] ?? wrong.data['name'] ?? '') : null
  const jump = (key: string) => {
    const at = document.getElementById(`${base}-${key}`)
    at?.scrollIntoView({ block: 'center', behavior: 'smooth' })
    at?.querySelector<HTMLElement>('input, textarea')?.focus({ preventScroll: true })
  }

  return (
    <section className={styles.form} aria-label={form.name}>
      <div className={styles.head}>
        <div className={styles.headWords}>
          {!props.bare && <h3 className={styles.name}>{form.name}</h3>}
          <Standing assessment={assessment} onMissing={canWrite ? jump : undefined} labelOf={(key) => definition.questions.find((one) => one.key === key)?.label ?? key} />
        </div>
        {canWrite && <Saving state={held.state} />}
      </div>
      {!props.bare && definition.intro.trim() !== '' && <p className={styles.intro}>{definition.intro}</p>}
      {form.isArchived && <p className={styles.intro}>{t('fill.archived')}</p>}
      {held.state === 'conflict' && (
        <Alert
          type="warning"
          showIcon
          role="alert"
          title={t('fill.conflict', { name: held.theirs?.answeredBy?.name ?? t('fill.somebody') })}
          description={
            <ul className={styles.clash}>
              {definition.questions
                .filter((question) => held.theirs && JSON.stringify(held.theirs.answers[question.key] ?? null) !== JSON.stringify(answers[question.key] ?? null))
                .map((question) => (
                  <li key={question.key}>
                    {question.label}：<AnswerValue question={question} value={answers[question.key]} /> <span className={styles.quiet}>{t('fill.theirs')}</span> <AnswerValue question={question} value={held.theirs?.answers[question.key]} />
                  </li>
                ))}
            </ul>
          }
          action={
            <span className={styles.choices}>
              <Button size="small" type="primary" onClick={held.keepMine}>
                {t('fill.keepMine')}
              </Button>
              <Button size="small" onClick={held.takeTheirs}>
                {t('fill.takeTheirs')}
              </Button>
            </span>
          }
        />
      )}
      {held.state === 'refused' && wrongName === null && (
        <Alert
          type="error"
          showIcon
          role="alert"
          title={say(held.error)}
          action={
            <Button size="small" onClick={() => void held.flush()}>
              {t('fill.again')}
            </Button>
          }
        />
      )}
      <div className={styles.questions}>
        {definition.questions
          .filter((question) => assessment.asked.includes(question.key))
          .map((question) => (
            <QuestionRow
              key={question.key}
              id={`${base}-${question.key}`}
              question={question}
              value={answers[question.key]}
              canWrite={canWrite}
              missing={assessment.missing.includes(question.key)}
              problem={wrongName !== null && (wrongName === question.key || wrongName === question.label) ? say(held.error) : null}
              onChange={(value) => held.set(question.key, value)}
            />
          ))}
      </div>
      {read.data?.answeredAt && <AnsweredBy answer={read.data} />}
    </section>
  )
}

/** Score and completeness as they stand with what is typed; what is missing leads to its question. */
function Standing({ assessment, onMissing, labelOf }: { assessment: Assessment; onMissing?: (key: string) => void; labelOf: (key: string) => string }) {
  const { t } = useTranslation('forms')
  const share = assessment.asked.length === 0 ? 1 : assessment.answers.size / assessment.asked.length
  const first = assessment.missing[0]
  return (
    <div className={styles.standing} role="status">
      <Progress
        percent={Math.round(share * 100)}
        size="small"
        showInfo={false}
        className={styles.bar}
        status={assessment.isComplete ? 'success' : 'normal'}
        aria-label={t('fill.progress', { answered: assessment.answers.size, asked: assessment.asked.length })}
      />
      <span className="num">{t('fill.progress', { answered: assessment.answers.size, asked: assessment.asked.length })}</span>
      {assessment.score !== null && assessment.maxScore !== null && (
        <span className={`num ${styles.score}`}>{t('fill.score', { score: assessment.score, max: assessment.maxScore })}</span>
      )}
      {first === undefined ? (
        <span className={styles.complete}>
          <CheckCircleFilled aria-hidden /> {t('fill.complete')}
        </span>
      ) : onMissing ? (
        <button type="button" className={styles.missingLink} onClick={() => onMissing(first)} title={assessment.missing.map(labelOf).join('、')}>
          {t('fill.missing', { count: assessment.missing.length })}
        </button>
      ) : (
        <span className={styles.quiet} title={assessment.missing.map(labelOf).join('、')}>
          {t('fill.missing', { count: assessment.missing.length })}
        </span>
      )}
    </div>
  )
}

function Saving({ state }: { state: SaveState }) {
  const { t } = useTranslation('forms')
  if (state === 'still' || state === 'conflict') return null
  const bad = state === 'refused'
  return (
    <span className={bad ? `${styles.saving} ${styles.bad}` : styles.saving} role="status">
      {state === 'saving' && <LoadingOutlined aria-hidden />}
      {bad && <WarningOutlined aria-hidden />}
      {t(`fill.state.${state}`)}
    </span>
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

function AnsweredBy({ answer }: { answer: FormAnswer }) {
  const { t } = useTranslation('forms')
  const format = useFormat()
  return (
    <p className={styles.by} title={format.dateTime(answer.answeredAt)}>
      {t('fill.by', { name: answer.answeredBy?.name ?? '—', when: format.relative(answer.answeredAt) })}
    </p>
  )
}
