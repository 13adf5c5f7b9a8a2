import { z } from 'zod'
import { contract } from '../lib/contract.ts'
import { id, params } from '../lib/wire.ts'
import { meetingSection } from '../meetings/agenda.ts'
import { chartReports } from './chart-place.ts'

/** Places that have no record of their own, and what is said about them: charts with their filters, points of a meeting. Comments themselves: activities/contract.ts. */

const chartQuestion = z.object({ report: z.enum(chartReports), place: z.string().max(8000).refine((text) => text.isWellFormed()) })
const talkPlace = z.object({ id, count: z.number().int(), unread: z.number().int() })
const chartTalk = talkPlace.extend({
  /** The filters that are talked about: those asked for, with the viewer's own reach said in them. */
  place: z.string(), path: z.string(), isPinned: z.boolean(),
})
export const getChartTalk = contract({
  name: 'getChartTalk', method: 'GET', path: '/chart-talk', tag: 'talk', query: chartQuestion, response: chartTalk,
  summary: 'How much is said about a chart with these filters. Filters are narrowed to what the viewer may see: others do not see the same numbers.',
})
export const openChartTalk = contract({
  name: 'openChartTalk', method: 'PUT', path: '/chart-talk', tag: 'talk', body: chartQuestion, response: chartTalk, summary: 'Makes the chart with these filters a place that can be commented on.',
})
const meetingPoint = z.object({ section: meetingSection, itemId: id.nullable() })
export const listMeetingTalk = contract({
  name: 'listMeetingTalk', method: 'GET', path: '/meetings/:id/talk', tag: 'talk', params, summary: 'Sections and items of a meeting that were commented on, as far as the viewer may see them.',
  response: z.object({ items: z.array(talkPlace.extend(meetingPoint.shape)) }),
})
export const openMeetingTalk = contract({
  name: 'openMeetingTalk', method: 'PUT', path: '/meetings/:id/talk', tag: 'talk', params, body: meetingPoint, response: z.object({ id }), summary: 'Makes a section or an item of the agenda a place that can be commented on.',
})
