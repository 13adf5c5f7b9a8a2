import { readDate } from '@sluice/core/imports/date-reading'
import type { DateOrder } from '@sluice/core/imports/date-reading'

/** One cell and the day it would be in each order; null: impossible in that order. */
export interface DateExample {
  text: string
  days: Record<string, string | null>
}

/** Cells that show the difference between the orders best: those that give different days come first. Pure. */
export function dateExamples(cells: readonly string[], orders: readonly DateOrder[], limit = 3): DateExample[] {
  const examples = cells.map((text) => ({ text, days: Object.fromEntries(orders.map((order) => [order, readDate(text, order)?.date ?? null])) }))
  const tellsApart = ({ days }: DateExample) => new Set(Object.values(days)).size > 1
  return [...examples.filter(tellsApart), ...examples.filter((one) => !tellsApart(one))].slice(0, limit)
}
