import type { FunnelUrl } from './funnel-url.ts'

/** What every part of the filters receives. */
export interface FilterProps {
  url: FunnelUrl
  today: string
  /** A part, or what a function makes of the newest state. */
  change: (part: Partial<FunnelUrl> | ((now: FunnelUrl) => Partial<FunnelUrl>)) => void
}
