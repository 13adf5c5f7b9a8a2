import { inLanguage, type FormField } from './definition.ts'
import type { FormAnswerValue } from './read-answers.ts'

/** An answer as people read it: choices by their words. */
export function answerText(field: Pick<FormField, 'options'>, answer: FormAnswerValue): string {
  const chosen = (value: string) => {
    const option = field.options.find((one) => one.value === value)
    return option === undefined ? value : inLanguage(option.label, 'zh')
  }
  if (answer === true) return '✓'
  return Array.isArray(answer) ? answer.map(chosen).join('、') : chosen(String(answer))
}
