import { z } from 'zod'
import { fieldOption } from '../fields/contract.ts'
import { id, prose } from '../lib/wire.ts'

/** A public form as it is designed and published. A draft may lack things (`checkDefinition` says what); the shapes always hold. */

export const formLanguages = ['zh', 'en'] as const
export type FormLanguage = (typeof formLanguages)[number]

/** A text in the languages of the form; the language that it is not shown in may be empty. */
const words = (max: number) => z.object({ zh: prose(max).default(''), en: prose(max).default('') })
const noWords = { zh: '', en: '' }
export type FormWords = { zh: string; en: string }

export const answerTypes = ['text', 'long_text', 'phone', 'mail', 'number', 'date', 'select', 'multi_select', 'boolean', 'hidden'] as const
export type AnswerType = (typeof answerTypes)[number]
/** Fields of the lead that an answer can fill. */
export const leadTargets = ['name', 'company', 'title', 'phone', 'email', 'wechat', 'note'] as const
export type LeadTarget = (typeof leadTargets)[number]

export const formField = z.object({
  key: z.string().regex(/^[a-z][a-z0-9_]{0,39}$/),
  type: z.enum(answerTypes),
  /** What of the lead it fills: a field of its own, `c_<key>` a custom one; null: it is kept with the submission only. */
  target: z.union([z.enum(leadTargets), z.string().regex(/^c_[a-z][a-z0-9_]{0,39}$/)]).nullable().default(null),
  label: words(120).default(noWords),
  help: words(300).default(noWords),
  required: z.boolean().default(false),
  options: z.array(z.object({ value: fieldOption.shape.value, label: words(60) })).max(50).default([]),
  /** Hidden fields: the parameter of the page's address that is taken, else `value`. */
  param: z.string().regex(/^[A-Za-z0-9_.-]{0,40}$/).default(''),
  value: prose(200).default(''),
})
export type FormField = z.infer<typeof formField>

const color = z.string().regex(/^#[0-9a-f]{6}$/i)
/** A page's address without anything behind its port, as a browser's Origin and CSP's `frame-ancestors` say it. */
const site = z.string().max(200).regex(/^https?:\/\/(\*\.)?[a-z0-9-]+(\.[a-z0-9-]+)*(:\d{1,5})?$/, 'public_form.bad_site')

export const formDefinition = z.object({
  /** The first one is shown to whoever asks for neither. */
  languages: z.array(z.enum(formLanguages)).min(1).max(2).refine((all) => new Set(all).size === all.length, 'public_form.words_missing').default(['zh']),
  title: words(120).default(noWords),
  intro: words(1000).default(noWords),
  submit: words(40).default({ zh: '提交', en: 'Send' }),
  fields: z.array(formField).max(40).default([]),
  /** The words somebody agrees to. Required: nothing is sent without. */
  consent: z.object({ text: words(2000), required: z.boolean().default(true) }).nullable().default(null),
  theme: z.object({
    primary: color.default('#1f5fd6'), background: color.default('#f4f6fa'),
    logo: z.string().max(100_000).regex(/^data:image\/(png|jpeg);base64,[A-Za-z0-9+/]+={0,2}$/, 'public_form.logo').nullable().default(null),
  }).default({ primary: '#1f5fd6', background: '#f4f6fa', logo: null }),
  /** What is shown or opened afterwards. The address is written down here; nothing that a visitor brings decides where it leads. */
  thanks: z.object({ kind: z.enum(['text', 'redirect']).default('text'), text: words(1000).default(noWords), url: z.string().trim().max(2000).default('') })
    .default({ kind: 'text', text: { zh: '已收到，我们会尽快与您联系。', en: 'Thank you. We shall be in touch soon.' }, url: '' }),
  reward: z.object({ fileId: id, label: words(80).default(noWords), hours: z.number().int().min(1).max(720).default(72) }).nullable().default(null),
  /** The same person again, while their lead is open: fill what it lacks, only note it, or make another lead. */
  duplicates: z.enum(['update', 'note', 'new']).default('update'),
  /** Where a lead comes from whose address says nothing. */
  source: z.object({ campaignId: id.nullable().default(null), channelId: id.nullable().default(null) }).default({ campaignId: null, channelId: null }),
  /** Sites whose pages may show it in a frame; empty: none. */
  sites: z.array(site).max(30).default([]),
}).meta({ id: 'PublicFormDefinition' })
export type FormDefinition = z.infer<typeof formDefinition>

/** The form's words in a language, or in the other where it has none. */
export const inLanguage = (text: FormWords, language: FormLanguage): string => text[language] || text[language === 'zh' ? 'en' : 'zh']
