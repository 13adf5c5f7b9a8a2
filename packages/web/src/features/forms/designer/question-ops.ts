import type { Question, Questionnaire } from '@sluice/core/forms/contract'

export type QuestionType = Question['type']
export const questionTypes: readonly QuestionType[] = ['select', 'multi_select', 'boolean', 'text', 'long_text', 'number', 'money', 'date']

/** A key that no question has: `q1`, `q2` … */
export function freeKey(questions: readonly { key: string }[]): string {
  const taken = new Set(questions.map((one) => one.key))
  let n = questions.length + 1
  while (taken.has(`q${n}`)) n += 1
  return `q${n}`
}

/** A question of a type as it begins. */
export function newQuestion(questions: readonly Question[], type: QuestionType, words: { label: string; option: (n: number) => string }): Question {
  const isChoice = type === 'select' || type === 'multi_select'
  return {
    key: freeKey(questions), label: words.label, help: '', type, required: true, points: 0, askIf: null, width: 2,
    options: isChoice ? [1, 2].map((n) => ({ value: `o${n}`, label: words.option(n), points: 0 })) : [],
  }
}

export function addQuestion(form: Questionnaire, question: Question, at = form.questions.length): Questionnaire {
  return { ...form, questions: [...form.questions.slice(0, at), question, ...form.questions.slice(at)] }
}

export function changeQuestion(form: Questionnaire, key: string, part: Partial<Question>): Questionnaire {
  const renamed = part.key !== undefined && part.key !== key ? part.key : null
  return {
    ...form,
    questions: form.questions.map((one) => {
      if (one.key === key) return { ...one, ...part }
      // What hangs on a question follows its new key.
      return renamed !== null && one.askIf?.question === key ? { ...one, askIf: { ...one.askIf, question: renamed } } : one
    }),
  }
}

/** Takes a question out; those that hung on it are always asked then. */
export function removeQuestion(form: Questionnaire, key: string): Questionnaire {
  return { ...form, questions: form.questions.filter((one) => one.key !== key).map((one) => (one.askIf?.question === key ? { ...one, askIf: null } : one)) }
}

/** The earlier questions on which one can hang, with their answers. */
export function possibleMasters(form: Questionnaire, key: string): { key: string; label: string; answers: { value: string; label: string }[] }[] {
  const at = form.questions.findIndex((one) => one.key === key)
  return form.questions.slice(0, Math.max(at, 0)).flatMap((one) => {
    if (one.type === 'boolean') return [{ key: one.key, label: one.label, answers: [{ value: 'true', label: '' }, { value: 'false', label: '' }] }]
    if (one.type === 'select' || one.type === 'multi_select') return [{ key: one.key, label: one.label, answers: one.options.map(({ value, label }) => ({ value, label })) }]
    return []
  })
}
