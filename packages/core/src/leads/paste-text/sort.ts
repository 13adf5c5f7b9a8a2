import {
  chineseAddress, chineseCompany, chineseName, chineseTitle, department, latinAddress, latinCompany, latinName, latinTitle, maybeCompany, type PartKind, politeName,
} from './words.ts'

/** A part of the text with the label that stood before it, if any. */
export type Part = { value: string; start: number; end: number; kind: PartKind | null }

const han = /\p{Script=Han}/u

/** What a part is by its label or its looks; "maybe" is used where nothing better is found, null is not understood. */
export function kindOfPart({ value, kind }: Part): PartKind | 'maybe_company' | 'maybe_name' | null {
  if (kind !== null) return kind === 'phone' || kind === 'email' ? 'other' : kind
  return han.test(value) ? chineseKind(value) : latinKind(value)
}

function chineseKind(value: string): PartKind | 'maybe_company' | 'maybe_name' | null {
  if (chineseCompany.test(value)) return 'company'
  if (politeName.test(value)) return 'name'
  if (chineseTitle.test(value) && value.length <= 20) return 'title'
  if (chineseAddress.test(value)) return 'address'
  if (chineseName.test(value)) return maybeCompany.test(value) ? 'maybe_company' : 'name'
  if (department.test(value) && value.length <= 12) return 'title'
  if (maybeCompany.test(value)) return 'maybe_company'
  return /^\p{Script=Han}{2,4}$/u.test(value) ? 'maybe_name' : null
}

function latinKind(value: string): PartKind | 'maybe_company' | 'maybe_name' | null {
  if (latinCompany.test(value) && !/^(?:head|director|manager|vp)\b/i.test(value)) return 'company'
  if (latinAddress.test(value)) return 'address'
  if (latinTitle.test(value)) return 'title'
  if (latinName.test(value)) return 'name'
  return /^\p{Lu}[\p{L}&.-]+(?: [\p{L}&.-]+){0,2}$/u.test(value) ? 'maybe_company' : null
}
