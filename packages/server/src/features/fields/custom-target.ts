import type { FieldObject } from '@sluice/core/fields/field-type'

/** A record whose custom values are written: its row is there, and locked unless it is new. */
export interface CustomTarget {
  object: FieldObject
  id: string
  isNew: boolean
  /** The record's other fields as they will be, by property: what `visibleIf` of a field may ask. */
  record: object
}
