import { CheckCircleFilled, DownOutlined, RightOutlined } from '@ant-design/icons'
import { assess } from '@sluice/core/forms/answer'
import { getFormAnswer, listForms } from '@sluice/core/forms/contract'
import type { Form } from '@sluice/core/forms/contract'
import { Progress } from 'antd'
import { useId, useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useContractQuery } from '../../api/query.ts'
import { seldom } from '../pickers/seldom.ts'
import { QuestionnaireForm } from './QuestionnaireForm.tsx'
import styles from './Questionnaires.module.css'
import type { AnswerSubject } from './use-answers.ts'

/** The questionnaires about a record, each with how far it is; one opens in its place. Nothing at all where there are none. */
export function Questionnaires(props: { subjectType: AnswerSubject; subjectId: string; canWrite: boolean; box: (title: string, body: ReactNode) => ReactNode }) {
  const { t } = useTranslation('forms')
  const { data } = useContractQuery(listForms, {}, seldom)
  const forms = (data?.items ?? []).filter((one) => one.kind === 'questionnaire' && one.object === props.subjectType && !one.isArchived)
  if (forms.length === 0) return null
  return (
    <>
      {props.box(
        t('record.title'),
        <div className={styles.list}>
          {forms.map((form) => (form.kind === 'questionnaire' ? <One key={form.id} form={form} {...props} /> : null))}
        </div>,
      )}
    </>
  )
}

function One(props: { form: Extract<Form, { kind: 'questionnaire' }>; subjectType: AnswerSubject; subjectId: string; canWrite: boolean }) {
  const { t } = useTranslation('forms')
  const { form, subjectType, subjectId } = props
  const [open, setOpen] = useState(false)
  const id = useId()
  const { data } = useContractQuery(getFormAnswer, { params: { id: form.id, subjectType, subjectId } })
  const standing = data && assess(form.definition, data.answers)
  return (
    <div className={styles.one} data-form={form.key}>
      <button type="button" className={styles.head} aria-expanded={open} aria-controls={id} onClick={() => setOpen(!open)}>
        {open ? <DownOutlined aria-hidden /> : <RightOutlined aria-hidden />}
        <span className={styles.name} title={form.name}>
          {form.name}
        </span>
        {standing && (
          <span className={`num ${styles.facts}`}>
            {standing.isComplete ? (
              <CheckCircleFilled className={styles.done} aria-label={t('fill.complete')} />
            ) : (
              <Progress
                type="circle"
                size={18}
                strokeWidth={16}
                showInfo={false}
                percent={standing.asked.length === 0 ? 100 : Math.round((standing.answers.size / standing.asked.length) * 100)}
                aria-label={t('fill.progress', { answered: standing.answers.size, asked: standing.asked.length })}
              />
            )}
            <span>{t('record.answered', { answered: standing.answers.size, asked: standing.asked.length })}</span>
            {standing.score !== null && standing.maxScore !== null && <strong>{t('record.score', { score: standing.score, max: standing.maxScore })}</strong>}
          </span>
        )}
      </button>
      <div id={id}>{open && <div className={styles.body}><QuestionnaireForm formId={form.id} subjectType={subjectType} subjectId={subjectId} canWrite={props.canWrite} bare autoFocus /></div>}</div>
    </div>
  )
}
