import { z } from 'zod'
import { contract } from '../lib/contract.ts'
import { id, instantOut, line, prose, ref } from '../lib/wire.ts'
import { languageKinds } from './question.ts'

/** The optional language model: an OpenAI-compatible endpoint of the organisation's own choice, off until an administrator says otherwise. */

export const languageModelSettings = z.object({
  isOn: z.boolean(), baseUrl: z.string().nullable(), model: z.string().nullable(), hasKey: z.boolean(),
  /** Of the last 30 days. */
  uses: z.object({ n: z.number().int(), promptTokens: z.number().int(), answerTokens: z.number().int() }), version: z.number().int(),
}).meta({ id: 'LanguageModelSettings' })
export type LanguageModelSettings = z.infer<typeof languageModelSettings>
export const getLanguageModel = contract({
  name: 'getLanguageModel', method: 'GET', path: '/language-model', tag: 'language model', summary: 'Whether there is a language model for the viewer, and where what is sent goes.',
  response: z.object({ isOn: z.boolean(), host: z.string().nullable(), model: z.string().nullable() }),
})
export const getLanguageModelSettings = contract({
  name: 'getLanguageModelSettings', method: 'GET', path: '/language-model/settings', tag: 'language model', summary: 'How the language model is reached; its key is never shown.', response: languageModelSettings,
})
export const changeLanguageModel = contract({
  name: 'changeLanguageModel', method: 'PATCH', path: '/language-model/settings', tag: 'language model', ifMatch: true, confidential: true, summary: 'Changes how the language model is reached, or switches it on or off.',
  body: z.object({ isOn: z.boolean(), baseUrl: line(500).nullable(), model: line(200).nullable(), key: line(500).nullable() }).partial(), response: languageModelSettings,
})
export const testLanguageModel = contract({
  name: 'testLanguageModel', method: 'POST', path: '/language-model/test', tag: 'language model', confidential: true, summary: 'Asks the language model for one word: is it reached, do key and model fit?',
  response: z.object({ fault: z.enum(['unreachable', 'timeout', 'key', 'limit', 'refused', 'garbage']).nullable(), said: z.string() }),
})
export const languageModelUse = z.object({
  id, at: instantOut, user: ref, kind: z.enum(languageKinds), outcome: z.string(), model: z.string(), promptTokens: z.number().int().nullable(), answerTokens: z.number().int().nullable(),
})
export type LanguageModelUse = z.infer<typeof languageModelUse>
export const listLanguageModelUses = contract({
  name: 'listLanguageModelUses', method: 'GET', path: '/language-model/uses', tag: 'language model', summary: 'Who used it last, for what, and how much; what was said is not kept.', response: z.object({ items: z.array(languageModelUse) }),
})

const record = { subjectType: z.enum(['deal', 'lead']), subjectId: id }
/** What is to be written, from what. */
export const languageQuestion = z.discriminatedUnion('kind', [
  /** `about`: the record of the conversation, whose people are not named to the model. */
  z.object({ kind: z.literal('summary'), notes: prose(20_000).refine((text) => text.trim() !== ''), about: z.object(record).nullable().default(null) }),
  z.object({ kind: z.literal('mail'), ...record, wish: prose(500).default('') }),
  /** Findings as the page says them. */
  z.object({ kind: z.literal('diagnosis'), statements: z.array(prose(1000)).min(1).max(60), path: line(2000).regex(/^\/(?!\/)/) }),
])
export type LanguageQuestion = z.input<typeof languageQuestion>
const source = z.object({ label: z.string(), path: z.string().nullable(), text: z.string() })
export const previewLanguage = contract({
  name: 'previewLanguage', method: 'POST', path: '/language-model/preview', tag: 'language model', confidential: true, body: z.object({ question: languageQuestion }),
  summary: 'What would be sent, word for word: sources without phone numbers, addresses and names of contacts. Nothing is sent.',
  response: z.object({ sources: z.array(source), hidden: z.number().int() }),
})
export const askLanguageModel = contract({
  name: 'askLanguageModel', method: 'POST', path: '/language-model/answers', tag: 'language model', confidential: true, body: z.object({ question: languageQuestion }),
  summary: 'A text from the sources, in sentences; those with numbers that no source holds say which.',
  response: z.object({ pieces: z.array(z.object({ text: z.string(), invented: z.array(z.string()) })), sources: z.array(source) }),
})
