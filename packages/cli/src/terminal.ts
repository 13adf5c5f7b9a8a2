import { fillWords } from '@sluice/core/lib/refusal'
import { refusals } from '@sluice/core/refusals'
import { DatabaseError } from '@sluice/server/platform/postgres/errors'
import { Refusal } from '@sluice/server/platform/refusal'

/** The terminal's language: Chinese unless the locale says otherwise. */
export const language: 'zh' | 'en' = /^(en|C|POSIX)/i.test(process.env.LC_ALL ?? process.env.LC_MESSAGES ?? process.env.LANG ?? 'zh') ? 'en' : 'zh'

/** A line for people; with `--json` only the result goes to stdout. */
export function say(text: string): void {
  process.stdout.write(`${text}\n`)
}

export function complain(text: string): void {
  process.stderr.write(`${text}\n`)
}

/** Wrong words on the command line. */
export class UsageError extends Error {}

/**
 * Runs a command and turns what went wrong into words and an exit code: 1 refused, 2 wrong usage. A fault keeps its
 * stack trace. With `json` the refusal is one JSON object on stderr.
 */
export async function attempt(json: boolean, work: () => Promise<number>): Promise<number> {
  try {
    return await work()
  } catch (error) {
    const found = describe(error)
    if (found === null) throw error
    complain(json ? JSON.stringify({ error: found }) : found.message)
    return error instanceof UsageError ? 2 : 1
  }
}

function describe(error: unknown): { code: string; message: string; data?: unknown; errors?: unknown } | null {
  if (error instanceof Refusal) {
    const { code, data, errors } = error
    return { code, message: fillWords(refusals[code][language], data), ...(Object.keys(data).length > 0 && { data }), ...(errors.length > 0 && { errors }) }
  }
  if (error instanceof DatabaseError) return { code: error.code, message: error.words[language] }
  if (error instanceof UsageError) return { code: 'usage', message: error.message }
  // parseArgs
  if (error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')) return { code: 'usage', message: error.message }
  return null
}
