import type { RefusalWords } from '../lib/refusal.ts'

export const languageModelRefusals = {
  'language_model.off': { status: 409, zh: '没有开启语言模型。', en: 'The language model is off.' },
  'language_model.not_ready': { status: 422, zh: '请先填写地址、模型和密钥。', en: 'Enter address, model and key first.' },
  'language_model.too_often': { status: 429, zh: '使用太频繁，请稍后再试。', en: 'Too many questions; try again later.' },
  'language_model.nothing_to_go_on': { status: 422, zh: '还没有可以依据的内容。', en: 'There is nothing yet to write from.' },
  'language_model.unreachable': { status: 503, zh: '连不上语言模型。', en: 'The language model cannot be reached.' },
  'language_model.timeout': { status: 503, zh: '语言模型没有及时回答。', en: 'The language model did not answer in time.' },
  'language_model.key': { status: 503, zh: '语言模型不接受密钥，请联系管理员。', en: 'The language model refuses the key; tell an administrator.' },
  'language_model.limit': { status: 503, zh: '语言模型的额度用完了，请稍后再试。', en: 'The quota of the language model is used up; try again later.' },
  'language_model.refused': { status: 503, zh: '语言模型拒绝了请求。', en: 'The language model refused the request.' },
  'language_model.garbage': { status: 503, zh: '语言模型的回答无法读取。', en: 'The answer of the language model cannot be read.' },
} satisfies Record<string, RefusalWords>
