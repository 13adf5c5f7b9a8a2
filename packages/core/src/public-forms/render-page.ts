import { maxLength } from './answer-length.ts'
import { isChoice } from './check-definition.ts'
import { inLanguage, type FormDefinition, type FormField, type FormLanguage } from './definition.ts'
import { escapeHtml } from './escape-html.ts'
import { wordsIn } from './page-words.ts'

export interface RenderedForm {
  title: string
  /** The content of the one style element. */
  style: string
  /** The content of body, without scripts. */
  body: string
}

/** The trap's name: what a bot fills in, and no person sees. */
export const trapName = 'website'

/**
 * The page of a form. Everything that people wrote is escaped; colours and logo were checked by the definition's schema. `preview`: it
 * cannot be sent.
 */
export function renderForm(definition: FormDefinition, at: { language: FormLanguage; orgName: string; action: string; otherLanguageUrl: string | null; isPreview?: boolean }): RenderedForm {
  const { language } = at
  const words = wordsIn(language)
  const say = (text: { zh: string; en: string }) => escapeHtml(inLanguage(text, language))
  const { theme, consent } = definition
  const parts = [
    '<main class="card">',
    `<header>${theme.logo === null ? '' : `<img class="logo" src="${theme.logo}" alt="">`}${at.otherLanguageUrl === null ? '' : `<a class="lang" href="${escapeHtml(at.otherLanguageUrl)}" lang="${language === 'zh' ? 'en' : 'zh-CN'}">${words.other}</a>`}</header>`,
    `<h1>${say(definition.title)}</h1>`,
    paragraphs(inLanguage(definition.intro, language), 'intro'),
    `<noscript><p class="problem">${words.script}</p></noscript>`,
    `<form id="f" method="post" action="${escapeHtml(at.action)}" novalidate autocomplete="on">`,
    ...definition.fields.filter((field) => field.type !== 'hidden').map((field) => renderField(field, language)),
    // Out of sight, out of the tab order and of autofill: only what reads the markup fills it in.
    `<div class="trap" aria-hidden="true"><label>${words.trap}<input name="${trapName}" tabindex="-1" autocomplete="off"></label></div>`,
    consent === null ? '' : `<div class="field" data-field="consent"><label class="check"><input type="checkbox" name="consent" id="consent"${consent.required ? ' required' : ''}><span class="consent">${say(consent.text)}</span></label><p class="error" id="consent-e" hidden></p></div>`,
    '<p class="problem" id="problem" role="alert" hidden></p>',
    `<button type="submit" id="send"${at.isPreview ? ' disabled' : ''}>${say(definition.submit)}</button>`,
    '</form>',
    '<section id="thanks" tabindex="-1" hidden><div class="tick" aria-hidden="true"></div><div id="thanks-text"></div><p><a id="reward" class="button" hidden></a></p></section>',
    '</main>',
    `<footer>${escapeHtml(at.orgName)}</footer>`,
  ]
  return { title: inLanguage(definition.title, language), style: styleOf(theme), body: parts.join('') }
}

const inputTypes: Partial<Record<FormField['type'], string>> = { phone: 'tel', mail: 'email', date: 'date' }
const completions: Readonly<Record<string, string>> = { name: 'name', company: 'organization', title: 'organization-title', phone: 'tel', email: 'email' }

function renderField(field: FormField, language: FormLanguage): string {
  const words = wordsIn(language)
  const label = escapeHtml(inLanguage(field.label, language))
  const help = inLanguage(field.help, language)
  const id = `q-${field.key}`
  const described = `${help === '' ? '' : `${id}-h `}${id}-e`
  const attributes = `name="${field.key}" aria-describedby="${described}"${field.required ? ' required aria-required="true"' : ''}`
  const star = field.required ? `<i aria-hidden="true">*</i><span class="sr">${words.required}</span>` : ''
  const tail = `${help === '' ? '' : `<p class="help" id="${id}-h">${escapeHtml(help)}</p>`}<p class="error" id="${id}-e" hidden></p>`
  const options = field.options.map((option) => ({ value: escapeHtml(option.value), label: escapeHtml(inLanguage(option.label, language)) }))
  const wrap = (inside: string) => `<div class="field" data-field="${field.key}" data-type="${field.type}">${inside}${tail}</div>`
  if (field.type === 'boolean') return wrap(`<label class="check"><input type="checkbox" id="${id}" ${attributes}><span>${label}${star}</span></label>`)
  // A few are seen at once; many fold away.
  if (isChoice(field.type) && (field.type === 'multi_select' || options.length <= 5)) {
    const kind = field.type === 'multi_select' ? 'checkbox' : 'radio'
    const choices = options.map((option) => `<label class="check"><input type="${kind}" name="${field.key}" value="${option.value}"><span>${option.label}</span></label>`).join('')
    return wrap(`<fieldset aria-describedby="${described}"><legend>${label}${star}</legend>${choices}</fieldset>`)
  }
  const head = `<label for="${id}">${label}${star}</label>`
  if (field.type === 'select') return wrap(`${head}<select id="${id}" ${attributes}><option value="">${words.choose}</option>${options.map((option) => `<option value="${option.value}">${option.label}</option>`).join('')}</select>`)
  if (field.type === 'long_text') return wrap(`${head}<textarea id="${id}" ${attributes} rows="3" maxlength="${maxLength(field)}"></textarea>`)
  const completion = completions[field.target ?? '']
  const type = inputTypes[field.type] ?? (field.target === 'email' ? 'email' : 'text')
  const mode = field.type === 'number' ? ' inputmode="decimal"' : ''
  return wrap(`${head}<input id="${id}" type="${type}" ${attributes}${mode} maxlength="${maxLength(field)}"${completion === undefined ? '' : ` autocomplete="${completion}"`}>`)
}

/** Lines as people wrote them; empty ones part paragraphs. */
function paragraphs(text: string, name: string): string {
  const parts = text.split(/\n\s*\n/).map((part) => part.trim()).filter((part) => part !== '')
  return parts.map((part) => `<p class="${name}">${escapeHtml(part).replaceAll('\n', '<br>')}</p>`).join('')
}

/** Phones first: full width, targets of 44 px, inputs of 16 px so that no phone zooms into them. */
function styleOf({ primary, background }: FormDefinition['theme']): string {
  return `:root{--p:${primary};color-scheme:light}*{box-sizing:border-box}html{-webkit-text-size-adjust:100%}`
    + `body{margin:0;background:${background};color:#1b2230;font:16px/1.6 system-ui,-apple-system,"PingFang SC","Hiragino Sans GB","Microsoft YaHei","Noto Sans SC",sans-serif;min-height:100vh;display:flex;flex-direction:column;align-items:center;padding:0}`
    + '.card{background:#fff;width:100%;max-width:560px;padding:20px 20px 28px;flex:1 0 auto}header{display:flex;justify-content:space-between;align-items:center}.logo{max-height:48px;max-width:60%}'
    + '.lang{margin-left:auto;color:#566074;font-size:14px;padding:10px 0 10px 12px;text-decoration:none}h1{font-size:22px;line-height:1.35;margin:8px 0 6px;overflow-wrap:anywhere}.intro{color:#566074;margin:0 0 10px;overflow-wrap:anywhere}'
    + '.field{margin:16px 0 0}label,legend{display:block;font-weight:600;font-size:15px;padding:0;margin-bottom:6px}i{color:#c62828;font-style:normal;margin-left:3px}'
    + 'input:not([type=checkbox]):not([type=radio]),select,textarea{width:100%;min-height:46px;padding:10px 12px;font:inherit;color:inherit;background:#fff;border:1px solid #b8c0cd;border-radius:8px}textarea{min-height:92px;resize:vertical}'
    + 'input:focus-visible,select:focus-visible,textarea:focus-visible,button:focus-visible,a:focus-visible{outline:3px solid color-mix(in srgb,var(--p) 35%,transparent);outline-offset:1px;border-color:var(--p)}'
    + 'fieldset{border:0;margin:0;padding:0;min-width:0}.check{display:flex;gap:10px;align-items:flex-start;min-height:44px;padding:10px 0;margin:0;font-weight:400}.check input{width:20px;height:20px;margin:2px 0 0;flex:none;accent-color:var(--p)}.consent{font-size:14px;color:#566074;overflow-wrap:anywhere}'
    + '.help{font-size:13px;color:#566074;margin:4px 0 0}.error,.problem{color:#b3261e;font-size:14px;margin:4px 0 0}.problem{background:#fdecea;border-radius:8px;padding:10px 12px;margin-top:16px}[aria-invalid=true]{border-color:#b3261e!important}'
    + 'button,.button{display:block;width:100%;min-height:48px;margin-top:22px;border:0;border-radius:8px;background:var(--p);color:#fff;font:inherit;font-weight:600;font-size:17px;line-height:1.4;cursor:pointer;text-align:center;text-decoration:none;padding:12px}button[aria-busy=true],button:disabled{opacity:.65;cursor:default}'
    + '.trap{position:absolute;left:-9999px;width:1px;height:1px;overflow:hidden}.sr{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}[hidden]{display:none!important}'
    + '#thanks{text-align:center;padding:28px 0 8px;outline:0;white-space:pre-line}.tick{width:56px;height:56px;margin:0 auto 14px;border-radius:50%;background:var(--p);position:relative}.tick:after{content:"";position:absolute;left:20px;top:13px;width:12px;height:22px;border:solid #fff;border-width:0 4px 4px 0;transform:rotate(42deg)}'
    + 'footer{color:#566074;font-size:13px;padding:14px}@media(min-width:600px){body{padding:32px 0 0}.card{border-radius:14px;box-shadow:0 1px 3px #1b22301f;padding:28px 32px 32px;flex:0 0 auto}}'
    + '.framed{background:transparent!important;padding:0!important;min-height:0!important}.framed .card{box-shadow:none;border-radius:0;max-width:none;flex:0 0 auto}.framed footer{display:none}'
}
