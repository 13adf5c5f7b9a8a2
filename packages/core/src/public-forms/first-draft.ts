import { formDefinition, type FormDefinition, type FormField, type FormWords } from './definition.ts'

/** What a new form begins with: name, company, phone, what it is about, and consent, in both languages. */
export function firstDraft(name: string): FormDefinition {
  const field = (key: string, type: FormField['type'], target: FormField['target'], label: FormWords, required: boolean) => ({ key, type, target, label, required })
  return formDefinition.parse({
    languages: ['zh'],
    title: { zh: name, en: name },
    fields: [
      field('name', 'text', 'name', { zh: '姓名', en: 'Name' }, true),
      field('company', 'text', 'company', { zh: '公司', en: 'Company' }, true),
      field('phone', 'phone', 'phone', { zh: '手机', en: 'Mobile' }, true),
      field('note', 'long_text', 'note', { zh: '想了解什么', en: 'What would you like to know?' }, false),
    ],
    consent: {
      text: { zh: '我同意贵公司为回复本次咨询而处理以上信息，可随时要求更正或删除。', en: 'I agree that the data above are used to answer this request. I may have them corrected or deleted at any time.' }, required: true,
    },
  })
}
