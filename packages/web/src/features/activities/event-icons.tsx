import {
  ArrowDownOutlined, ArrowUpOutlined, CloudUploadOutlined, DeleteOutlined, EditOutlined, FileTextOutlined, FormOutlined, MailOutlined, MessageOutlined,
  PaperClipOutlined, PhoneOutlined, PlusOutlined, RedoOutlined, StopOutlined, TeamOutlined, TrophyOutlined, UsergroupAddOutlined, WechatOutlined, CarOutlined,
} from '@ant-design/icons'
import type { ReactNode } from 'react'
import type { EventMark } from './event-words.ts'

const marks: Record<EventMark, ReactNode> = {
  created: <PlusOutlined />,
  advance: <ArrowUpOutlined />,
  back: <ArrowDownOutlined />,
  won: <TrophyOutlined />,
  lost: <StopOutlined />,
  reopened: <RedoOutlined />,
  changed: <EditOutlined />,
  people: <UsergroupAddOutlined />,
  removed: <DeleteOutlined />,
  activity: <FileTextOutlined />,
  comment: <MessageOutlined />,
  file: <PaperClipOutlined />,
  import: <CloudUploadOutlined />,
}

const kinds: Readonly<Record<string, ReactNode>> = {
  call: <PhoneOutlined />,
  visit: <CarOutlined />,
  meeting: <TeamOutlined />,
  mail: <MailOutlined />,
  wechat: <WechatOutlined />,
  note: <FormOutlined />,
}

/** The sign of an event in a timeline. */
export function markIcon(mark: EventMark): ReactNode {
  return marks[mark]
}

/** The sign of a kind of activity. */
export function activityIcon(kind: string): ReactNode {
  return kinds[kind] ?? marks.activity
}
