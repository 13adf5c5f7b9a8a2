import {
  BellOutlined, BranchesOutlined, CheckSquareOutlined, ClockCircleOutlined, CommentOutlined, EditOutlined, FileTextOutlined, LinkOutlined, LoginOutlined, LogoutOutlined, MailOutlined, PlusSquareOutlined, RobotOutlined, RocketOutlined, SafetyCertificateOutlined, StarOutlined, StopOutlined, SwapRightOutlined, TagOutlined, TeamOutlined, UnorderedListOutlined, UserAddOutlined, UserSwitchOutlined,
} from '@ant-design/icons'
import type { StepType, TriggerKind } from '@sluice/core/automation/definition'
import type { ReactNode } from 'react'

export const stepIcons: Readonly<Record<StepType, ReactNode>> = {
  set_field: <EditOutlined />, assign: <UserSwitchOutlined />, move_stage: <SwapRightOutlined />, task: <CheckSquareOutlined />, checklist: <UnorderedListOutlined />, note: <FileTextOutlined />, comment: <CommentOutlined />, mention: <UserAddOutlined />, create_project: <RocketOutlined />, create_record: <PlusSquareOutlined />, tag: <TagOutlined />, score: <StarOutlined />,
  nurture_start: <LoginOutlined />, nurture_end: <LogoutOutlined />, approval: <SafetyCertificateOutlined />, notify: <BellOutlined />, mail: <MailOutlined />, robot: <RobotOutlined />, webhook: <LinkOutlined />, review_topic: <TeamOutlined />, wait: <ClockCircleOutlined />, branch: <BranchesOutlined />, stop: <StopOutlined />,
}

/** Actions by what they are for, in the order of the menu. */
export const stepGroups: readonly { key: 'tell' | 'plan' | 'change' | 'flow'; types: readonly StepType[] }[] = [
  { key: 'tell', types: ['notify', 'mail', 'robot', 'comment', 'mention', 'review_topic', 'webhook'] },
  { key: 'plan', types: ['task', 'checklist', 'create_project', 'approval', 'nurture_start', 'nurture_end'] },
  { key: 'change', types: ['assign', 'set_field', 'move_stage', 'tag', 'score', 'note', 'create_record'] },
  { key: 'flow', types: ['wait', 'branch', 'stop'] },
]
/** Triggers by what they are about. */
export const triggerGroups: readonly { key: 'stage' | 'record' | 'time' | 'other'; kinds: readonly TriggerKind[] }[] = [
  { key: 'stage', kinds: ['time_in_stage', 'stage_entered', 'stage_left', 'closed'] },
  { key: 'record', kinds: ['created', 'field_changed', 'changed', 'score_crosses', 'form_submitted', 'approval_ended'] },
  { key: 'time', kinds: ['no_activity', 'date_reached', 'schedule'] },
  { key: 'other', kinds: ['alarm_opened', 'button', 'webhook_in'] },
]
