/** One figure of a report's answer: what it is about, and the number with all that says how it was made. */
export interface ReportLine {
  /** Names of fields on the way to it: `rows.steps.conversion`. */
  path: string
  /** Segment, stage, week, reason… in the order of the way. */
  about: string[]
  value: number | null
  n: number | null
  hits: number | null
  censored: number | null
  low: number | null
  high: number | null
  method: string
  enough: boolean | null
}

/** What tells which of several it is. */
const identities = ['values', 'value', 'stageId', 'reasonId', 'competitor', 'source', 'ownerId', 'indicator', 'bar', 'day', 'name', 'index', 'age', 'quality', 'decay'] as const
/** Instants and settings of the question; names. */
const aside: ReadonlySet<string> = new Set(['asOf', 'from', 'to', 'names', 'zone', 'closing', 'dealIds', 'definition', 'matureDays', 'withinDays', 'sign', 'qualityBands', 'decayBands', 'alarms', ...identities])

type Json = null | boolean | number | string | Json[] | { [key: string]: Json }
const isObject = (node: Json | undefined): node is { [key: string]: Json } => typeof node === 'object' && node !== null && !Array.isArray(node)
/** A text or number of the answer as it stands in a cell; nothing else has a place there. */
const textOf = (node: Json | undefined): string => (typeof node === 'string' || typeof node === 'number' ? String(node) : '')
const numberOf = (node: Json | undefined): number | null => (typeof node === 'number' ? node : null)

/** Every figure of an answer, whatever its shape: what has a value and a method, differences, counts, and series by their steps. */
export function reportLines(answer: Json, nameOf: (key: string, id: string) => string): ReportLine[] {
  const lines: ReportLine[] = []
  const steps = isObject(answer) && Array.isArray(answer.steps) ? answer.steps.map((step) => (isObject(step) ? step.name : null)) : []
  const plain = { n: null, hits: null, censored: null, low: null, high: null, method: '', enough: null }
  const visit = (node: Json, path: string[], about: string[]): void => {
    const at = path.join('.')
    if (typeof node === 'number') return void lines.push({ path: at, about, value: node, ...plain })
    if (Array.isArray(node)) {
      node.forEach((one, i) => visit(one, path, typeof one === 'number' ? [...about, textOf(steps[i] ?? i)] : about))
      return
    }
    if (!isObject(node)) return
    if ('enough' in node && 'n' in node) {
      const { value, n, hits, censored, low, high, method, enough } = node
      lines.push({ path: at, about, value: numberOf(value), n: numberOf(n), hits: numberOf(hits), censored: numberOf(censored), low: numberOf(low), high: numberOf(high), method: textOf(method), enough: enough === true })
      return
    }
    const own = [...about, ...identitiesOf(node, nameOf)]
    if ('difference' in node && isObject(node.b)) {
      lines.push({ ...plain, path: at, about: own, value: numberOf(node.difference), n: numberOf(node.b.n), low: numberOf(node.low), high: numberOf(node.high), method: 'difference', enough: node.enough === true })
      return
    }
    // `values` may be texts that name a segment, or figures.
    const isList = (child: Json) => Array.isArray(child) && isObject(child[0])
    for (const [key, child] of Object.entries(node)) if (!aside.has(key) || (key === 'values' && isList(child))) visit(child, [...path, key], own)
  }
  // The columns of a heat map stand beside its cells.
  if (isObject(answer) && Array.isArray(answer.columns) && Array.isArray(answer.stages)) {
    const columns = answer.columns.map((column) => (isObject(column) ? textOf(column.name) || nameOf('value', textOf(column.value)) : ''))
    for (const stage of answer.stages) {
      if (!isObject(stage)) continue
      const name = identitiesOf(stage, nameOf)
      if (Array.isArray(stage.cells)) stage.cells.forEach((cell, i) => visit(cell, ['stages', 'cells'], [...name, columns[i] ?? '']))
    }
    return lines
  }
  visit(answer, [], [])
  return lines
}

function identitiesOf(node: { [key: string]: Json }, nameOf: (key: string, id: string) => string): string[] {
  return identities.flatMap((key) => {
    const found = node[key]
    if (found === undefined) return []
    return (Array.isArray(found) ? found : [found]).flatMap((id) => (id === null ? ['—'] : typeof id === 'string' || typeof id === 'number' ? [nameOf(key, String(id))] : []))
  })
}
