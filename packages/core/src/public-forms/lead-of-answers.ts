import { leadTargets, type FormDefinition, type LeadTarget } from './definition.ts'
import type { FormAnswers } from './read-answers.ts'

/** What the answers say of a lead: its own fields, and custom ones by their keys. Texts trimmed and of one line, but for the note. */
export interface LeadOfAnswers {
  fields: Partial<Record<LeadTarget, string>>
  custom: Record<string, unknown>
}

export function leadOfAnswers(definition: FormDefinition, answers: FormAnswers): LeadOfAnswers {
  const fields: Partial<Record<LeadTarget, string>> = {}
  const custom: Record<string, unknown> = {}
  for (const { key, target, type } of definition.fields) {
    const answer = Object.hasOwn(answers, key) ? answers[key] : undefined
    if (answer === undefined || target === null) continue
    if (target.startsWith('c_')) custom[target.slice(2)] = typeof answer === 'string' && type !== 'long_text' ? answer.trim() : answer
    else if (isLeadTarget(target)) fields[target] = textOf(answer, target)
  }
  return { fields, custom }
}

const isLeadTarget = (target: string): target is LeadTarget => (leadTargets as readonly string[]).includes(target)

function textOf(answer: FormAnswers[string], target: LeadTarget): string {
  const text = Array.isArray(answer) ? answer.join(', ') : String(answer)
  // oxlint-disable-next-line no-control-regex -- they are what is taken out
  return target === 'note' ? text : text.replace(/\s+/g, ' ').replace(/[\u0000-\u001f\u007f]/g, '').trim()
}

/** What a lead is called when nobody asked for a name: the company, else how they are reached. */
export function nameOf({ fields }: LeadOfAnswers): string {
  return (fields.name || fields.company || fields.email || fields.phone || fields.wechat || '—').slice(0, 100)
}
