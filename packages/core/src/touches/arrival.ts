/**
 * What an address says of where its visitor came from. Texts are cut and, for utm, lower case: `Baidu` and `baidu` are one source.
 * Nothing else of the address is kept: queries may hold personal data.
 */
export interface Arrival {
  /** The touch that a short link recorded on the way here. */
  touchId: string | null
  /** The short link's code. */
  code: string | null
  utm: Record<(typeof utmNames)[number], string | null>
  clickIdKind: string | null
  clickId: string | null
  referrerHost: string | null
  /** Origin and path. */
  landingPage: string | null
}

export const utmNames = ['source', 'medium', 'campaign', 'term', 'content'] as const
/** Names by which advertisers tell their clicks apart, the more telling ones first. */
export const clickIdNames = ['gclid', 'wbraid', 'gbraid', 'bd_vid', 'qhclickid', 'sogou_vid', 'clickid', 'msclkid', 'fbclid', 'ttclid', 'gdt_vid', 'li_fat_id'] as const
/** What a short link adds to the page it leads to. */
export const touchParam = 'sl'
export const codeParam = 'sl_code'

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
// oxlint-disable-next-line no-control-regex -- they are what is taken out
const plain = (text: string | null, max: number) => (text === null ? null : text.toWellFormed().replace(/[\u0000-\u001f\u007f]/g, '').trim().slice(0, max) || null)

/** Reads a page's address and its referrer. What cannot be read says nothing. A referrer of the page's own host is no source. */
export function readArrival(address: string | null | undefined, referrer?: string | null): Arrival {
  const url = webAddress(address)
  const param = (name: string) => url?.searchParams.get(name) ?? null
  const touchId = param(touchParam)
  const clickIdKind = clickIdNames.find((name) => (param(name) ?? '') !== '') ?? null
  const from = webAddress(referrer)
  return {
    touchId: touchId !== null && uuid.test(touchId) ? touchId.toLowerCase() : null,
    code: plain(param(codeParam), 20),
    utm: Object.fromEntries(utmNames.map((name) => [name, plain(param(`utm_${name}`), 100)?.toLowerCase() ?? null])) as Arrival['utm'],
    clickIdKind,
    clickId: clickIdKind === null ? null : plain(param(clickIdKind), 300),
    referrerHost: from === null || from.host === url?.host ? null : from.host.slice(0, 200),
    landingPage: url === null ? null : plain(`${url.origin}${url.pathname}`, 500),
  }
}

/** Whether it says anything of a source. */
export function saysSource({ touchId, code, utm, clickId, referrerHost }: Arrival): boolean {
  return [touchId, code, clickId, referrerHost, ...Object.values(utm)].some((part) => part !== null)
}

function webAddress(text: string | null | undefined): URL | null {
  if (text === null || text === undefined || !URL.canParse(text)) return null
  const url = new URL(text)
  return url.protocol === 'https:' || url.protocol === 'http:' ? url : null
}
