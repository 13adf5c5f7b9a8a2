import type { CalendarItem } from '@sluice/core/calendar/contract'
import { paths } from '../../paths.ts'

/** Where an item is looked at. */
export function placeOf({ subjectType, subjectId }: Pick<CalendarItem, 'subjectType' | 'subjectId'>): string {
  switch (subjectType) {
    case 'deal':
      return paths.deal(subjectId)
    case 'lead':
      return paths.lead(subjectId)
    case 'meeting':
      return paths.meeting(subjectId)
    case 'approval':
      return paths.approval(subjectId)
    case 'action':
      return paths.actions
  }
}
