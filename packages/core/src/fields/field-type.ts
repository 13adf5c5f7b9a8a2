/** The types a custom field can have. */
export const CUSTOM_FIELD_TYPES = [
  'text', 'long_text', 'number', 'money', 'percent', 'date', 'time', 'select', 'multi_select', 'user', 'team', 'reference',
  'phone', 'mail', 'url', 'address', 'file', 'boolean', 'formula', 'rollup',
] as const
export type CustomFieldType = (typeof CUSTOM_FIELD_TYPES)[number]

/** Objects that can have custom fields. */
export const FIELD_OBJECTS = ['lead', 'account', 'contact', 'deal', 'activity', 'product'] as const
export type FieldObject = (typeof FIELD_OBJECTS)[number]
