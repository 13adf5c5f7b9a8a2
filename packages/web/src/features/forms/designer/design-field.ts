import type { CustomField } from '@sluice/core/fields/contract'

/** A field that a layout can hold, with its words. */
export interface DesignField {
  /** As layouts name it: a built-in one by its key, a custom one as `c_<key>`. */
  key: string
  label: string
  /** null: built in. */
  custom: CustomField | null
}
