import { dayKey } from '../../ui/format.ts'
import { useOrg } from '../../ui/org-context.ts'

/** Today's calendar day in the organisation's zone, wherever the viewer sits. */
export function useToday(): string {
  const { timeZone } = useOrg()
  return dayKey(Date.now(), timeZone)
}
