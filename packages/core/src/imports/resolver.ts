import type { Named, NameIndex } from './name-index.ts'
import { nameIndex } from './name-index.ts'
import type { Mapping, MappingProblem, ValueField } from './mapping.ts'
import type { ReasonCode } from './reasons.ts'
import type { NameRef } from './records.ts'

export type Resolved = { ref: NameRef | null } | { refuse: ReasonCode } | 'skip'

/** Turns one value of a field into the thing that it names; the answer for a value never changes, so it is kept. */
export type Resolver = (value: string) => Resolved

/**
 * A resolver for one field: first what the mapping says of the value, then the one thing of exactly that name, then
 * the mapping's rule for the rest, which refuses unless it says otherwise.
 */
export function resolverFor(field: ValueField, mapping: Mapping, existing: readonly Named[], problems: MappingProblem[]): Resolver {
  const index = nameIndex(existing)
  const actions = mapping.values[field] ?? {}
  const rule = mapping.unmatched[field] ?? 'reject'
  const made = new Set<string>()
  for (const action of Object.values(actions)) if (typeof action === 'object' && 'create' in action) made.add(action.create)

  const decided = new Map<string, Resolved>()
  for (const [value, action] of Object.entries(actions)) {
    if (action === 'skip') decided.set(value, 'skip')
    else if (action === 'empty') decided.set(value, { ref: null })
    else if ('create' in action) decided.set(value, { ref: { create: action.create } })
    else decided.set(value, { ref: use(action.use, `values.${field}.${value}`) })
  }

  function use(wanted: string, path: string): NameRef {
    const found = findOne(wanted, existing, index)
    if (found !== null && found !== 'several') return { id: found }
    if (found === 'several') problems.push({ code: 'mapping.name_ambiguous', path, detail: wanted })
    // `use` of a thing that this import itself makes.
    else if (!made.has(wanted) && rule !== 'create') problems.push({ code: 'mapping.name_unknown', path, detail: wanted })
    return { create: wanted }
  }

  function resolve(value: string): Resolved {
    const exact = index.exact(value)
    if (exact.length === 1 && exact[0] !== undefined) return { ref: { id: exact[0] } }
    if (exact.length > 1) return { refuse: 'value.ambiguous' }
    if (rule === 'create') return { ref: { create: value } }
    return rule === 'empty' ? { ref: null } : { refuse: 'value.unmatched' }
  }

  return (value) => {
    const known = decided.get(value)
    if (known !== undefined) return known
    const answer = resolve(value)
    if (decided.size < 100_000) decided.set(value, answer)
    return answer
  }
}

/** The one existing thing that an id or an exact name stands for. */
export function findOne(wanted: string, existing: readonly Named[], index: NameIndex): string | 'several' | null {
  if (existing.some((thing) => thing.id === wanted)) return wanted
  const found = index.exact(wanted)
  return found.length > 1 ? 'several' : (found[0] ?? null)
}
