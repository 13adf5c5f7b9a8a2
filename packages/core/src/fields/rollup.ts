import type { Field, ObjectCatalogue, Relation } from '../conditions/catalogue.ts'
import { ConditionError } from '../conditions/errors.ts'
import { compile } from '../conditions/evaluate.ts'
import type { CustomField, FieldSettings } from './contract.ts'
import { FIELD_CATALOGUES } from './settings.ts'

type Rollup = NonNullable<FieldSettings['rollup']>

/** A roll-up bound to the catalogue: what is counted or added up, and of which related records. */
export interface BoundRollup extends Rollup {
  relationOf: Relation
  /** What is added up; null for a count. */
  fieldOf: Field | null
}

const additive: ReadonlySet<string> = new Set(['number', 'money'])
const ordered: ReadonlySet<string> = new Set(['number', 'money', 'date', 'instant'])

/** The roll-up of a field if it can be computed: its relation and field are there, and its condition fits them. Null otherwise. */
export function bindRollup({ object, settings: { rollup } }: Pick<CustomField, 'object' | 'settings'>): BoundRollup | null {
  if (rollup === null) return null
  const relationOf = FIELD_CATALOGUES[object].relations.get(rollup.relation)
  if (relationOf === undefined) return null
  const fieldOf = rollup.fn === 'count' || rollup.field === null ? null : (relationOf.target.fields.get(rollup.field) ?? null)
  if (rollup.fn !== 'count') {
    const types = rollup.fn === 'sum' || rollup.fn === 'avg' ? additive : ordered
    if (fieldOf === null || !types.has(fieldOf.type)) return null
  }
  if (rollup.where !== null && !fits(rollup.where, relationOf.target)) return null
  return { ...rollup, relationOf, fieldOf }
}

/** Whether the condition can be judged by the system: it names what is there, and does not say "me". */
function fits(where: NonNullable<Rollup['where']>, target: ObjectCatalogue): boolean {
  try {
    compile(where, target, { now: new Date(0), timeZone: 'UTC', me: null, myTeams: [], teamSubtree: () => [] })
    return true
  } catch (error) {
    if (error instanceof ConditionError) return false
    throw error
  }
}
