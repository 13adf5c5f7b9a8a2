import { calendarFile } from '@sluice/core/meetings/calendar-file'
import type { MeetingSeries } from '@sluice/core/meetings/contract'
import type { Viewer } from '@sluice/core/identity/policy'
import type { Reader } from '../../platform/db.ts'
import { refuse } from '../../platform/refusal.ts'
import { selectMembers, selectSeries } from './series.queries.ts'

/** Meetings are booked for so many sections' time: not every section has something to say each time. */
const usualSections = 4

/** The invitation of a series. `origin`: where Sluice is reached, null when it does not know. */
export async function calendarOf(tx: Reader, viewer: Viewer, id: string, { timeZone, origin, now }: { timeZone: string; origin: string | null; now: Date }): Promise<{ series: MeetingSeries; file: string }> {
  const series = (await selectSeries(tx, viewer, id)) ?? refuse('record.not_found')
  const people = await selectMembers(tx, viewer.orgId, id)
  const organizer = people.find((one) => one.id === series.facilitator.id) ?? { ...series.facilitator, email: '' }
  const url = origin === null ? null : `${origin}/meetings`
  const file = calendarFile({
    ...series, title: series.name, description: url ?? '', sequence: series.version - 1, minutes: series.sectionMinutes * usualSections, url, organizer, attendees: people,
  }, timeZone, now)
  return { series, file }
}
