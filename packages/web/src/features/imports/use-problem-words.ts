import type { ImportDetail } from '@sluice/core/imports/contract'
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'

const known = [
  'malformed', 'unknown_field', 'field_twice', 'field_missing', 'stage_needed', 'pipeline_needed', 'column_missing', 'stage_unknown', 'pipeline_unknown',
  'name_unknown', 'name_ambiguous', 'time_zone_unknown',
] as const

/** A problem of a mapping in words: where it is, and what is wrong there. */
export function useProblemWords(): (problem: ImportDetail['problems'][number]) => string {
  const { t } = useTranslation('imports')
  return useCallback(
    ({ code, path, detail }) => {
      const name = known.find((one) => `mapping.${one}` === code) ?? 'malformed'
      // `columns.close_date` → close_date: the part that a person recognises.
      const where = path.includes('.') ? path.slice(path.indexOf('.') + 1) : path
      return t(`problem.${name}`, { where, detail })
    },
    [t],
  )
}
