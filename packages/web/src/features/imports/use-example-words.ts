import { fieldOf } from '@sluice/core/imports/fields'
import type { ImportKind } from '@sluice/core/imports/fields'
import { leadStatuses } from '@sluice/core/imports/lead-statuses'
import type { Mapping } from '@sluice/core/imports/mapping'
import { parseAmount } from '@sluice/core/lib/money'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../ui/use-format.ts'
import { usedPipeline } from './model/stage-edit.ts'
import { usePipelines } from './use-existing.ts'
import { useFieldName } from './use-field-name.ts'

/** Names of a record's fields where they differ from those of an import's. */
const aliases: Readonly<Record<string, string>> = {
  externalKey: 'key', code: 'key', amountMinor: 'amount', priceMinor: 'price', ownerId: 'owner', sourceId: 'source', productId: 'product', accountId: 'accountName',
  tagIds: 'tags', stageId: 'stage', lostReasonId: 'lostReason', statusAt: 'status',
}
const outcomes = ['won', 'lost', 'open'] as const
const instant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/
const money = /^-?[\d.]+ [A-Z]{3}$/
const day = /^\d{4}-\d{2}-\d{2}$/
const id = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-/

/** Fields and values of example records as people read them; an id that stands for something else is not shown. */
export function useExampleWords(kind: ImportKind | null, mapping: Mapping | null) {
  const { t } = useTranslation('imports')
  const format = useFormat()
  const fieldName = useFieldName()
  const pipelines = usePipelines()
  const stages = mapping ? (usedPipeline(mapping, pipelines)?.stages ?? []) : []
  return {
    name(field: string): string {
      const own = aliases[field] ?? field
      if (own === 'events') return t('examples.events')
      const home = [kind, 'deals' as const].find((one) => one !== null && fieldOf(one, own))
      return home ? fieldName(home, own) : own
    },
    value(field: string, value: unknown): string {
      if (value === null || value === undefined || value === '') return '—'
      if (typeof value === 'number') return field.endsWith('Minor') ? format.money(value) : format.number(value)
      if (typeof value !== 'string') return Array.isArray(value) ? format.count(value.length) : t('examples.changed')
      if (id.test(value)) return t('examples.changed')
      const amount = money.test(value) ? parseAmount(value, { currency: value.slice(-3), decimal: '.' }) : null
      if (amount?.ok) return format.money(amount.minor, amount.currency)
      if (instant.test(value)) return format.dateTime(value)
      if (day.test(value)) return format.day(value)
      const outcome = outcomes.find((one) => one === value)
      if (outcome) return t(`outcomes.${outcome}`)
      if (field === 'stage') return stages.find((stage) => stage.key === value)?.name ?? value
      if (field !== 'status') return value
      const status = leadStatuses.find((one) => one.id === value)
      return (format.language === 'en' ? status?.aliases?.[1] : status?.name) ?? value
    },
  }
}
