import { publicFormRefusals } from './refusals.ts'

type Code = keyof typeof publicFormRefusals
const problem = (code: Code) => ({ zh: publicFormRefusals[code].zh, en: publicFormRefusals[code].en })

/** What the page itself says, beside the form's own words. */
export const pageWords = {
  required: { zh: '必填', en: 'required' },
  choose: { zh: '请选择', en: 'Choose' },
  yes: { zh: '是', en: 'Yes' },
  sending: { zh: '正在提交…', en: 'Sending…' },
  checking: { zh: '安全校验中…', en: 'Security check…' },
  offline: { zh: '网络不通，您填写的内容还在，请稍后再点提交。', en: 'No connection. What you filled in is still here; send it again in a moment.' },
  failed: { zh: '没有提交成功，请稍后再试。', en: 'It could not be sent; try again shortly.' },
  download: { zh: '下载', en: 'Download' },
  other: { zh: 'English', en: '中文' },
  trap: { zh: '请勿填写', en: 'Leave this empty' },
  fixThese: { zh: '请修改标出的 {n} 处', en: 'See the {n} marked places' },
  public_form_required: problem('public_form.required'),
  public_form_bad_value: problem('public_form.bad_value'),
  public_form_bad_characters: problem('public_form.bad_characters'),
  public_form_too_long: problem('public_form.too_long'),
  public_form_bad_phone: problem('public_form.bad_phone'),
  public_form_bad_mail: problem('public_form.bad_mail'),
  public_form_consent_required: problem('public_form.consent_required'),
  script: problem('public_form.script_needed'),
} as const

/** All of them in one language, for the page's script. */
export function wordsIn(language: 'zh' | 'en'): Record<keyof typeof pageWords, string> {
  return Object.fromEntries(Object.entries(pageWords).map(([key, words]) => [key, words[language]])) as Record<keyof typeof pageWords, string>
}
