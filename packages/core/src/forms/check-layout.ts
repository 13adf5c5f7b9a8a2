import type { FieldObject } from '../fields/field-type.ts'
import type { Layout } from './contract.ts'
import { layoutFields } from './layout-fields.ts'

/** What does not hold together in a layout: where, and why. */
export interface LayoutProblem {
  path: string
  code: 'duplicate' | 'unknown_field'
}

/** Checks that a layout names each section once, and each field once and only such as the object has. `customKeys` are those of its custom fields. */
export function checkLayout(layout: Layout, object: FieldObject, kind: 'page' | 'create', customKeys: readonly string[]): LayoutProblem[] {
  const known = new Set([...layoutFields(object, kind).map((field) => field.key), ...customKeys.map((key) => `c_${key}`)])
  const seen = new Set<string>()
  const problems: LayoutProblem[] = []
  for (const [i, section] of layout.sections.entries()) {
    if (layout.sections.findIndex((other) => other.id === section.id) < i) problems.push({ path: `definition.sections.${i}.id`, code: 'duplicate' })
    for (const [j, { field }] of section.items.entries()) {
      const path = `definition.sections.${i}.items.${j}.field`
      if (!known.has(field)) problems.push({ path, code: 'unknown_field' })
      else if (seen.has(field)) problems.push({ path, code: 'duplicate' })
      seen.add(field)
    }
  }
  return problems
}
