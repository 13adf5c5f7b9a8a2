export const campaignStatuses = ['planned', 'running', 'ended', 'archived'] as const
export type CampaignStatus = (typeof campaignStatuses)[number]

/** Where a campaign stands on a day of the organisation. Its period is `[fromOn, toOn)`. */
export function campaignStatus({ fromOn, toOn, isArchived }: { fromOn: string; toOn: string | null; isArchived: boolean }, today: string): CampaignStatus {
  if (isArchived) return 'archived'
  if (today < fromOn) return 'planned'
  return toOn !== null && today >= toOn ? 'ended' : 'running'
}
