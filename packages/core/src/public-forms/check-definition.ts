import type { FormDefinition, FormWords } from './definition.ts'
import type { publicFormRefusals } from './refusals.ts'

export interface FormProblem {
  /** Where in the definition: `fields.2.label`. */
  path: string
  code: keyof typeof publicFormRefusals
  /** It can be published all the same. */
  isAdvice?: true
}

/** Types whose answers can be chosen from. */
export const isChoice = (type: string) => type === 'select' || type === 'multi_select'

/** Everything that keeps a draft from being published, and what is better mended. Pure; asked while it is edited and before it is published. */
export function checkDefinition(definition: FormDefinition): FormProblem[] {
  const problems: FormProblem[] = []
  const bad = (path: string, code: FormProblem['code']) => problems.push({ path, code })
  const advise = (path: string, code: FormProblem['code']) => problems.push({ path, code, isAdvice: true })
  const lacks = (text: FormWords) => definition.languages.some((language) => text[language].trim() === '')
  const { fields, consent, thanks } = definition

  if (lacks(definition.title)) bad('title', 'public_form.words_missing')
  if (lacks(definition.submit)) bad('submit', 'public_form.words_missing')
  if (fields.length === 0) bad('fields', 'public_form.no_fields')
  if (fields.length > 0 && !fields.some((field) => ['phone', 'email', 'wechat'].includes(field.target ?? ''))) bad('fields', 'public_form.no_contact')
  const keys = new Set<string>()
  const targets = new Set<string>()
  for (const [i, field] of fields.entries()) {
    const at = `fields.${i}`
    if (keys.has(field.key)) bad(`${at}.key`, 'public_form.duplicate_key')
    keys.add(field.key)
    if (field.target !== null && targets.has(field.target)) bad(`${at}.target`, 'public_form.duplicate_target')
    if (field.target !== null) targets.add(field.target)
    if (field.type === 'hidden') {
      if (field.param === '' && field.value === '') bad(`${at}.param`, 'public_form.hidden_empty')
      continue
    }
    if (lacks(field.label)) bad(`${at}.label`, 'public_form.words_missing')
    if (isChoice(field.type)) {
      if (field.options.length === 0) bad(`${at}.options`, 'public_form.no_options')
      if (new Set(field.options.map((option) => option.value)).size < field.options.length) bad(`${at}.options`, 'public_form.duplicate_key')
      if (field.options.some((option) => lacks(option.label))) bad(`${at}.options`, 'public_form.words_missing')
    }
  }
  if (consent !== null && lacks(consent.text)) bad('consent', 'public_form.words_missing')
  if (thanks.kind === 'text' && lacks(thanks.text)) bad('thanks', 'public_form.words_missing')
  if (thanks.kind === 'redirect' && !isWebAddress(thanks.url)) bad('thanks', 'public_form.bad_address')
  if (definition.reward !== null && thanks.kind === 'redirect') bad('reward', 'public_form.reward_unseen')
  const asked = fields.filter((field) => field.type !== 'hidden')
  if (asked.length > 0 && !asked.some((field) => field.required)) advise('fields', 'public_form.nothing_required')
  if (asked.length > 8) advise('fields', 'public_form.many_fields')
  if (consent === null) advise('consent', 'public_form.no_consent')
  if (contrast(definition.theme.primary, '#ffffff') < 4.5) advise('theme.primary', 'public_form.low_contrast')
  return problems
}

/** A page that may be opened: http or https, no password in it. */
export function isWebAddress(text: string): boolean {
  if (!URL.canParse(text)) return false
  const url = new URL(text)
  return (url.protocol === 'https:' || url.protocol === 'http:') && url.username === '' && url.password === ''
}

/** Contrast ratio of two colours, 1 to 21 (WCAG 2.2, relative luminance). */
export function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a)
  return (light + 0.05) / (dark + 0.05)
}

function luminance(color: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(color.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}
