import type { touchKinds } from '@sluice/core/touches/contract'
import type { Arrival } from '@sluice/core/touches/arrival'
import type { Tx } from '../../platform/db.ts'

/** A touch as it is to be kept; what it points to must exist. */
export interface NewTouch {
  id: string
  at: string
  kind: (typeof touchKinds)[number]
  visitorId?: string | null
  leadId?: string | null
  campaignId?: string | null
  channelId?: string | null
  codeId?: string | null
  promoterId?: string | null
  arrival?: Pick<Arrival, 'utm' | 'clickIdKind' | 'clickId' | 'referrerHost' | 'landingPage'>
}

export async function recordTouch(tx: Tx, orgId: string, touch: NewTouch): Promise<void> {
  const { utm, clickIdKind, clickId, referrerHost, landingPage } = touch.arrival ?? {}
  await tx
    .insertInto('touch')
    .values({
      org_id: orgId, id: touch.id, at: touch.at, kind: touch.kind, visitor_id: touch.visitorId ?? null, lead_id: touch.leadId ?? null,
      campaign_id: touch.campaignId ?? null, channel_id: touch.channelId ?? null, code_id: touch.codeId ?? null, promoter_id: touch.promoterId ?? null,
      utm_source: utm?.source ?? null, utm_medium: utm?.medium ?? null, utm_campaign: utm?.campaign ?? null, utm_term: utm?.term ?? null, utm_content: utm?.content ?? null,
      click_id_kind: clickIdKind ?? null, click_id: clickId ?? null, referrer_host: referrerHost ?? null, landing_page: landingPage ?? null,
    })
    .execute()
}
