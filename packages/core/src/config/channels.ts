import { z } from 'zod'
import { both, localizedSchema } from './localized.ts'
import { configKeySchema } from './pipeline.ts'

export const channelGroups = ['paid', 'owned', 'event', 'partner', 'outbound', 'system'] as const
export const channelSchema = z.object({ key: configKeySchema, name: localizedSchema, group: z.enum(channelGroups) })
export type Channel = z.infer<typeof channelSchema>

/** The sources (来源渠道) that a new organisation starts with. `import` marks records that came from a file without a source. */
export const defaultChannels: readonly Channel[] = [
  { key: 'sem', name: both('SEM', 'Paid search'), group: 'paid' },
  { key: 'seo', name: both('SEO', 'Organic search'), group: 'owned' },
  { key: 'content', name: both('内容营销', 'Content marketing'), group: 'owned' },
  { key: 'social', name: both('社交媒体', 'Social media'), group: 'paid' },
  { key: 'exhibition', name: both('展会', 'Exhibition'), group: 'event' },
  { key: 'referral', name: both('转介绍', 'Referral'), group: 'partner' },
  { key: 'partner', name: both('合作伙伴', 'Partner'), group: 'partner' },
  { key: 'cold_call', name: both('电话外呼', 'Outbound call'), group: 'outbound' },
  { key: 'website', name: both('官网', 'Website'), group: 'owned' },
  { key: 'import', name: both('导入', 'Import'), group: 'system' },
]
