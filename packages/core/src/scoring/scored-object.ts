import type { ObjectCatalogue } from '../conditions/catalogue.ts'
import type { Condition } from '../conditions/condition.ts'

/**
 * Fields that rules may not ask: what scoring itself writes (a score would chase its own tail), what tells the outcome, and what only says
 * how much was worked on a lead.
 */
const unasked = new Set(['score', 'grade', 'converted', 'lastActivity', 'number'])

/** Leads as score rules know them: fields of the lead alone, no related records, which change without a change of the lead. */
export function scoredObject(object: ObjectCatalogue): ObjectCatalogue {
  return { ...object, fields: new Map([...object.fields].filter(([key]) => !unasked.has(key))), relations: new Map() }
}

/** Whether the verdict may change with the calendar alone. */
export function asksTime(condition: Condition, object: ObjectCatalogue): boolean {
  if ('and' in condition) return condition.and.some((part) => asksTime(part, object))
  if ('or' in condition) return condition.or.some((part) => asksTime(part, object))
  if ('not' in condition) return asksTime(condition.not, object)
  if (!('field' in condition)) return true
  const type = object.fields.get(condition.field)?.type
  return type === 'date' || type === 'instant'
}
