import type { Localized } from '../config/localized.ts'
import type { Question, Questionnaire } from './contract.ts'

export type FormLanguage = 'zh' | 'en'

/** A questionnaire ready to be taken over, in both languages. `key` becomes the form's key. */
export interface FormTemplate {
  key: string
  name: Localized
  object: 'deal' | 'lead'
  definition(language: FormLanguage): Questionnaire
}

export interface TemplateOption {
  value: string
  label: Localized
  points: number
}

/** A question with its texts in both languages; what is left out has the contract's default. */
export interface TemplateQuestion extends Partial<Pick<Question, 'required' | 'points' | 'askIf' | 'width'>> {
  key: string
  label: Localized
  help?: Localized
  type: Question['type']
  options?: readonly TemplateOption[]
}

/** The template whose texts are taken in the language asked for. */
export function formTemplate(template: Omit<FormTemplate, 'definition'> & { intro: Localized; questions: readonly TemplateQuestion[] }): FormTemplate {
  const { intro, questions, ...rest } = template
  return {
    ...rest,
    definition: (language) => ({
      intro: intro[language],
      questions: questions.map((question) => ({
        key: question.key, label: question.label[language], help: question.help?.[language] ?? '', type: question.type, required: question.required ?? true,
        options: (question.options ?? []).map((option) => ({ value: option.value, label: option.label[language], points: option.points })),
        points: question.points ?? 0, askIf: question.askIf ?? null, width: question.width ?? 2,
      })),
    }),
  }
}
