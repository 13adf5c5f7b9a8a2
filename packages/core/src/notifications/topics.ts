import type { NotificationKind } from './contract.ts'

/** What notices are about, by the first word of their kind. */
export const topics = {
  lead: ['lead', 'response', 'nurture', 'mail'], deal: ['deal', 'gate', 'pipeline'], approval: ['approval'], alarm: ['alarm'], talk: ['mention', 'comment'], work: ['action', 'completeness', 'project', 'meeting', 'automation', 'experiment', 'webhook', 'escalated'],
} as const satisfies Record<string, readonly string[]>
export type Topic = keyof typeof topics
export const topicNames = Object.keys(topics) as readonly Topic[]

export const topicOf = (kind: NotificationKind): Topic => topicNames.find((topic) => (topics[topic] as readonly string[]).includes(kind.split('_')[0] ?? '')) ?? 'work'
