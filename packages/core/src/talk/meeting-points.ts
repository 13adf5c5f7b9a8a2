import type { MeetingSection } from '../meetings/agenda.ts'

/** What a section of a meeting is called in a notice. */
export const sectionNames: Readonly<Record<MeetingSection, { zh: string; en: string }>> = {
  commitments: { zh: '上次承诺', en: 'commitments' }, changes: { zh: '管道变化', en: 'what changed' }, stuck: { zh: '卡住的商机', en: 'stuck deals' }, anomalies: { zh: '异常与根因', en: 'alarms and causes' },
  people: { zh: '好的做法', en: 'what works' }, losses: { zh: '丢单复盘', en: 'lost deals' }, topics: { zh: '议题', en: 'topics' }, completeness: { zh: '数据完整度', en: 'completeness' }, decisions: { zh: '决定与收尾', en: 'decisions' },
}

/** A point of a meeting as it is kept: its section, or the section and an item of it. */
export function pointKey(section: MeetingSection, itemId: string | null): string {
  return itemId === null ? section : `${section}/${itemId}`
}
export function readPoint(key: string): { section: MeetingSection; itemId: string | null } {
  const [section = '', itemId] = key.split('/')
  return { section: section as MeetingSection, itemId: itemId ?? null }
}
