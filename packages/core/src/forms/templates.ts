import type { FormTemplate } from './form-template.ts'
import { bantTemplate } from './templates/bant.ts'
import { champTemplate } from './templates/champ.ts'

/** The ready questionnaires, in the order in which they are offered. */
export const formTemplates: readonly FormTemplate[] = [bantTemplate, champTemplate]

/** The template with this key, or undefined. */
export function formTemplateOf(key: string): FormTemplate | undefined {
  return formTemplates.find((template) => template.key === key)
}
