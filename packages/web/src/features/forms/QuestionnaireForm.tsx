import { LoadingOutlined, WarningOutlined } from '@ant-design/icons'
import { assess } from '@sluice/core/forms/answer'
import { listForms } from '@sluice/core/forms/contract'
import type { Form, FormAnswer } from '@sluice/core/forms/contract'
import { Alert, Button } from 'antd'
import { useEffect, useId } from 'react'
import { useTranslation } from 'react-i18next'
import { useContractQuery } from '../../api/query.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Skeletons } from '../../ui/Skeletons.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { problemFacts, useProblemText } from '../../ui/use-problem-text.ts'
import { seldom } from '../pickers/seldom.ts'
import { AnswerValue } from './AnswerValue.tsx'
import { QuestionList } from './QuestionList.tsx'
import styles from './QuestionnaireForm.module.css'
import { Standing } from './Standing.tsx'
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

/** The question a refusal speaks of, by key or words. */
const nameIn = (data: Readonly<Record<string, unknown>>): string => [data['key'], data['name']].find((one) => typeof one === 'string') ?? ''

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
  const wrongName = wrong?.code === 'form.bad_answer' ? nameIn(wrong.data) : null
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
      <QuestionList
        base={base}
        definition={definition}
        assessment={assessment}
        answers={answers}
        canWrite={canWrite}
        problemOf={(question) => (wrongName !== null && (wrongName === question.key || wrongName === question.label) ? say(held.error) : null)}
        onChange={held.set}
      />
      {read.data?.answeredAt && <AnsweredBy answer={read.data} />}
    </section>
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

function AnsweredBy({ answer }: { answer: FormAnswer }) {
  const { t } = useTranslation('forms')
  const format = useFormat()
  return (
    <p className={styles.by} title={format.dateTime(answer.answeredAt)}>
      {t('fill.by', { name: answer.answeredBy?.name ?? '—', when: format.relative(answer.answeredAt) })}
    </p>
  )
}
