/** The types a field can have; each has its operators (operators.ts). */
export const FIELD_TYPES = [
  'text',
  'number',
  'money',
  'date',
  'instant',
  'boolean',
  'choice',
  'user',
  'team',
  'reference',
  'tags',
] as const
export type FieldType = (typeof FIELD_TYPES)[number]
