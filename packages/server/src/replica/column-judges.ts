import { type DealColumns, EXIT_CODES, NO_AMOUNT, NO_DAY, NO_STAGE } from '@sluice/core/funnel/columns'
import { dateOfDay } from '@sluice/core/funnel/zone-days'

/** What columns say of a condition on a row. The order makes `and` the least of its parts and `or` the greatest. */
export const NO = 0
export const UNKNOWN = 1
export const YES = 2

/** The verdict on each of these rows, in their order. */
export type RowsJudge = (columns: DealColumns, rows: Uint32Array) => Uint8Array

/** A field condition's verdict on a raw value, as the condition language gives it for a record in memory. */
type Test = (raw: unknown) => boolean

/** What of a pipeline decides whether its columns say where a deal stands. */
export interface Place {
  pipelineId: string
  /** Stages that others were mapped to: a closed deal counted in one of them may still be recorded in the other. */
  successors: ReadonlySet<string>
  /** Stays may be put together of several (core/funnel/lineage). */
  hasLineage: boolean
}

const TRANSFER = EXIT_CODES.indexOf('transfer')
const verdict = (isTrue: boolean) => (isTrue ? YES : NO)
const lastVersion = ({ deal }: DealColumns, row: number) => (deal.versionFrom[row] as number) + (deal.versionCount[row] as number) - 1
const lastStay = ({ deal }: DealColumns, row: number) => (deal.stayFrom[row] as number) + (deal.stayCount[row] as number) - 1

function each(rows: Uint32Array, judge: (row: number) => number): Uint8Array {
  const verdicts = new Uint8Array(rows.length)
  for (let i = 0; i < rows.length; i++) verdicts[i] = judge(rows[i] as number)
  return verdicts
}

/** Values that many deals share are judged once each. */
const coded = (values: readonly (string | null)[], test: Test) => Uint8Array.from(values, (value) => verdict(test(value)))

const ofVersion = (name: 'currency' | 'owner' | 'team' | 'source') => (test: Test): RowsJudge => (columns, rows) => {
  const verdicts = coded(columns.dictionaries[name].values, test)
  const codes = columns.version[name]
  return each(rows, (row) => verdicts[codes[lastVersion(columns, row)] as number] as number)
}

/** One date for all rows: the language takes instants as dates. */
const ofInstant = (test: Test) => {
  const date = new Date(0)
  const none = verdict(test(null))
  return (at: number) => (at === Infinity ? none : (date.setTime(at), verdict(test(date))))
}

/** How columns judge each field of a deal as it stands today; a deal that has left for another pipeline stands elsewhere. */
const judges: Readonly<Record<string, (test: Test, place: Place) => RowsJudge>> = {
  currency: ofVersion('currency'),
  owner: ofVersion('owner'),
  team: ofVersion('team'),
  source: ofVersion('source'),
  amount: (test) => (columns, rows) => {
    const { amountMinor, flags } = columns.version
    const none = verdict(test(null))
    return each(rows, (row) => {
      const v = lastVersion(columns, row)
      return ((flags[v] as number) & NO_AMOUNT) === 0 ? verdict(test(amountMinor[v])) : none
    })
  },
  expectedClose: (test) => (columns, rows) => {
    const days = new Map<number, number>([[NO_DAY, verdict(test(null))]])
    return each(rows, (row) => {
      const day = columns.version.expectedClose[lastVersion(columns, row)] as number
      let known = days.get(day)
      if (known === undefined) days.set(day, (known = verdict(test(dateOfDay(day)))))
      return known
    })
  },
  created: (test) => (columns, rows) => {
    const judge = ofInstant(test)
    return each(rows, (row) => judge(columns.deal.createdAt[row] as number))
  },
  closed: (test) => (columns, rows) => {
    const judge = ofInstant(test)
    return each(rows, (row) => judge(columns.version.closedAt[lastVersion(columns, row)] as number))
  },
  pipeline: (test, { pipelineId }) => (columns, rows) => {
    const here = verdict(test(pipelineId))
    return each(rows, (row) => (columns.stay.exit[lastStay(columns, row)] === TRANSFER ? UNKNOWN : here))
  },
  status: (test) => (columns, rows) => {
    const byExit = Uint8Array.from(EXIT_CODES, (exit) => (exit === '' ? verdict(test('open')) : exit === 'won' || exit === 'lost' ? verdict(test(exit)) : UNKNOWN))
    return each(rows, (row) => byExit[columns.stay.exit[lastStay(columns, row)] as number] ?? UNKNOWN)
  },
  stage: (test, { successors }) => (columns, rows) => {
    const open = new Uint8Array(NO_STAGE + 1).fill(UNKNOWN)
    const closed = open.slice()
    columns.stages.forEach(({ id }, k) => {
      open[k] = verdict(test(id))
      if (!successors.has(id)) closed[k] = open[k]
    })
    return each(rows, (row) => {
      const s = lastStay(columns, row)
      const exit = columns.stay.exit[s] as number
      if (exit === TRANSFER) return UNKNOWN
      return (exit === 0 ? open : closed)[columns.stay.stage[s] as number] as number
    })
  },
  stageEntered: (test, { hasLineage }) => (columns, rows) => {
    if (hasLineage) return new Uint8Array(rows.length).fill(UNKNOWN)
    const judge = ofInstant(test)
    return each(rows, (row) => {
      const s = lastStay(columns, row)
      return columns.stay.exit[s] === TRANSFER ? UNKNOWN : judge(columns.stay.enteredAt[s] as number)
    })
  },
}

/** How columns judge a field condition; null when they say nothing of the field. */
export const judgeOf = (field: string, test: Test, place: Place): RowsJudge | null => (Object.hasOwn(judges, field) ? (judges[field]?.(test, place) ?? null) : null)

/** How columns judge a select field of the deal that is among their dimensions. */
export const judgeOfDimension = (name: string, test: Test): RowsJudge => (columns, rows) => {
  const dimension = columns.dimensions.get(name)
  if (dimension === undefined) return new Uint8Array(rows.length).fill(UNKNOWN)
  const verdicts = coded(dimension.dictionary.values, test)
  return each(rows, (row) => verdicts[dimension.codes[row] as number] as number)
}
