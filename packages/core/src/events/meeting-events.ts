import { z } from 'zod'
import { id } from '../lib/wire.ts'

const series = z.object({ seriesId: id })

/** Events of review meetings; subject is the meeting, or the series where there is none. The owner is who arranges it. */
export const meetingEvents = {
  'meeting.series_changed': series.extend({ what: z.enum(['created', 'changed', 'ended', 'taken_up']), name: z.string() }),
  'meeting.opened': series,
  'meeting.steered': series.extend({ section: z.string(), isPaused: z.boolean(), presenterId: id }),
  'meeting.joined': series.extend({ userId: id, isPresent: z.boolean() }),
  'meeting.noted': series.extend({ section: z.string() }),
  'meeting.closed': series.extend({ tasks: z.number().int(), present: z.number().int() }),
  'meeting.skipped': series,
}
