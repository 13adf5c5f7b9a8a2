import { alarmStatuses } from '@sluice/core/diagnosis/alarms/alarm'
import { z } from 'zod'

export const statusChoices = ['active', 'open', 'acknowledged', 'resolved', 'all'] as const

/** What a link to the alarms carries. */
export const alarmsUrl = z.object({
  status: z.enum(statusChoices).default('active'),
  pipeline: z.string().max(60).default(''),
  stage: z.string().max(60).default(''),
  rule: z.string().max(60).default(''),
  /** An id, `me` or `none`. */
  assignee: z.string().max(60).default(''),
  q: z.string().max(100).default(''),
})
export type AlarmsUrl = z.output<typeof alarmsUrl>

const statusesOf: Record<AlarmsUrl['status'], string | undefined> = {
  active: 'open,acknowledged', open: 'open', acknowledged: 'acknowledged', resolved: 'resolved', all: alarmStatuses.join(','),
}

/** The question of the list; what is not set is left out. */
export function alarmsQuery(url: AlarmsUrl) {
  const given = Object.entries({ pipeline: url.pipeline, stage: url.stage, rule: url.rule, assignee: url.assignee, q: url.q.trim() }).filter(([, value]) => value !== '')
  return { status: statusesOf[url.status], ...Object.fromEntries(given) }
}

export const activeAlarmFilters = (url: AlarmsUrl) => [url.pipeline, url.stage, url.rule, url.assignee, url.q].filter((value) => value !== '').length
export const clearedAlarmFilters = { pipeline: '', stage: '', rule: '', assignee: '', q: '' } satisfies Partial<AlarmsUrl>
