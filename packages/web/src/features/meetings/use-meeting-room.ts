import { getMeeting, getMeetingState, joinMeeting, steerMeeting } from '@sluice/core/meetings/contract'
import type { MeetingState } from '@sluice/core/meetings/contract'
import type { BodyInputOf } from '@sluice/core/lib/contract'
import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useState } from 'react'
import { call } from '../../api/client.ts'
import { contractKey, useContractMutation, useContractQuery } from '../../api/query.ts'
import { useToast } from '../../ui/use-toast.tsx'

/** A running meeting as it stands, and the presenter's steps. Whoever comes is in the room; the live stream keeps all in step. */
export function useMeetingRoom(id: string) {
  const client = useQueryClient()
  const toast = useToast()
  const meeting = useContractQuery(getMeeting, { params: { id } })
  const status = meeting.data?.status
  const isOpen = status === 'open'
  const state = useContractQuery(getMeetingState, { params: { id } }, { enabled: isOpen || status === 'closed' })
  const show = useCallback((now: MeetingState) => client.setQueryData(contractKey(getMeetingState, { params: { id } }), now), [client, id])
  useEffect(() => {
    // The answer may come after a newer one: then it is passed over.
    const enter = (now: MeetingState) => client.setQueryData<MeetingState>(contractKey(getMeetingState, { params: { id } }), (shown) => (shown !== undefined && Date.parse(shown.now) > Date.parse(now.now) ? shown : now))
    // Not being let in is told by the reads themselves.
    if (isOpen) void call(joinMeeting, { params: { id } }).then(enter, () => undefined)
  }, [client, id, isOpen])
  const steer = useContractMutation(steerMeeting, { onSuccess: show, onError: toast.failed })
  return { meeting, state, show, isSteering: steer.isPending, steer: (body: BodyInputOf<typeof steerMeeting>) => steer.mutate({ params: { id }, body }) }
}

/** Seconds spent in a section by the server's clock, however wrong the device's is; renewed each second. */
export function useSpentSeconds(state: MeetingState, readAt: number): number {
  const [at, tick] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => tick(Date.now()), 1000)
    return () => clearInterval(timer)
  }, [])
  const before = state.sections.find(({ section }) => section === state.section)?.seconds ?? 0
  if (state.runningSince === null) return before
  const serverNow = Math.max(at, readAt) + (Date.parse(state.now) - readAt)
  return before + Math.max(0, Math.floor((serverNow - Date.parse(state.runningSince)) / 1000))
}
