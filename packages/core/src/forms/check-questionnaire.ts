import type { Questionnaire } from './contract.ts'

/** What does not hold together in a questionnaire: where, as a path for the form's designer, and why. */
export interface QuestionnaireProblem {
  path: string
  code: 'duplicate' | 'options_required' | 'unknown_question' | 'unknown_option'
}

/**
 * Checks what the schema alone cannot: keys and options are named once, choices have options, and a question hangs only
 * on an earlier choice or yes-no question and on answers that it has.
 */
export function checkQuestionnaire({ questions }: Questionnaire): QuestionnaireProblem[] {
  const problems: QuestionnaireProblem[] = []
  const earlier = new Map<string, readonly string[]>()
  for (const [i, question] of questions.entries()) {
    const path = `definition.questions.${i}`
    if (earlier.has(question.key)) problems.push({ path: `${path}.key`, code: 'duplicate' })
    const values = question.options.map((option) => option.value)
    if (new Set(values).size < values.length) problems.push({ path: `${path}.options`, code: 'duplicate' })
    const isChoice = question.type === 'select' || question.type === 'multi_select'
    if (isChoice && values.length === 0) problems.push({ path: `${path}.options`, code: 'options_required' })
    if (question.askIf !== null) {
      const possible = earlier.get(question.askIf.question)
      if (possible === undefined || possible.length === 0) problems.push({ path: `${path}.askIf.question`, code: 'unknown_question' })
      else if (question.askIf.in.some((value) => !possible.includes(value))) problems.push({ path: `${path}.askIf.in`, code: 'unknown_option' })
    }
    earlier.set(question.key, isChoice ? values : question.type === 'boolean' ? ['true', 'false'] : [])
  }
  return problems
}
