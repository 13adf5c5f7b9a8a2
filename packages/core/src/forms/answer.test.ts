import fc from 'fast-check'
import { expect, test } from 'vitest'
import { assess, parseAnswers } from './answer.ts'
import { checkQuestionnaire } from './check-questionnaire.ts'
import { questionnaire, type Question, type Questionnaire } from './contract.ts'
import { formTemplateOf, formTemplates } from './templates.ts'

const ask = (...questions: (Partial<Question> & { key: string; type: Question['type'] })[]): Questionnaire =>
  questionnaire.parse({ questions: questions.map((question) => ({ label: question.key, ...question })) })
const option = (value: string, points = 0) => ({ value, label: value, points })

test('the templates are sound in both languages, the same questions in each, and worth 100 points', () => {
  for (const template of formTemplates) {
    for (const language of ['zh', 'en'] as const) {
      const definition = questionnaire.parse(template.definition(language))
      expect(definition).toEqual(template.definition(language))
      expect(checkQuestionnaire(definition)).toEqual([])
      const best = Object.fromEntries(definition.questions.map((q) => [q.key, [...q.options].sort((a, b) => b.points - a.points)[0]?.value]).filter(([, v]) => v !== undefined))
      expect(assess(definition, best).maxScore).toBe(100)
      expect(parseAnswers(definition, { ...best, affected: ['it'] }).assessment.score).toBe(100)
    }
    expect(template.definition('zh').questions.map((q) => q.key)).toEqual(template.definition('en').questions.map((q) => q.key))
  }
  expect(formTemplateOf('constructor')).toBeUndefined()
})

test('BANT: complete once the four are answered and what they ask further; the points add up', () => {
  const bant = formTemplates[0]?.definition('zh') ?? ask({ key: 'none', type: 'text' })
  const half = parseAnswers(bant, { budget: 'planned', authority: 'met' }).assessment
  expect(half).toMatchObject({ isComplete: false, missing: ['need', 'timeframe'], score: 36, maxScore: 100 })
  const vague = parseAnswers(bant, { budget: 'none', authority: 'unknown', need: 'vague', timeframe: 'unknown' }).assessment
  expect(vague).toMatchObject({ isComplete: true, missing: [], score: 0 })
  const clear = parseAnswers(bant, { budget: 'approved', budget_amount: 5_000_000, authority: 'supports', need: 'clear', timeframe: 'months_3' }).assessment
  expect(clear).toMatchObject({ isComplete: false, missing: ['need_summary'], score: 88 })
  const full = parseAnswers(bant, { budget: 'approved', authority: 'supports', need: 'clear', need_summary: '减少停机', timeframe: 'months_3' })
  expect(full.assessment).toMatchObject({ isComplete: true, score: 88 })
  expect(full.refused).toEqual([])
})

test('a question that hangs on another is asked only then, and its answer goes with it, however long the chain', () => {
  const form = ask(
    { key: 'a', type: 'boolean', points: 5 },
    { key: 'b', type: 'select', options: [option('x', 10), option('y', -3)], askIf: { question: 'a', in: ['true'] } },
    { key: 'c', type: 'multi_select', options: [option('p', 1.1), option('q', 2.2)], askIf: { question: 'b', in: ['x'] } },
  )
  expect(assess(form, {})).toMatchObject({ asked: ['a'], missing: ['a'], score: 0, maxScore: 5 })
  expect(assess(form, { a: false, b: 'x', c: ['p'] })).toMatchObject({ asked: ['a'], missing: [], isComplete: true, score: 0 })
  expect(assess(form, { a: true, b: 'y', c: ['p'] })).toMatchObject({ asked: ['a', 'b'], score: 2, maxScore: 15 })
  const all = assess(form, { a: true, b: 'x', c: ['q', 'p'] })
  expect(all).toMatchObject({ score: 18.3, maxScore: 18.3, isComplete: true })
  expect(all.answers.get('c')).toEqual(['p', 'q'])
})

test('what does not fit is refused by name when sent, and passed over when stored', () => {
  const form = ask(
    { key: 'text', type: 'text' }, { key: 'number', type: 'number' }, { key: 'money', type: 'money' }, { key: 'date', type: 'date' },
    { key: 'select', type: 'select', options: [option('x')] }, { key: 'multi', type: 'multi_select', options: [option('x'), option('y')] }, { key: 'yes', type: 'boolean' },
  )
  const bad = { text: 'a\u0000b', number: Number.NaN, money: 1.5, date: '2026-02-30', select: 'toString', multi: ['x', 'x'], yes: 'true', stranger: 1 }
  const { refused, assessment } = parseAnswers(form, bad)
  expect(refused).toEqual(['text', 'number', 'money', 'date', 'select', 'multi', 'yes', 'stranger'])
  expect(assessment.answers.size).toBe(0)
  expect(assess(form, bad).missing).toHaveLength(7)
  // Empty is no answer, not a wrong one.
  expect(parseAnswers(form, { text: ' ', multi: [], date: '', select: null }).refused).toEqual([])
  // Nothing in it gives points: there is no score, which is not a score of zero.
  expect(assessment).toMatchObject({ score: null, maxScore: null })
})

test('names of the prototype are questions like any other, and nothing is inherited', () => {
  const form = ask({ key: 'constructor', type: 'text' }, { key: 'valueof', type: 'text', required: false })
  expect(assess(form, {})).toMatchObject({ missing: ['constructor'] })
  expect([...assess(form, { constructor: '甲' } as never).answers]).toEqual([['constructor', '甲']])
  const hostile: Record<string, unknown> = JSON.parse('{"__proto__": {"constructor": "乙"}, "toString": "丙"}')
  const { assessment, refused } = parseAnswers(form, hostile)
  expect([assessment.answers.size, refused]).toEqual([0, ['__proto__', 'toString']])
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
})

test('any input is read without a fault; the score stays within what can be reached', () => {
  const form = ask(
    { key: 'a', type: 'select', options: [option('x', 3), option('y', 7)] }, { key: 'b', type: 'multi_select', options: [option('x', 3), option('y', 4)] },
    { key: 'c', type: 'boolean', points: 2 }, { key: 'd', type: 'long_text', required: false },
  )
  fc.assert(fc.property(fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd', '__proto__'), fc.anything()), (raw) => {
    const { score, maxScore, missing, isComplete } = assess(form, raw)
    expect(score ?? -1).toBeLessThanOrEqual(maxScore ?? -2)
    expect(isComplete).toBe(missing.length === 0)
  }))
})

test('a questionnaire that does not hold together is refused part by part', () => {
  expect(checkQuestionnaire(ask(
    { key: 'a', type: 'select' },
    { key: 'a', type: 'text' },
    { key: 'b', type: 'select', options: [option('x'), option('x')], askIf: { question: 'c', in: ['1'] } },
    { key: 'c', type: 'text', askIf: { question: 'b', in: ['z'] } },
    { key: 'd', type: 'text', askIf: { question: 'd', in: ['x'] } },
    { key: 'e', type: 'text', askIf: { question: 'c', in: ['x'] } },
  ))).toEqual([
    { path: 'definition.questions.0.options', code: 'options_required' },
    { path: 'definition.questions.1.key', code: 'duplicate' },
    { path: 'definition.questions.2.options', code: 'duplicate' },
    { path: 'definition.questions.2.askIf.question', code: 'unknown_question' },
    { path: 'definition.questions.3.askIf.in', code: 'unknown_option' },
    { path: 'definition.questions.4.askIf.question', code: 'unknown_question' },
    { path: 'definition.questions.5.askIf.question', code: 'unknown_question' },
  ])
})
