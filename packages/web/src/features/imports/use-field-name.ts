import { fieldOf } from '@sluice/core/imports/fields'
import type { ImportKind } from '@sluice/core/imports/fields'
import { useCallback } from 'react'
import { useFormat } from '../../ui/use-format.ts'

/** A field of a kind in the user's language. */
export function useFieldName(): (kind: ImportKind, field: string) => string {
  const { language } = useFormat()
  return useCallback(
    (kind, field) => {
      const found = fieldOf(kind, field)
      return found === undefined ? field : language === 'en' ? found.en : found.zh
    },
    [language],
  )
}
