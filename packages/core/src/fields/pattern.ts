/**
 * Patterns of custom fields. They come from outside, so they are neither given to the engine's regular expressions nor
 * backtracked: a small language (characters, classes, groups, alternatives, counted repetition) is compiled to a machine
 * that reads each character once, for all its states together. Time is at most input × pattern, whatever the pattern.
 * Repetition over repetition or over alternatives, back references and lookaround are refused besides.
 */
export interface Pattern {
  /** Whether the whole text is in the form. Longer texts than `PATTERN_LIMITS.input` never are. */
  matches: (text: string) => boolean
}

export const PATTERN_LIMITS = { source: 200, input: 500, repeat: 500, states: 4000, depth: 10 } as const

type Ranges = readonly (readonly [number, number])[]
interface CharSet { ranges: Ranges; isNegated: boolean }
type Node =
  | { kind: 'set'; set: CharSet }
  | { kind: 'seq'; parts: Node[] }
  | { kind: 'alt'; branches: Node[] }
  | { kind: 'repeat'; node: Node; min: number; max: number }

class BadPattern extends Error {}

/** Compiles a pattern; null when it is none of the language, or too large. */
export function compilePattern(source: string): Pattern | null {
  if (source.length > PATTERN_LIMITS.source) return null
  try {
    const program = compile(new Reader(source).whole())
    return { matches: (text) => text.length <= PATTERN_LIMITS.input && run(program, text) }
  } catch (error) {
    if (error instanceof BadPattern) return null
    throw error
  }
}

const CLASSES: Readonly<Record<string, Ranges>> = {
  d: [[48, 57]], w: [[48, 57], [65, 90], [95, 95], [97, 122]], s: [[9, 13], [32, 32], [160, 160], [8192, 8202], [8239, 8239], [12288, 12288]],
}
const LAST = 0x10_ffff
const ANY: CharSet = { ranges: [], isNegated: true }
const SPECIAL = new Set('\\^$.*+?()[]{}|')
const ESCAPED: Readonly<Record<string, number>> = { n: 10, r: 13, t: 9 }

class Reader {
  readonly #points: string[]
  #at = 0
  constructor(source: string) {
    this.#points = [...source]
  }

  whole(): Node {
    // It is matched whole anyway: an anchor at either end says nothing new.
    if (this.#peek() === '^') this.#at += 1
    const node = this.#alternatives(1)
    if (this.#at < this.#points.length) throw new BadPattern()
    return node
  }

  #peek(): string | undefined {
    return this.#points[this.#at]
  }
  #next(): string {
    const point = this.#points[this.#at]
    if (point === undefined) throw new BadPattern()
    this.#at += 1
    return point
  }

  #alternatives(depth: number): Node {
    if (depth > PATTERN_LIMITS.depth) throw new BadPattern()
    const branches = [this.#sequence(depth)]
    while (this.#peek() === '|') {
      this.#at += 1
      branches.push(this.#sequence(depth))
    }
    return branches.length === 1 && branches[0] !== undefined ? branches[0] : { kind: 'alt', branches }
  }

  #sequence(depth: number): Node {
    const parts: Node[] = []
    for (let point = this.#peek(); point !== undefined && point !== '|' && point !== ')'; point = this.#peek()) {
      if (point === '$' && this.#at === this.#points.length - 1) {
        this.#at += 1
        break
      }
      parts.push(this.#repeated(this.#atom(depth)))
    }
    return { kind: 'seq', parts }
  }

  #atom(depth: number): Node {
    const point = this.#next()
    if (point === '(') {
      if (this.#peek() === '?') {
        this.#at += 1
        // `(?:` groups; everything else behind `(?` looks around or names.
        if (this.#next() !== ':') throw new BadPattern()
      }
      const inner = this.#alternatives(depth + 1)
      if (this.#next() !== ')') throw new BadPattern()
      return inner
    }
    if (point === '.') return { kind: 'set', set: ANY }
    if (point === '[') return { kind: 'set', set: this.#set() }
    if (point === '\\') return { kind: 'set', set: this.#escape() }
    if (SPECIAL.has(point)) throw new BadPattern()
    return { kind: 'set', set: only(point.codePointAt(0) ?? 0) }
  }

  #escape(): CharSet {
    const point = this.#next()
    const lower = point.toLowerCase()
    if (Object.hasOwn(CLASSES, lower)) return { ranges: CLASSES[lower] ?? [], isNegated: point !== lower }
    return only(this.#escapedPoint(point))
  }
  #escapedPoint(point: string): number {
    const control = Object.hasOwn(ESCAPED, point) ? ESCAPED[point] : undefined
    if (control !== undefined) return control
    if (point === 'u') {
      const digits = [this.#next(), this.#next(), this.#next(), this.#next()].join('')
      if (!/^[0-9a-f]{4}$/i.test(digits)) throw new BadPattern()
      return Number.parseInt(digits, 16)
    }
    // Digits would refer back, letters mean something that is not offered.
    if (/[\p{L}\p{N}]/u.test(point)) throw new BadPattern()
    return point.codePointAt(0) ?? 0
  }

  #set(): CharSet {
    const isNegated = this.#peek() === '^'
    if (isNegated) this.#at += 1
    const ranges: [number, number][] = []
    for (let point = this.#next(); point !== ']'; point = this.#next()) {
      if (point === '\\' && Object.hasOwn(CLASSES, this.#peek() ?? '')) {
        ranges.push(...(CLASSES[this.#next()] ?? []).map(([from, to]): [number, number] => [from, to]))
        continue
      }
      const from = point === '\\' ? this.#escapedPoint(this.#next()) : (point.codePointAt(0) ?? 0)
      if (this.#peek() !== '-' || this.#points[this.#at + 1] === ']') {
        ranges.push([from, from])
        continue
      }
      this.#at += 1
      const end = this.#next()
      const to = end === '\\' ? this.#escapedPoint(this.#next()) : (end.codePointAt(0) ?? 0)
      if (to < from) throw new BadPattern()
      ranges.push([from, to])
    }
    if (ranges.length === 0) throw new BadPattern()
    return { ranges, isNegated }
  }

  #repeated(node: Node): Node {
    const point = this.#peek()
    const bounds = point === '*' ? [0, Infinity] : point === '+' ? [1, Infinity] : point === '?' ? [0, 1] : point === '{' ? this.#counts() : null
    if (bounds === null) return node
    if (point !== '{') this.#at += 1
    const [min = 0, max = 0] = bounds
    if (max < min || min > PATTERN_LIMITS.repeat || (max !== Infinity && max > PATTERN_LIMITS.repeat)) throw new BadPattern()
    // Lazy, possessive and repeated repetition.
    if (['*', '+', '?', '{'].includes(this.#peek() ?? '')) throw new BadPattern()
    if (max > 1 && holdsChoice(node)) throw new BadPattern()
    return { kind: 'repeat', node, min, max }
  }
  #counts(): number[] {
    const rest = this.#points.slice(this.#at, this.#at + 10).join('')
    const match = /^\{(\d{1,3})(?:(,)(\d{1,3})?)?\}/.exec(rest)
    if (match === null) throw new BadPattern()
    this.#at += match[0].length
    const min = Number(match[1])
    return [min, match[2] === undefined ? min : match[3] === undefined ? Infinity : Number(match[3])]
  }
}

const only = (point: number): CharSet => ({ ranges: [[point, point]], isNegated: false })

/** Whether a node repeats or chooses inside, and so may not be repeated itself. */
function holdsChoice(node: Node): boolean {
  if (node.kind === 'seq') return node.parts.some(holdsChoice)
  return node.kind !== 'set'
}

type Step = { op: 'set'; set: CharSet; next: number } | { op: 'fork'; to: number[] } | { op: 'end' }

/** Thompson's construction, from the end to the beginning: each step knows the one behind it. */
function compile(root: Node): Step[] {
  const steps: Step[] = [{ op: 'end' }]
  const add = (step: Step): number => {
    if (steps.length >= PATTERN_LIMITS.states) throw new BadPattern()
    return steps.push(step) - 1
  }
  const build = (node: Node, next: number): number => {
    switch (node.kind) {
      case 'set':
        return add({ op: 'set', set: node.set, next })
      case 'seq':
        return node.parts.reduceRight((after, part) => build(part, after), next)
      case 'alt':
        return add({ op: 'fork', to: node.branches.map((branch) => build(branch, next)) })
      case 'repeat': {
        let entry = next
        if (node.max === Infinity) {
          const loop: Step = { op: 'fork', to: [] }
          entry = add(loop)
          loop.to.push(build(node.node, entry), next)
        } else {
          for (let n = node.min; n < node.max; n += 1) entry = add({ op: 'fork', to: [build(node.node, entry), next] })
        }
        for (let n = 0; n < node.min; n += 1) entry = build(node.node, entry)
        return entry
      }
    }
  }
  const start = build(root, 0)
  // The entry is always the last step.
  if (start !== steps.length - 1) add({ op: 'fork', to: [start] })
  return steps
}

function accepts({ ranges, isNegated }: CharSet, point: number): boolean {
  return point <= LAST && ranges.some(([from, to]) => point >= from && point <= to) !== isNegated
}

function run(steps: readonly Step[], text: string): boolean {
  let current = closure(steps, [steps.length - 1])
  for (const char of text) {
    const point = char.codePointAt(0) ?? 0
    const next: number[] = []
    for (const at of current) {
      const step = steps[at]
      if (step?.op === 'set' && accepts(step.set, point)) next.push(step.next)
    }
    if (next.length === 0) return false
    current = closure(steps, next)
  }
  return current.has(0)
}

/** All steps that are reached without reading a character. */
function closure(steps: readonly Step[], from: readonly number[]): Set<number> {
  const seen = new Set<number>()
  const pending = [...from]
  for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
    if (seen.has(at)) continue
    seen.add(at)
    const step = steps[at]
    if (step?.op === 'fork') pending.push(...step.to)
  }
  return seen
}
