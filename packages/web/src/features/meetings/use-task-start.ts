import { getMeeting } from '@sluice/core/meetings/contract'
import { useContractQuery } from '../../api/query.ts'

/** What a task of the meeting begins with: it is looked at by the next one, so it is due by then unless somebody says otherwise. Null: no meeting. */
export function useTaskStart(meetingId: string | null): { meetingId: string; dueOn?: string } | null {
  const { data } = useContractQuery(getMeeting, { params: { id: meetingId ?? '' } }, { enabled: meetingId !== null })
  if (meetingId === null) return null
  return { meetingId, ...(typeof data?.nextOn === 'string' && { dueOn: data.nextOn }) }
}
