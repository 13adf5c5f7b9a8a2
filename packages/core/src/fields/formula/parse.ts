import { Environment, ParseError, type ASTNode } from '@marcbachmann/cel-js'
import { FormulaError } from './error.ts'

export type { ASTNode } from '@marcbachmann/cel-js'

const SOURCE = 2000

/** Bounds of a formula: whatever it says, reading and computing it take a moment at most. */
const environment = new Environment({
  unlistedVariablesAreDyn: true,
  limits: { maxAstNodes: 200, maxDepth: 40, maxListElements: 50, maxMapEntries: 0, maxCallArguments: 20 },
})

/**
 * Reads a formula as CEL. Only the syntax tree is taken: types, names and values are ours (compile.ts), so none of CEL's
 * own functions, macros and patterns can be reached.
 */
export function parseFormula(source: string): ASTNode {
  if (source.length > SOURCE) throw new FormulaError('too_large')
  try {
    return environment.parse(withIf(source)).ast
  } catch (error) {
    if (!(error instanceof ParseError)) throw error
    if (error.code === 'limit_exceeded') throw new FormulaError('too_large')
    throw new FormulaError('syntax', { at: (error.range?.start ?? 0) + 1 })
  }
}

/** `if` is reserved in CEL; people know it from spreadsheets. Its calls are read as `IF`, of the same length, outside of texts. */
function withIf(source: string): string {
  return source.replace(/("(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')|(?<![\w.])if(?=\s*\()/g, (_, text: string | undefined) => text ?? 'IF')
}
