import { z } from 'zod'
import { localizedSchema, type Localized } from './localized.ts'
import type { Playbook } from './pipeline-definition.ts'

/** How to work in a stage, in both languages: what to say, what to ask, what to bring, and answers to what is usually objected. */
export const playbookTemplate = z.strictObject({
  scripts: localizedSchema,
  questions: z.array(localizedSchema).min(1).max(30),
  materials: z.array(localizedSchema).max(30),
  objections: z.array(z.strictObject({ objection: localizedSchema, answer: localizedSchema })).max(30),
})
export type PlaybookTemplate = z.infer<typeof playbookTemplate>

/** The playbook in one language. Materials are names without a link: each organisation has its own. */
export function playbookOf(template: PlaybookTemplate, language: 'zh' | 'en'): Playbook {
  const inWords = (text: Localized) => text[language]
  return {
    scripts: inWords(template.scripts), questions: template.questions.map(inWords),
    materials: template.materials.map((material) => ({ name: inWords(material), url: null })),
    objections: template.objections.map((one) => ({ objection: inWords(one.objection), answer: inWords(one.answer) })),
  }
}
