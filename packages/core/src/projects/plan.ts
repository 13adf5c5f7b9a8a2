import { Temporal } from 'temporal-polyfill'
import type { DayText } from '../lib/dates.ts'
import type { WorkCalendar } from '../lib/work-calendar.ts'
import { workDayAfter } from '../nurture/wait.ts'
import type { projectUnits } from './template.ts'

/** When something is due, so many days after the start; working days are counted by the calendar, the day it starts not among them. */
export const dueAfter = (startsOn: DayText, { days, unit }: { days: number; unit: (typeof projectUnits)[number] }, calendar: WorkCalendar): DayText =>
  unit === 'work_days' ? workDayAfter(startsOn, days, calendar) : Temporal.PlainDate.from(startsOn).add({ days }).toString()

/** A task of a running project as far as its day goes. `days` null: added by hand, without a place in a plan. */
export interface PlannedTask {
  days: number | null
  unit: (typeof projectUnits)[number]
  /** As the plan said; what differs was set by hand. */
  plannedOn: DayText | null
  dueOn: DayText | null
}

/**
 * The day a task has when the project starts on another day: counted anew from its place in the plan; one that was set by hand moves by as
 * many days as the start does; one without a day keeps none.
 */
export function moved(task: PlannedTask, from: DayText, to: DayText, calendar: WorkCalendar): Pick<PlannedTask, 'plannedOn' | 'dueOn'> {
  const by = Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to), { largestUnit: 'days' }).days
  const shifted = task.dueOn === null ? null : Temporal.PlainDate.from(task.dueOn).add({ days: by }).toString()
  if (task.days === null) return { plannedOn: null, dueOn: shifted }
  const plannedOn = dueAfter(to, { days: task.days, unit: task.unit }, calendar)
  return { plannedOn, dueOn: task.dueOn === task.plannedOn ? plannedOn : shifted }
}
