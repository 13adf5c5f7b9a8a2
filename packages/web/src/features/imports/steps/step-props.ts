import type { ImportDetail, ImportReading } from '@sluice/core/imports/contract'
import type { Mapping } from '@sluice/core/imports/mapping'

/** What every step of the wizard works on: the import as the server has it, and the mapping as it is being edited. */
export interface StepProps {
  detail: ImportDetail
  reading: ImportReading
  mapping: Mapping
  edit: (change: (mapping: Mapping) => Mapping) => void
}
