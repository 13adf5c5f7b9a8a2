import type { Question } from '@sluice/core/forms/contract'
import { absent } from '../../ui/format.ts'
import { useFormat } from '../../ui/use-format.ts'
import { useTranslation } from 'react-i18next'

/** An answer in words. */
export function AnswerValue({ question, value }: { question: Question; value: unknown }) {
  const { t } = useTranslation('fields')
  const format = useFormat()
  if (value === null || value === undefined) return <>{absent}</>
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  const option = (key: unknown) => question.options.find((one) => one.value === key)?.label ?? String(key)
  switch (question.type) {
    case 'money':
      return <span className="num">{format.money(typeof value === 'number' ? value : null)}</span>
    case 'number':
      return <span className="num">{format.number(typeof value === 'number' ? value : null)}</span>
    case 'date':
      return <span className="num">{format.day(text)}</span>
    case 'boolean':
      return <>{t(value === true ? 'yes' : 'no')}</>
    case 'select':
    case 'multi_select':
      return <>{(Array.isArray(value) ? value : [value]).map(option).join('、')}</>
    default:
      return <span style={{ whiteSpace: 'pre-wrap' }}>{text}</span>
  }
}
