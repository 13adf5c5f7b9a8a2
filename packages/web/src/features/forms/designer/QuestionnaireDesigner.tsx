import { CopyOutlined, DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { assess } from '@sluice/core/forms/answer'
import { checkQuestionnaire } from '@sluice/core/forms/check-questionnaire'
import type { Form, Questionnaire } from '@sluice/core/forms/contract'
import { Button, Dropdown, Input } from 'antd'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { BottomSheet } from '../../../ui/BottomSheet.tsx'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { moved, SortableList } from '../../../ui/SortableList.tsx'
import { Tag } from '../../../ui/Tag.tsx'
import { usePhone } from '../../../ui/use-media-query.ts'
import { fieldTypeIcons } from '../../fields/field-types.tsx'
import { useMay } from '../../session/use-may.ts'
import { QuestionList } from '../QuestionList.tsx'
import { Standing } from '../Standing.tsx'
import styles from './Designer.module.css'
import { DesignerFrame } from './DesignerFrame.tsx'
import type { DesignMode } from './DesignerFrame.tsx'
import { Devices } from './LayoutPreview.tsx'
import { addQuestion, changeQuestion, freeKey, newQuestion, questionTypes, removeQuestion } from './question-ops.ts'
import type { QuestionType } from './question-ops.ts'
import { QuestionProperties } from './QuestionProperties.tsx'
import { useFormDraft } from './use-form-draft.ts'

type QuestionnaireOf = Extract<Form, { kind: 'questionnaire' }>

/** Designs a questionnaire: its questions in order, options with points, what is asked only after certain answers, and a trial run with the score. */
export function QuestionnaireDesigner({ form }: { form: QuestionnaireOf }) {
  const { t } = useTranslation('forms')
  const { t: tf } = useTranslation('fields')
  const phone = usePhone()
  const mayWrite = useMay()('config', 'write')
  const draft = useFormDraft(form)
  const [mode, setMode] = useState<DesignMode>(phone ? 'preview' : 'design')
  const [chosenKey, setChosenKey] = useState<string | null>(null)
  const definition = draft.value.definition
  const { questions } = definition
  const edit = (change: (definition: Questionnaire) => Questionnaire, tag: string | null = null) => draft.set((now) => ({ ...now, definition: change(now.definition) }), tag)
  const chosen = questions.find((one) => one.key === chosenKey)
  const nameOf = (path: string) => {
    const question = questions[Number(/questions\.(\d+)/.exec(path)?.[1] ?? -1)]
    return question?.label || question?.key || ''
  }
  const problems = [
    ...(questions.length === 0 ? [t('designer.noQuestions')] : []),
    ...questions.filter((one) => one.label.trim() === '').map((one) => t('designer.noLabel', { name: one.key })),
    ...questions.filter((one) => one.options.some((option) => option.label.trim() === '')).map((one) => t('designer.noOptionLabel', { name: one.label })),
    ...checkQuestionnaire(definition).map(({ path, code }) => `${nameOf(path)}：${t(`designer.problem.${code}`)}`),
  ]
  const add = (type: QuestionType) => {
    const question = newQuestion(questions, type, { label: t('designer.newQuestion'), option: (n) => t('designer.optionName', { n }) })
    const at = chosen ? questions.indexOf(chosen) + 1 : questions.length
    edit((now) => addQuestion(now, question, at))
    setChosenKey(question.key)
  }
  const remove = (key: string) => {
    edit((now) => removeQuestion(now, key))
    setChosenKey(null)
  }
  const properties = chosen && (
    <QuestionProperties
      key={chosen.key}
      question={chosen}
      form={definition}
      isSaved={form.definition.questions.some((one) => one.key === chosen.key)}
      onChange={(part, tag) => {
        edit((now) => changeQuestion(now, chosen.key, part), tag ? `${tag} ${chosen.key}` : null)
        if (part.key !== undefined) setChosenKey(part.key)
      }}
      onRemove={() => remove(chosen.key)}
    />
  )

  return (
    <DesignerFrame
      kind={
        <Tag>
          {tf(`object.${form.object}`)} · {t('kind.questionnaire')}
        </Tag>
      }
      name={draft.value.name}
      onName={(name) => draft.set((now) => ({ ...now, name }), 'name')}
      mode={mode}
      onMode={setMode}
      asRole={null}
      draft={draft}
      problems={problems}
      mayWrite={mayWrite}
    >
      {mode === 'preview' ? (
        <Trial definition={definition} />
      ) : (
        <div className={styles.panes}>
          {mayWrite && !phone && (
            <aside className={styles.palette} aria-label={t('designer.questionTypes')}>
              <section>
                <h3>{t('designer.questionTypes')}</h3>
                {questionTypes.map((type) => (
                  <button key={type} type="button" className={styles.chip} style={{ cursor: 'pointer' }} onClick={() => add(type)}>
                    <span className={styles.icon} aria-hidden>
                      {fieldTypeIcons[type]}
                    </span>
                    <span className={styles.chipName}>{tf(`type.${type}`)}</span>
                    <PlusOutlined aria-hidden className={styles.plus} />
                  </button>
                ))}
              </section>
            </aside>
          )}
          <div className={styles.canvas}>
            <Input.TextArea
              value={definition.intro}
              disabled={!mayWrite}
              maxLength={2000}
              autoSize={{ minRows: 1, maxRows: 5 }}
              placeholder={t('designer.intro')}
              aria-label={t('designer.intro')}
              onChange={(event) => edit((now) => ({ ...now, intro: event.target.value }), 'intro')}
            />
            {questions.length === 0 ? (
              <EmptyState title={t('designer.noQuestions')} text={t('designer.noQuestionsText')} />
            ) : (
              <SortableList
                items={questions.map((one) => ({ ...one, id: one.key, name: one.label }))}
                label={t('designer.questions')}
                disabled={!mayWrite}
                onMove={(from, to) => edit((now) => ({ ...now, questions: moved(now.questions, from, to) }))}
              >
                {(question, handle, index) => (
                  <div className={question.key === chosenKey ? `${styles.question} ${styles.here}` : styles.question}>
                    {handle}
                    <span className={styles.icon} aria-hidden>
                      {fieldTypeIcons[question.type]}
                    </span>
                    <button type="button" className={styles.questionOpen} aria-pressed={question.key === chosenKey} onClick={() => setChosenKey(question.key)}>
                      {index + 1}. {question.label || t('designer.untitled')}
                      {question.required && <i className={styles.star}>*</i>}
                      <small>
                        {[
                          tf(`type.${question.type}`),
                          question.options.length > 0 && t('designer.optionCount', { count: question.options.length }),
                          question.askIf !== null && t('designer.askedIf', { name: questions.find((one) => one.key === question.askIf?.question)?.label ?? question.askIf.question }),
                        ]
                          .filter(Boolean)
                          .join(' · ')}
                      </small>
                    </button>
                    {mayWrite && (
                      <>
                        <Button
                          type="text"
                          size="small"
                          icon={<CopyOutlined />}
                          aria-label={t('designer.copyQuestion', { name: question.label })}
                          title={t('designer.copyQuestion', { name: question.label })}
                          onClick={() => {
                            const { id: _id, name: _name, ...rest } = question
                            const key = freeKey(questions)
                            edit((now) => addQuestion(now, { ...rest, key }, index + 1))
                            setChosenKey(key)
                          }}
                        />
                        <Button type="text" size="small" danger icon={<DeleteOutlined />} aria-label={t('designer.removeQuestion', { name: question.label })} onClick={() => remove(question.key)} />
                      </>
                    )}
                  </div>
                )}
              </SortableList>
            )}
            {mayWrite && phone && (
              <Dropdown trigger={['click']} menu={{ items: questionTypes.map((type) => ({ key: type, label: tf(`type.${type}`), icon: fieldTypeIcons[type] })), onClick: ({ key }) => add(key as QuestionType) }}>
                <Button type="dashed" block icon={<PlusOutlined />}>
                  {t('designer.addQuestion')}
                </Button>
              </Dropdown>
            )}
          </div>
          {mayWrite && !phone && <aside className={styles.properties}>{properties ?? <p className={styles.hint}>{t('designer.chooseQuestion')}</p>}</aside>}
          {phone && mayWrite && (
            <BottomSheet open={chosen !== undefined} title={t('designer.properties')} onClose={() => setChosenKey(null)}>
              {properties}
            </BottomSheet>
          )}
        </div>
      )}
    </DesignerFrame>
  )
}

/** Answers the questionnaire as its users will, without anything being kept: what is asked when, and what it scores. */
function Trial({ definition }: { definition: Questionnaire }) {
  const { t } = useTranslation('forms')
  const base = useId()
  const [answers, setAnswers] = useState<Record<string, unknown>>({})
  const assessment = assess(definition, answers)
  const sheet = (id: string) => (
    <div className={styles.sampleBox}>
      <div className={styles.score}>
        <Standing assessment={assessment} labelOf={(key) => definition.questions.find((one) => one.key === key)?.label ?? key} />
        {definition.intro.trim() !== '' && <p className={styles.hint}>{definition.intro}</p>}
        <QuestionList base={id} definition={definition} assessment={assessment} answers={answers} canWrite problemOf={() => null} onChange={(key, value) => setAnswers((now) => ({ ...now, [key]: value }))} />
      </div>
    </div>
  )
  return (
    <>
      <p className={styles.hint}>
        {t('designer.trial')}{' '}
        {Object.keys(answers).length > 0 && (
          <Button type="link" size="small" onClick={() => setAnswers({})}>
            {t('designer.trialAgain')}
          </Button>
        )}
      </p>
      <Devices first={sheet(`${base}d`)} second={sheet(`${base}p`)} />
    </>
  )
}
