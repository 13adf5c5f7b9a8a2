import type { FunnelUrl } from './funnel-url.ts'

/** How many conventions of counting differ from the usual ones. */
export function methodChanges(url: Pick<FunnelUrl, 'cohort' | 'fill' | 'mature'>): number {
  return (url.cohort === 'entry' ? 0 : 1) + (url.fill === 'linear' ? 0 : 1) + (url.mature === 30 ? 0 : 1)
}
