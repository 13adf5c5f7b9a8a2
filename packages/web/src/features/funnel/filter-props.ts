import type { FunnelUrl } from './funnel-url.ts'

/** What every part of the filters receives. */
export interface FilterProps {
  url: FunnelUrl
  today: string
  change: (part: Partial<FunnelUrl>) => void
}
