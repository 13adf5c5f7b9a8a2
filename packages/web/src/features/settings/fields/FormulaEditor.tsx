import { CheckCircleFilled, CloseCircleFilled, LoadingOutlined } from '@ant-design/icons'
import { checkFormula } from '@sluice/core/fields/contract'
import type { CustomField } from '@sluice/core/fields/contract'
import type { FieldObject } from '@sluice/core/fields/field-type'
import { Input } from 'antd'
import type { GetRef } from 'antd'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useContractQuery } from '../../../api/query.ts'
import { useProblemText } from '../../../ui/use-problem-text.ts'
import { useSettled } from '../../fields/use-settled.ts'
import { formulaFunctions, formulaNames } from './formula-names.ts'
import styles from './FormulaEditor.module.css'

/** The types that a formula's field can have. */
export const kinds: ReadonlySet<string> = new Set(['text', 'number', 'money', 'date', 'boolean'])

/** A formula over the record's fields: names and functions at hand, checked by the server while it is written. */
export function FormulaEditor(props: {
  id?: string
  object: FieldObject
  /** The field's own key: it cannot refer to itself. */
  fieldKey?: string
  wanted: string
  /** Told the type that the checked formula gives. */
  onType: (type: string) => void
  others: readonly CustomField[]
  value?: string | null
  onChange?: (formula: string) => void
}) {
  const { t, i18n } = useTranslation('fields')
  const lang = i18n.language === 'en' ? 'en' : 'zh'
  const input = useRef<GetRef<typeof Input.TextArea>>(null)
  const text = props.value ?? ''
  const insert = (word: string, caret = word.length) => {
    const area = input.current?.resizableTextArea?.textArea
    const from = area?.selectionStart ?? text.length
    const to = area?.selectionEnd ?? text.length
    props.onChange?.(`${text.slice(0, from)}${word}${text.slice(to)}`)
    requestAnimationFrame(() => {
      area?.focus()
      area?.setSelectionRange(from + caret, from + caret)
    })
  }
  return (
    <div className={styles.formula}>
      <Input.TextArea
        id={props.id}
        ref={input}
        className={styles.code}
        value={text}
        maxLength={2000}
        autoSize={{ minRows: 3, maxRows: 12 }}
        spellCheck={false}
        placeholder={t('formula.example')}
        aria-label={t('formula.title')}
        onChange={(event) => props.onChange?.(event.target.value)}
      />
      <FormulaVerdict {...props} text={text} />
      <div className={styles.palette}>
        <span>{t('formula.fields')}</span>
        {formulaNames(props.object, props.others, lang).map((one) => (
          <button key={one.name} type="button" title={one.name} onClick={() => insert(one.name)}>
            {one.label}
          </button>
        ))}
      </div>
      <div className={styles.palette}>
        <span>{t('formula.functions')}</span>
        {formulaFunctions.map((one) => (
          <button key={one.word} type="button" className={styles.fn} onClick={() => insert(one.word, one.caret)}>
            {one.word}
          </button>
        ))}
      </div>
    </div>
  )
}

function FormulaVerdict(props: { object: FieldObject; fieldKey?: string; wanted: string; onType: (type: string) => void; text: string }) {
  const { t } = useTranslation('fields')
  const say = useProblemText()
  const settled = useSettled(props.text.trim(), 400)
  // Asking writes nothing; the answer to one text stays good while the fields stay as they are.
  const { data, error, isFetching } = useContractQuery(
    checkFormula,
    { body: { object: props.object, formula: settled, ...(props.fieldKey === undefined ? {} : { key: props.fieldKey }) } },
    { enabled: settled !== '', keepPrevious: true },
  )
  const type = data?.ok ? data.type : null
  const told = useRef(props.onType)
  told.current = props.onType
  useEffect(() => {
    if (type !== null) told.current(type)
  }, [type])
  if (settled === '') return <p className={styles.quiet}>{t('formula.help')}</p>
  if (error) return <p className={styles.bad}>{say(error)}</p>
  if (isFetching || !data || props.text.trim() !== settled)
    return (
      <p className={styles.quiet} role="status">
        <LoadingOutlined aria-hidden /> {t('formula.checking')}
      </p>
    )
  if (!data.ok)
    return (
      <p className={styles.bad} role="status">
        <CloseCircleFilled aria-hidden /> {data.code ? say({ code: data.code, extra: { data: { detail: data.detail } } }) : data.detail}
      </p>
    )
  return (
    <p className={styles.good} role="status">
      <CheckCircleFilled aria-hidden /> {t('formula.ok', { type: kinds.has(type ?? '') ? t(`type.${type as 'text'}`) : (type ?? props.wanted) })}
    </p>
  )
}
