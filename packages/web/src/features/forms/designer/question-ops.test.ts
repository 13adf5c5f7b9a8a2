import { checkQuestionnaire } from '@sluice/core/forms/check-questionnaire'
import { questionnaire } from '@sluice/core/forms/contract'
import { expect, test } from 'vitest'
import { addQuestion, changeQuestion, freeKey, newQuestion, possibleMasters, questionTypes, removeQuestion } from './question-ops.ts'

const words = { label: '新问题', option: (n: number) => `选项 ${n}` }
const made = questionnaire.parse({
  questions: [
    { key: 'budget', label: '有预算吗', type: 'boolean', points: 10 },
    { key: 'amount', label: '多少', type: 'money', askIf: { question: 'budget', in: ['true'] } },
    { key: 'q3', label: '谁决定', type: 'select', options: [{ value: 'boss', label: '老板', points: 5 }] },
  ],
})

test('a new question of every type is valid at once', () => {
  for (const type of questionTypes) {
    const next = addQuestion(made, newQuestion(made.questions, type, words))
    expect(questionnaire.parse(next)).toEqual(next)
    expect(checkQuestionnaire(next)).toEqual([])
  }
  expect(freeKey(made.questions)).toBe('q4')
  expect(freeKey([{ key: 'q2' }])).toBe('q3')
})

test('what hangs on a question follows its key, and stands alone when it goes', () => {
  expect(changeQuestion(made, 'budget', { key: 'money' }).questions[1]?.askIf).toEqual({ question: 'money', in: ['true'] })
  expect(removeQuestion(made, 'budget').questions[0]?.askIf).toBeNull()
})

test('a question can hang only on earlier choices', () => {
  expect(possibleMasters(made, 'q3').map((one) => one.key)).toEqual(['budget'])
  expect(possibleMasters(made, 'budget')).toEqual([])
})
