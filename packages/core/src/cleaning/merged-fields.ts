import { z } from 'zod'

/** The fields of two leads about which one may choose. `source` goes with its detail, `nextStep` with its day, `owner` with the team, `status` with its time. */
export const mergeFields = ['name', 'company', 'title', 'phone', 'email', 'wechat', 'status', 'source', 'owner', 'nextStep', 'tags', 'note'] as const
export type MergeField = (typeof mergeFields)[number]
/** Whose value stays; `both` where two can stand together. */
export type MergeChoice = 'kept' | 'merged' | 'both'
/** Of these, both values can stay. */
export const joinable: ReadonlySet<string> = new Set<MergeField>(['tags', 'note'])

/** Choices by field, custom ones as `c_<key>`. What is left out is chosen by `usualChoice`. */
export const mergeChoices = z.record(z.string().regex(/^(?:[a-zA-Z]{1,20}|c_[a-z][a-z0-9_]{0,62})$/), z.enum(['kept', 'merged', 'both']))
export type MergeChoices = z.infer<typeof mergeChoices>

/** How far a lead has come; the further one counts. */
const progress = ['invalid', 'new', 'nurturing', 'working', 'qualified', 'converted']

/** What is chosen where nobody says: the kept lead's own value, the other's where there is none; tags and notes of both; the status that got further. */
export function usualChoice(field: string, kept: unknown, merged: unknown): MergeChoice {
  if (joinable.has(field)) return 'both'
  if (field === 'status') return progress.indexOf(String(merged)) > progress.indexOf(String(kept)) ? 'merged' : 'kept'
  return isEmpty(kept) && !isEmpty(merged) ? 'merged' : 'kept'
}

export function isEmpty(value: unknown): boolean {
  return value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)
}

/** Two notes one under the other; one that holds the other stays alone. */
export function joinNotes(kept: string, merged: string): string {
  if (merged.trim() === '' || kept.includes(merged)) return kept
  return kept.trim() === '' || merged.includes(kept) ? merged : `${kept}\n\n${merged}`
}
