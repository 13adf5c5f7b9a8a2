import { MessageOutlined } from '@ant-design/icons'
import { listMeetingTalk, openMeetingTalk } from '@sluice/core/talk/contract'
import { pointKey, readPoint } from '@sluice/core/talk/meeting-points'
import type { MeetingSection } from '@sluice/core/meetings/agenda'
import { Badge, Button } from 'antd'
import { createContext, useContext, useEffect, useMemo, useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { useContractMutation, useContractQuery } from '../../api/query.ts'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { SideDrawer } from '../../ui/SideDrawer.tsx'
import { Skeletons } from '../../ui/Skeletons.tsx'
import { useUrlState } from '../../ui/use-url-state.ts'
import { Comments } from '../activities/Comments.tsx'

const talkUrl = z.object({ talk: z.string().max(80).catch('').default('') })

interface Talks {
  marks: ReadonlyMap<string, { count: number; unread: number }>
  open: (key: string, name: string) => void
}
const TalksContext = createContext<Talks | null>(null)

/** Within it, sections and items of a meeting can be talked about; `talk` in the address opens one. */
export function MeetingTalk({ meetingId, children }: { meetingId: string; children: ReactNode }) {
  const [url, change] = useUrlState(talkUrl)
  const [name, setName] = useState<string | null>(null)
  const items = useContractQuery(listMeetingTalk, { params: { id: meetingId } }).data?.items
  const talks = useMemo<Talks>(() => ({
    marks: new Map((items ?? []).map(({ section, itemId, ...mark }) => [pointKey(section, itemId), mark])),
    open: (key, title) => {
      setName(title)
      change({ talk: key })
    },
  }), [items, change])
  return (
    <TalksContext value={talks}>
      {children}
      {url.talk !== '' && <PointSheet key={url.talk} meetingId={meetingId} point={url.talk} name={name} onClose={() => change({ talk: '' })} />}
    </TalksContext>
  )
}

/** The speech bubble of a section, or of an item of it. Nothing outside of a meeting that can be talked about. */
export function PointTalk({ section, itemId = null, name }: { section: MeetingSection; itemId?: string | null; name: string }) {
  const { t } = useTranslation('talk')
  const talks = useContext(TalksContext)
  if (talks === null) return null
  const key = pointKey(section, itemId)
  const { count, unread } = talks.marks.get(key) ?? { count: 0, unread: 0 }
  const label = t(count === 0 ? 'point' : 'pointCount', { name, count })
  return (
    <Badge count={count} size="small" overflowCount={99} color={unread > 0 ? undefined : 'var(--s-text-tertiary)'} offset={[-4, 4]}>
      <Button type="text" size="small" icon={<MessageOutlined />} aria-label={label} title={label} onClick={() => talks.open(key, name)} />
    </Badge>
  )
}

function PointSheet({ meetingId, point, name, onClose }: { meetingId: string; point: string; name: string | null; onClose: () => void }) {
  const { t } = useTranslation('meetings')
  const open = useContractMutation(openMeetingTalk)
  const { mutate } = open
  const body = useMemo(() => readPoint(point), [point])
  useEffect(() => mutate({ params: { id: meetingId }, body }), [mutate, meetingId, body])
  const section = t(`section.${body.section}`)
  return (
    <SideDrawer open title={name === null || name === section ? section : `${section} · ${name}`} width={440} onClose={onClose}>
      {open.error ? (
        <ErrorState compact error={open.error} onRetry={() => mutate({ params: { id: meetingId }, body })} />
      ) : open.data ? (
        <Comments key={open.data.id} subjectType="meeting_point" subjectId={open.data.id} />
      ) : (
        <Skeletons kind="rows" count={2} />
      )}
    </SideDrawer>
  )
}
