import type { ChannelCode } from '@sluice/core/campaigns/contract'

/** What stands beneath a code unless somebody writes something else: the campaign, then who and where. */
export function qrCaption(code: ChannelCode): string[] {
  return [code.campaign.name, [code.promoter?.name, code.placement || (code.promoter ? null : code.channel.name)].filter(Boolean).join(' · ')]
}

/** How its files are called. */
export const qrName = (code: ChannelCode) => [code.campaign.name, code.channel.name, code.promoter?.name, code.placement].filter(Boolean).join('-')
