import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import type { Question, Questionnaire } from '@sluice/core/forms/contract'
import { Button, Checkbox, Input, InputNumber, Segmented, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { moved, SortableList } from '../../../ui/SortableList.tsx'
import styles from './Designer.module.css'
import { possibleMasters, questionTypes } from './question-ops.ts'
import type { QuestionType } from './question-ops.ts'

/** All that can be said of a question. The key of a question that is saved stays: answers are kept under it. */
export function QuestionProperties(props: { question: Question; form: Questionnaire; isSaved: boolean; onChange: (part: Partial<Question>, tag?: string) => void; onRemove: () => void }) {
  const { t } = useTranslation('forms')
  const { t: tf } = useTranslation('fields')
  const { question, onChange } = props
  const isChoice = question.type === 'select' || question.type === 'multi_select'
  const masters = possibleMasters(props.form, question.key)
  const master = masters.find((one) => one.key === question.askIf?.question)
  const answerName = (answer: { value: string; label: string }) => answer.label || tf(answer.value === 'true' ? 'yes' : 'no')
  const setOption = (index: number, part: Partial<Question['options'][number]>) => onChange({ options: question.options.map((one, at) => (at === index ? { ...one, ...part } : one)) }, `option ${String(index)}`)
  const addOption = () => {
    let n = question.options.length + 1
    while (question.options.some((one) => one.value === `o${n}`)) n += 1
    onChange({ options: [...question.options, { value: `o${n}`, label: t('designer.optionName', { n: question.options.length + 1 }), points: 0 }] })
  }
  return (
    <div className={styles.form}>
      <label>
        <span>{t('designer.question')}</span>
        <Input.TextArea value={question.label} maxLength={200} autoSize={{ minRows: 1, maxRows: 4 }} onChange={(event) => onChange({ label: event.target.value.replaceAll('\n', ' ') }, 'label')} />
      </label>
      <label>
        <span>{t('designer.help')}</span>
        <Input.TextArea value={question.help} maxLength={500} autoSize={{ minRows: 1, maxRows: 4 }} onChange={(event) => onChange({ help: event.target.value }, 'help')} />
      </label>
      <label>
        <span>{t('designer.type')}</span>
        <Select<QuestionType>
          value={question.type}
          disabled={props.isSaved}
          options={questionTypes.map((type) => ({ value: type, label: tf(`type.${type}`) }))}
          onChange={(type) =>
            onChange({
              type,
              options: type === 'select' || type === 'multi_select' ? (question.options.length > 0 ? question.options : [1, 2].map((n) => ({ value: `o${n}`, label: t('designer.optionName', { n }), points: 0 }))) : [],
              points: type === 'boolean' ? question.points : 0,
            })
          }
        />
      </label>
      <Checkbox checked={question.required} onChange={(event) => onChange({ required: event.target.checked })}>
        {t('designer.mustAnswer')}
      </Checkbox>
      {isChoice && (
        <div>
          <span className={styles.hint}>{t('designer.optionsAndPoints')}</span>
          <SortableList items={question.options.map((one) => ({ ...one, id: one.value, name: one.label }))} label={t('designer.optionsAndPoints')} onMove={(from, to) => onChange({ options: moved(question.options, from, to) })}>
            {(option, handle, index) => (
              <div className={styles.optionRow} style={{ gridTemplateColumns: 'auto minmax(0, 1fr) 64px auto', marginTop: 4 }}>
                {handle}
                <Input value={option.label} title={option.label} maxLength={60} aria-label={t('designer.optionName', { n: index + 1 })} onChange={(event) => setOption(index, { label: event.target.value })} />
                <InputNumber value={option.points} min={-1000} max={1000} controls={false} style={{ width: '100%' }} title={t('designer.pointsOf', { name: option.label })} aria-label={t('designer.pointsOf', { name: option.label })} onChange={(points) => setOption(index, { points: points ?? 0 })} />
                <Button type="text" size="small" icon={<DeleteOutlined />} disabled={question.options.length <= 1} aria-label={tf('options.remove', { name: option.label })} onClick={() => onChange({ options: question.options.filter((_, at) => at !== index) })} />
              </div>
            )}
          </SortableList>
          <Button type="dashed" block icon={<PlusOutlined />} style={{ marginTop: 6 }} onClick={addOption}>
            {t('designer.addOption')}
          </Button>
        </div>
      )}
      {question.type === 'boolean' && (
        <label>
          <span>{t('designer.pointsForYes')}</span>
          <InputNumber value={question.points} min={-1000} max={1000} onChange={(points) => onChange({ points: points ?? 0 }, 'points')} />
        </label>
      )}
      <label>
        <span>{t('designer.width')}</span>
        <Segmented
          block
          value={question.width}
          options={[
            { value: 2, label: t('designer.whole') },
            { value: 1, label: t('designer.half') },
          ]}
          onChange={(width) => onChange({ width: width as Question['width'] })}
        />
      </label>
      {masters.length > 0 && (
        <>
          <label>
            <span>{t('designer.askIf')}</span>
            <Select<string>
              allowClear
              value={question.askIf?.question}
              placeholder={t('designer.askAlways')}
              options={masters.map((one) => ({ value: one.key, label: one.label }))}
              onChange={(key) => {
                const first = masters.find((one) => one.key === key)?.answers[0]
                onChange({ askIf: key && first ? { question: key, in: [first.value] } : null })
              }}
            />
          </label>
          {question.askIf && master && (
            <label>
              <span>{t('designer.askIfIn')}</span>
              <Select<string[]>
                mode="multiple"
                value={question.askIf.in}
                options={master.answers.map((one) => ({ value: one.value, label: answerName(one) }))}
                onChange={(answers) => question.askIf && answers.length > 0 && onChange({ askIf: { ...question.askIf, in: answers } })}
              />
            </label>
          )}
        </>
      )}
      {!props.isSaved && (
        <label>
          <span>{t('designer.key')}</span>
          <Input
            className="num"
            defaultValue={question.key}
            maxLength={40}
            onBlur={(event) => {
              const key = event.target.value.trim()
              const free = !props.form.questions.some((one) => one.key === key)
              if (/^[a-z][a-z0-9_]{0,39}$/.test(key) && free) onChange({ key })
            }}
          />
        </label>
      )}
      <Button danger icon={<DeleteOutlined />} onClick={props.onRemove}>
        {t('designer.takeOutQuestion')}
      </Button>
    </div>
  )
}
