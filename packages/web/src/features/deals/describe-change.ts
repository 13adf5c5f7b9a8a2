import type { changeDeal, Deal } from '@sluice/core/pipeline/contract'
import type { BodyInputOf } from '@sluice/core/lib/contract'
import { absent } from '../../ui/format.ts'
import type { Format } from '../../ui/use-format.ts'

export type DealChange = NonNullable<BodyInputOf<typeof changeDeal>>

/** Fields of a change that have a word of their own in the catalogue. */
type FieldWord = 'title' | 'amount' | 'winProbability' | 'forecastCategory' | 'expectedCloseOn' | 'nextStep' | 'nextStepDue' | 'account' | 'owner' | 'source' | 'tags' | 'note' | 'currency'

/** Custom fields are told of where they stand. */
type FieldKey = Exclude<keyof DealChange, 'custom'>

const words: Readonly<Record<FieldKey, FieldWord>> = {
  title: 'title', amountMinor: 'amount', currency: 'currency', winProbability: 'winProbability', forecastCategory: 'forecastCategory',
  expectedCloseOn: 'expectedCloseOn', nextStep: 'nextStep', nextStepDue: 'nextStepDue', accountId: 'account', ownerId: 'owner',
  sourceId: 'source', tagIds: 'tags', note: 'note',
}

/** What one wanted to change beside what the record says now, for a reader to decide between. */
export function describeChange(
  body: DealChange,
  latest: Deal & { note?: string },
  preview: Partial<Deal> | undefined,
  format: Pick<Format, 'money' | 'day' | 'percent'>,
): { field: FieldWord; mine: string; latest: string }[] {
  const say = (key: FieldKey, deal: Partial<Deal> & { note?: string }): string => {
    switch (key) {
      case 'amountMinor':
        return format.money(deal.amountMinor, deal.currency ?? latest.currency)
      case 'expectedCloseOn':
      case 'nextStepDue':
        return format.day(deal[key])
      case 'winProbability':
        return format.percent(deal.winProbability, 0)
      case 'accountId':
        return deal.account?.name ?? absent
      case 'ownerId':
        return deal.owner?.name ?? absent
      case 'tagIds':
        return String(deal.tagIds?.length ?? 0)
      case 'sourceId':
        return deal.sourceId ? '…' : absent
      default:
        return deal[key] || absent
    }
  }
  const keys = (Object.keys(body) as (keyof DealChange)[]).filter((key) => key !== 'custom')
  const mine = { ...body, ...preview } as Partial<Deal>
  return keys.map((key) => ({ field: words[key], mine: say(key, mine), latest: say(key, latest) }))
}
