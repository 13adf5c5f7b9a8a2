import type { Question, Questionnaire } from './contract.ts'
import { readAnswer, type AnswerValue } from './read-answer.ts'

/** What a questionnaire holds once its answers are read. */
export interface Assessment {
  /** Answers to what is asked, by the question's key; nothing else. */
  answers: Map<string, AnswerValue>
  /** Keys of the questions that are asked under these answers, in order. */
  asked: string[]
  /** Keys of asked and required questions without an answer. */
  missing: string[]
  isComplete: boolean
  /** Sum of the points; null when no asked question gives any. */
  score: number | null
  /** The most that the asked questions could give; null as `score`. */
  maxScore: number | null
}

/** What was sent, by key. Only own properties are read: a question may be called `constructor`. */
type Raw = Readonly<Record<string, unknown>> | ReadonlyMap<string, unknown>
const rawOf = (raw: Raw, key: string): unknown => (raw instanceof Map ? raw.get(key) : Object.hasOwn(raw, key) ? (raw as Record<string, unknown>)[key] : undefined)

/**
 * Reads answers as they are stored: what does not fit the questionnaire as it is today is passed over, so that a changed
 * questionnaire never makes old answers unreadable.
 */
export function assess(questionnaire: Questionnaire, raw: Raw): Assessment {
  return read(questionnaire, raw).assessment
}

/**
 * Reads answers as they are sent. Keys that are no question and values that do not fit are named in `refused`;
 * answers to questions that are not asked (`askIf`) are dropped without a word: the choice before them was changed.
 */
export function parseAnswers(questionnaire: Questionnaire, raw: Readonly<Record<string, unknown>>): { assessment: Assessment; refused: string[] } {
  const known = new Set(questionnaire.questions.map((question) => question.key))
  const { assessment, refused } = read(questionnaire, raw)
  return { assessment, refused: [...refused, ...Object.keys(raw).filter((key) => !known.has(key))] }
}

function read(questionnaire: Questionnaire, raw: Raw): { assessment: Assessment; refused: string[] } {
  const answers = new Map<string, AnswerValue>()
  const asked: string[] = []
  const missing: string[] = []
  const refused: string[] = []
  let score = 0
  let maxScore = 0
  let scores = false
  for (const question of questionnaire.questions) {
    if (!isAsked(question, answers)) continue
    asked.push(question.key)
    const answer = readAnswer(question, rawOf(raw, question.key))
    if (answer === undefined) refused.push(question.key)
    if (answer !== null && answer !== undefined) answers.set(question.key, answer)
    else if (question.required) missing.push(question.key)
    const most = mostPoints(question)
    scores ||= most !== 0 || givesPoints(question)
    maxScore += most
    score += pointsOf(question, answer ?? null)
  }
  return {
    assessment: { answers, asked, missing, isComplete: missing.length === 0, score: scores ? round(score) : null, maxScore: scores ? round(maxScore) : null },
    refused,
  }
}

/** A question hangs on an earlier one; one that is itself not asked has no answer, so the chain ends there. */
function isAsked({ askIf }: Question, answers: ReadonlyMap<string, AnswerValue>): boolean {
  if (askIf === null) return true
  const answer = answers.get(askIf.question)
  if (answer === undefined) return false
  const given = Array.isArray(answer) ? answer : [String(answer)]
  return given.some((value) => askIf.in.includes(value))
}

const givesPoints = (question: Question): boolean => question.points !== 0 || question.options.some((option) => option.points !== 0)

function pointsOf(question: Question, answer: AnswerValue | null): number {
  if (answer === null) return 0
  if (question.type === 'boolean') return answer === true ? question.points : 0
  if (question.type !== 'select' && question.type !== 'multi_select') return 0
  const chosen = Array.isArray(answer) ? answer : [answer]
  return question.options.filter((option) => chosen.includes(option.value)).reduce((sum, option) => sum + option.points, 0)
}

function mostPoints(question: Question): number {
  const points = question.options.map((option) => option.points)
  if (question.type === 'boolean') return Math.max(0, question.points)
  if (question.type === 'select') return Math.max(0, ...points)
  return question.type === 'multi_select' ? points.filter((p) => p > 0).reduce((sum, p) => sum + p, 0) : 0
}

/** Points may have decimals; their sum shall not show the float's tail. */
const round = (points: number): number => Math.round(points * 1000) / 1000
