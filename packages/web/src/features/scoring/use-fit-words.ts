import { leadColumns } from '@sluice/core/scoring/fit-model/lead-columns'
import { useTranslation } from 'react-i18next'

const columnNames = ['title', 'source', 'mail', 'has_phone', 'has_company', 'has_wechat'] as const
const valueNames = ['yes', 'no', 'none', 'free', 'company'] as const
const refusalNames = ['after_outcome', 'too_late', 'predicts_too_well', 'presence_tells', 'empty', 'constant'] as const

/** Columns of the learnt fit, their values, and why one was left out, in words. `names`: of channels and of the organisation's own fields. */
export function useFitWords(names: Readonly<Record<string, string>>) {
  const { t } = useTranslation('scoring')
  return {
    column(key: string): string {
      const known = columnNames.find((one) => one === key)
      return known === undefined ? (names[key] ?? key) : t(`model.columnNames.${known}`)
    },
    value(column: string, value: string | null): string {
      if (value === null || value === '') return t('model.values.missing')
      if (value === '*') return t('model.values.other')
      const named = names[`${column} ${value}`]
      if (named !== undefined) return named
      const known = leadColumns.some(({ key }) => key === column && key !== 'title') ? valueNames.find((one) => one === value) : undefined
      return known === undefined ? value : t(`model.values.${known}`)
    },
    refused(code: string | null): string {
      const known = refusalNames.find((one) => code === `fit_column.${one}`)
      return code === null ? '' : known === undefined ? code : t(`model.refusals.${known}`)
    },
  }
}
