import type { Comparison, ExperimentVerdict } from './analysis.ts'
import type { ExperimentDefinition } from './definition.ts'

/** What is needed of a result to say it in words. */
export interface Said {
  verdict: ExperimentVerdict
  arm: string | null
  comparisons: readonly Pick<Comparison, 'arm' | 'difference' | 'low' | 'high'>[]
}

const points = (share: number | null) => (share === null ? '–' : (Math.round(share * 1000) / 10).toFixed(1).replace('-', '−'))
const signed = (share: number | null) => `${share !== null && share > 0 ? '+' : ''}${points(share)}`

/** The verdict as one sentence: what is better by how much, or why nothing can be said yet, and what to do. */
export function verdictSentence({ verdict, arm, comparisons }: Said, { arms, smallestEffect }: Pick<ExperimentDefinition, 'arms' | 'smallestEffect'>, language: 'zh' | 'en', isRunning = true): string {
  const name = (key: string | null | undefined) => arms.find((one) => one.key === key)?.name ?? ''
  const first = name(arms[0]?.key)
  const leading = comparisons.find((one) => one.arm === arm) ?? comparisons.toSorted((a, b) => (b.difference ?? -1) - (a.difference ?? -1))[0]
  const range = leading === undefined ? '' : language === 'zh' ? `区间 ${signed(leading.low)} 到 ${signed(leading.high)}` : `interval ${signed(leading.low)} to ${signed(leading.high)}`
  const difference = leading?.difference ?? null
  const smallest = points(smallestEffect)
  if (language === 'en') {
    switch (verdict) {
      case 'winner': return `“${name(arm)}” is better than “${first}” by ${points(difference)} percentage points (${range}): it can be adopted.`
      case 'harm': return `No other path does as well as “${first}”: stay with it.`
      case 'no_effect': return `No path is ${smallest} percentage points better than “${first}”: no difference worth having.`
      case 'too_few': return 'No difference can be seen before 20 deals of each path have had their days.'
      case 'go_on': return `“${name(leading?.arm)}” against “${first}”: ${signed(difference)} percentage points (${range}).${isRunning ? ' Go on.' : ''}`
      case 'mismatch': return 'The paths did not get deals as their weights say, and not by accident: nothing can be read off. Find out why first.'
    }
  }
  switch (verdict) {
    case 'winner': return `「${name(arm)}」比「${first}」高 ${points(difference)} 个百分点（${range}），可以采用。`
    case 'harm': return `其他路径都不如「${first}」，保持现有做法。`
    case 'no_effect': return `没有路径比「${first}」高出 ${smallest} 个百分点：没有值得追求的差别。`
    case 'too_few': return '每条路径满期的商机还不到 20 个，看不出差别。'
    case 'go_on': return `「${name(leading?.arm)}」比「${first}」${signed(difference)} 个百分点（${range}）${isRunning ? '，继续' : ''}。`
    case 'mismatch': return '各路径分到的商机数与比例不符，且不是偶然：结果不可信，请先查明原因。'
  }
}
