import { markupToHtml } from '@sluice/core/nurture/markup'
import { Liquid, type Template } from 'liquidjs'
import sanitizeHtml from 'sanitize-html'

/** What stands in a template. */
export interface MailWords {
  subject: string
  preheader: string
  format: 'simple' | 'html'
  body: string
}
/** What templates may ask, by group: `{{ lead.name }}`. Plain texts only: nothing here has methods or a prototype worth reaching. */
export type MailVariables = Readonly<Record<string, Readonly<Record<string, string>>>>

export interface RenderedMail {
  subject: string
  preheader: string
  /** Allowed tags only, links as `link` gave them. */
  html: string
  /** Asked by the template and empty for this lead. */
  missing: string[]
  /** Asked by the template and known nowhere. */
  unknown: string[]
}

/** A template that cannot be read or asks too much of us; the text tells where. */
export class TemplateProblem extends Error {}

/** What is filled in is text: HTML's letters are escaped, templates reach no file and no other template, and time and memory are bounded. */
function engine(outputEscape: boolean): Liquid {
  const made = new Liquid({
    ownPropertyOnly: true, strictFilters: true, templates: {}, relativeReference: false, parseLimit: 100_000, renderLimit: 500, memoryLimit: 2_000_000, ...(outputEscape && { outputEscape: 'escape' as const }),
  })
  // The one way past the escaping.
  delete made.filters['raw']
  return made
}
const inHtml = engine(true)
const inText = engine(false)

/** Fills in a template. `link` says what stands for an address; null takes the link away and leaves its words. @throws TemplateProblem */
export function renderMail(words: MailWords, variables: MailVariables, link: (address: string) => string | null): RenderedMail {
  const source = words.format === 'simple' ? markupToHtml(words.body) : words.body
  const parts = [parse(inText, words.subject), parse(inText, words.preheader), parse(inHtml, source)]
  const asked = [...new Set(parts.flatMap((part) => askedBy(part)))]
  const isKnown = (path: string) => Object.hasOwn(variables, path.split('.')[0] ?? '') && (path.split('.').length === 2 && Object.hasOwn(variables[path.split('.')[0] ?? ''] ?? {}, path.split('.')[1] ?? ''))
  const valueOf = (path: string) => variables[path.split('.')[0] ?? '']?.[path.split('.')[1] ?? ''] ?? ''
  const [subject, preheader, html] = [fill(inText, parts[0], variables), fill(inText, parts[1], variables), fill(inHtml, parts[2], variables)]
  return {
    subject: oneLine(subject, 200), preheader: oneLine(preheader, 200), html: clean(html, link),
    missing: asked.filter((path) => isKnown(path) && valueOf(path).trim() === ''), unknown: asked.filter((path) => !isKnown(path)),
  }
}

/** What a template asks, and what is wrong with it, without a lead. */
export function inspectMail(words: MailWords): { variables: string[]; problem: string | null } {
  try {
    const source = words.format === 'simple' ? markupToHtml(words.body) : words.body
    return { variables: [...new Set([parse(inText, words.subject), parse(inText, words.preheader), parse(inHtml, source)].flatMap(askedBy))], problem: null }
  } catch (error) {
    if (error instanceof TemplateProblem) return { variables: [], problem: error.message }
    throw error
  }
}

function parse(liquid: Liquid, text: string): Template[] {
  try {
    return liquid.parse(text)
  } catch (error) {
    throw new TemplateProblem(firstLine(error))
  }
}
function fill(liquid: Liquid, templates: Template[] | undefined, variables: MailVariables): string {
  try {
    return String(liquid.renderSync(templates ?? [], structuredClone(variables) as Record<string, unknown>))
  } catch (error) {
    throw new TemplateProblem(firstLine(error))
  }
}
const firstLine = (error: unknown) => ((error as Error).message.split('\n')[0] ?? '').slice(0, 200)

/** `lead.name` for each variable that does not come from the template itself (a loop's own, an assigned one). */
function askedBy(templates: Template[]): string[] {
  let segments: (string | number | unknown[])[][]
  try {
    segments = inText.globalVariableSegmentsSync(templates)
  } catch (error) {
    throw new TemplateProblem(firstLine(error))
  }
  return segments.map((path) => path.filter((part) => typeof part === 'string' || typeof part === 'number').join('.'))
}

/** A line break in a subject would begin another header; the mail library folds and encodes besides. */
export const oneLine = (text: string, max: number): string => [...text.replaceAll(/[\u0000-\u001f\u007f\u2028\u2029]+/g, ' ').trim()].slice(0, max).join('')

const size = /^\d{1,4}(?:px|em|%|pt)?$/
const color = [/^#[0-9a-f]{3,8}$/i, /^rgba?\([\d.,\s%]{1,40}\)$/i, /^[a-z]{3,20}$/i]
const spaces = [/^(?:\d{1,3}(?:px|em|%)?\s?){1,4}$/, /^0 auto$/]

function clean(html: string, link: (address: string) => string | null): string {
  return sanitizeHtml(html, {
    allowedTags: ['p', 'br', 'a', 'strong', 'b', 'em', 'i', 'u', 's', 'ul', 'ol', 'li', 'h1', 'h2', 'h3', 'blockquote', 'img', 'table', 'thead', 'tbody', 'tr', 'td', 'th', 'div', 'span', 'hr', 'pre', 'code', 'center'],
    allowedAttributes: { a: ['href', 'title'], img: ['src', 'alt', 'width', 'height'], td: ['colspan', 'rowspan', 'align', 'valign', 'width'], th: ['colspan', 'rowspan', 'align', 'width'], table: ['width', 'align', 'cellpadding', 'cellspacing', 'border'], '*': ['style'] },
    allowedSchemes: ['http', 'https', 'mailto', 'tel'], allowedSchemesByTag: { img: ['http', 'https'] }, allowProtocolRelative: false,
    allowedStyles: {
      '*': {
        color, 'background-color': color, 'text-align': [/^(?:left|right|center|justify)$/], 'font-size': [size], 'font-weight': [/^(?:bold|normal|\d{3})$/], 'line-height': [/^[\d.]{1,4}(?:px|em|%)?$/],
        padding: spaces, margin: spaces, width: [size], height: [size], 'max-width': [size], 'border-radius': [size], 'text-decoration': [/^(?:none|underline)$/], display: [/^(?:block|inline-block)$/],
      },
    },
    transformTags: {
      a: (tagName, attribs) => {
        const { href, ...rest } = attribs
        const to = href === undefined ? null : link(href.trim())
        return { tagName, attribs: to === null ? rest : { ...rest, href: to } }
      },
    },
  })
}

/** The mail's words without tags: for readers and machines that show no HTML. Takes cleaned HTML. */
export function plainText(html: string): string {
  const text = html
    .replaceAll(/<a [^>]*?href="([^"]*)"[^>]*>([\s\S]*?)<\/a>/g, (_, href: string, inner: string) => (inner.includes(href) ? inner : `${inner} ( ${href} )`))
    .replaceAll(/<br\s*\/?>/g, '\n').replaceAll(/<li[^>]*>/g, '\n- ').replaceAll(/<\/(?:p|div|h[1-3]|tr|ul|ol|blockquote|table|pre)>/g, '\n\n').replaceAll(/<hr[^>]*>/g, '\n---\n')
    .replaceAll(/<[^>]+>/g, '')
  return text
    .replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&nbsp;', ' ').replaceAll('&amp;', '&')
    .split('\n').map((line) => line.trimEnd()).join('\n').replaceAll(/\n{3,}/g, '\n\n').trim()
}
