import { codeParam, touchParam } from '../touches/arrival.ts'

export type LandingProblem = 'landing.not_an_address' | 'landing.not_web' | 'landing.with_password' | 'landing.is_short_link'

/**
 * Whether a page may stand behind a short link. Only addresses that somebody with the permission wrote down are ever redirected to,
 * and never one that a visitor brings along; here it is made sure that they are pages.
 */
export function landingProblem(text: string): LandingProblem | null {
  if (!URL.canParse(text)) return 'landing.not_an_address'
  const url = new URL(text)
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return 'landing.not_web'
  if (url.username !== '' || url.password !== '') return 'landing.with_password'
  // A short link behind a short link would lead in a circle, or count twice.
  return /^\/c\/[^/]+\/[^/]+\/?$/.test(url.pathname) ? 'landing.is_short_link' : null
}

/** What a short link says of its source to the page behind it. */
export interface ShortLink {
  code: string
  /** Null: this visit was not recorded. */
  touchId: string | null
  utmCampaign: string
  utmSource: string
  utmMedium: string
}

/** The page's address with its source on it. What the page's address says itself stays. */
export function redirectTarget(landing: string, link: ShortLink): string {
  const url = new URL(landing)
  const add = (name: string, value: string) => {
    if (!url.searchParams.has(name)) url.searchParams.append(name, value)
  }
  add('utm_source', link.utmSource)
  add('utm_medium', link.utmMedium)
  add('utm_campaign', link.utmCampaign)
  url.searchParams.set(codeParam, link.code)
  if (link.touchId === null) url.searchParams.delete(touchParam)
  else url.searchParams.set(touchParam, link.touchId)
  return url.href
}
