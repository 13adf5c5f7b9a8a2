import type { CauseCode } from '../said.ts'
import { remedies } from './library.ts'
import type { Remedy } from './remedy.ts'

/**
 * What answers the causes, best first: one that answers more of them, and earlier ones (causes come in the order of their
 * importance), stands before the rest. Remedies that answer none are left out.
 */
export function remediesFor(causes: readonly CauseCode[], library: readonly Remedy[] = remedies): { remedy: Remedy; answers: CauseCode[] }[] {
  const unique = [...new Set(causes)]
  const weight = (code: CauseCode) => 1 / (1 + unique.indexOf(code))
  return library
    .map((remedy) => {
      const answers = unique.filter((code) => remedy.causes.includes(code))
      // What a remedy names first it answers best.
      return { remedy, answers, score: answers.reduce((sum, code) => sum + weight(code) / (1 + 0.25 * remedy.causes.indexOf(code)), 0) }
    })
    .filter(({ answers }) => answers.length > 0)
    .sort((a, b) => b.score - a.score)
    .map(({ remedy, answers }) => ({ remedy, answers }))
}
