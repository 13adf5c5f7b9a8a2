import type { Field, ObjectCatalogue } from '@sluice/core/conditions/catalogue'
import { OPERATORS } from '@sluice/core/conditions/operators'

type Lang = 'zh' | 'en'
export interface EditorOption {
  name: string
  label: string
}
export interface EditorField extends EditorOption {
  operators?: EditorOption[]
  matchModes?: EditorOption[]
  subproperties?: EditorField[]
}

/** Match modes of related records, as rqb.ts of core reads them. */
export type MatchMode = 'all' | 'some' | 'none' | 'atLeast' | 'atMost' | 'exactly'

const fieldOption = (field: Field, lang: Lang): EditorField => ({
  name: field.key,
  label: field.label[lang],
  operators: Object.entries(OPERATORS[field.type]).map(([name, operator]) => ({ name, label: operator.words[lang] })),
})

/** The catalogue as the editor takes it: fields with their operators, then relations with fields of their own. Pure. */
export function editorFields(object: ObjectCatalogue, lang: Lang, modeWords: Readonly<Record<MatchMode, string>>): EditorField[] {
  const modes = (['some', 'none', 'all', 'atLeast', 'atMost', 'exactly'] as const).map((name) => ({ name, label: modeWords[name] }))
  return [
    ...[...object.fields.values()].map((field) => fieldOption(field, lang)),
    ...[...object.relations.values()].map((relation) => ({
      name: relation.key,
      label: relation.label[lang],
      operators: [{ name: '=', label: '=' }],
      matchModes: modes,
      subproperties: [...relation.target.fields.values()].map((field) => fieldOption(field, lang)),
    })),
  ]
}

/** The field of a rule: of the object itself, or of the related records that its group is about. */
export function findField(object: ObjectCatalogue, key: string): Field | undefined {
  const own = object.fields.get(key)
  if (own) return own
  for (const relation of object.relations.values()) {
    const field = relation.target.fields.get(key)
    if (field) return field
  }
  return undefined
}
