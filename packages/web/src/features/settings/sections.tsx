import {
  AlertOutlined,
  ApiOutlined,
  ApartmentOutlined,
  AuditOutlined,
  HistoryOutlined,
  BankOutlined,
  BellOutlined,
  BulbOutlined,
  ClearOutlined,
  CloudUploadOutlined,
  ContainerOutlined,
  FieldTimeOutlined,
  FrownOutlined,
  ImportOutlined,
  FormOutlined,
  FunnelPlotOutlined,
  GlobalOutlined,
  InboxOutlined,
  MailOutlined,
  MessageOutlined,
  NodeIndexOutlined,
  EditOutlined,
  ExportOutlined,
  RiseOutlined,
  RobotOutlined,
  RocketOutlined,
  ShareAltOutlined,
  ProfileOutlined,
  ShoppingOutlined,
  TagsOutlined,
  TeamOutlined,
  UserOutlined,
  VerticalAlignTopOutlined,
  WechatWorkOutlined,
} from '@ant-design/icons'
import { lazy } from 'react'
import type { ComponentType, ReactNode } from 'react'

export type SectionKey = 'me' | 'notices' | 'org' | 'members' | 'teams' | 'pipelines' | 'approvals' | 'assignment' | 'answering' | 'cadence' | 'pools' | 'alarms' | 'remedies' | 'projects' | 'fields' | 'forms' | 'scoring' | 'cleaning' | 'doors' | 'wecom' | 'products' | 'channels' | 'tracking' | 'reasons' | 'tags' | 'mail' | 'mailboxes' | 'robots' | 'apps' | 'escalation' | 'webhooks' | 'language-model' | 'data' | 'about'

export interface SettingsSection {
  key: SectionKey
  group: 'personal' | 'organisation' | 'sales' | 'system'
  icon: ReactNode
  Body: ComponentType
}

/** The sections of the settings in their order. Everybody may read them; what may be changed, each asks for itself. */
export const sections: readonly SettingsSection[] = [
  { key: 'me', group: 'personal', icon: <UserOutlined />, Body: lazy(async () => ({ default: (await import('./me/MeSection.tsx')).MeSection })) },
  { key: 'notices', group: 'personal', icon: <BellOutlined />, Body: lazy(async () => ({ default: (await import('./notices/NoticesSection.tsx')).NoticesSection })) },
  { key: 'org', group: 'organisation', icon: <BankOutlined />, Body: lazy(async () => ({ default: (await import('./org/OrgSection.tsx')).OrgSection })) },
  { key: 'members', group: 'organisation', icon: <TeamOutlined />, Body: lazy(async () => ({ default: (await import('./people/MembersSection.tsx')).MembersSection })) },
  { key: 'teams', group: 'organisation', icon: <ApartmentOutlined />, Body: lazy(async () => ({ default: (await import('./people/TeamsSection.tsx')).TeamsSection })) },
  { key: 'pipelines', group: 'sales', icon: <FunnelPlotOutlined />, Body: lazy(async () => ({ default: (await import('./pipelines/PipelinesSection.tsx')).PipelinesSection })) },
  { key: 'fields', group: 'sales', icon: <ProfileOutlined />, Body: lazy(async () => ({ default: (await import('./fields/FieldsSection.tsx')).FieldsSection })) },
  { key: 'forms', group: 'sales', icon: <FormOutlined />, Body: lazy(async () => ({ default: (await import('./forms/FormsSection.tsx')).FormsSection })) },
  { key: 'scoring', group: 'sales', icon: <RiseOutlined />, Body: lazy(async () => ({ default: (await import('../scoring/ScoringSection.tsx')).ScoringSection })) },
  { key: 'cleaning', group: 'sales', icon: <ClearOutlined />, Body: lazy(async () => ({ default: (await import('./cleaning/CleaningSection.tsx')).CleaningSection })) },
  { key: 'doors', group: 'sales', icon: <ImportOutlined />, Body: lazy(async () => ({ default: (await import('./doors/DoorsSection.tsx')).DoorsSection })) },
  { key: 'wecom', group: 'sales', icon: <WechatWorkOutlined />, Body: lazy(async () => ({ default: (await import('./wecom/WecomSection.tsx')).WecomSection })) },
  { key: 'approvals', group: 'sales', icon: <AuditOutlined />, Body: lazy(async () => ({ default: (await import('./approvals/ApprovalsSection.tsx')).ApprovalsSection })) },
  { key: 'assignment', group: 'sales', icon: <ShareAltOutlined />, Body: lazy(async () => ({ default: (await import('./assignment/AssignmentSection.tsx')).AssignmentSection })) },
  { key: 'answering', group: 'sales', icon: <FieldTimeOutlined />, Body: lazy(async () => ({ default: (await import('./answering/AnsweringSection.tsx')).AnsweringSection })) },
  { key: 'cadence', group: 'sales', icon: <HistoryOutlined />, Body: lazy(async () => ({ default: (await import('./cadence/CadenceSection.tsx')).CadenceSection })) },
  { key: 'pools', group: 'sales', icon: <InboxOutlined />, Body: lazy(async () => ({ default: (await import('./pools/PoolsSection.tsx')).PoolsSection })) },
  { key: 'alarms', group: 'sales', icon: <AlertOutlined />, Body: lazy(async () => ({ default: (await import('./alarms/RulesSection.tsx')).RulesSection })) },
  { key: 'remedies', group: 'sales', icon: <BulbOutlined />, Body: lazy(async () => ({ default: (await import('./remedies/RemediesSection.tsx')).RemediesSection })) },
  { key: 'projects', group: 'sales', icon: <RocketOutlined />, Body: lazy(async () => ({ default: (await import('./projects/ProjectTemplatesSection.tsx')).ProjectTemplatesSection })) },
  { key: 'products', group: 'sales', icon: <ShoppingOutlined />, Body: lazy(async () => ({ default: (await import('./catalog/ProductsSection.tsx')).ProductsSection })) },
  { key: 'channels', group: 'sales', icon: <NodeIndexOutlined />, Body: lazy(async () => ({ default: (await import('./catalog/ChannelsSection.tsx')).ChannelsSection })) },
  { key: 'tracking', group: 'sales', icon: <GlobalOutlined />, Body: lazy(async () => ({ default: (await import('./tracking/TrackingSection.tsx')).TrackingSection })) },
  { key: 'reasons', group: 'sales', icon: <FrownOutlined />, Body: lazy(async () => ({ default: (await import('./catalog/ReasonsSection.tsx')).ReasonsSection })) },
  { key: 'tags', group: 'sales', icon: <TagsOutlined />, Body: lazy(async () => ({ default: (await import('./catalog/TagsSection.tsx')).TagsSection })) },
  { key: 'mail', group: 'sales', icon: <MailOutlined />, Body: lazy(async () => ({ default: (await import('./mail/MailSection.tsx')).MailSection })) },
  { key: 'mailboxes', group: 'sales', icon: <ContainerOutlined />, Body: lazy(async () => ({ default: (await import('./mailboxes/MailboxesSection.tsx')).MailboxesSection })) },
  { key: 'robots', group: 'system', icon: <RobotOutlined />, Body: lazy(async () => ({ default: (await import('./messages/RobotsSection.tsx')).RobotsSection })) },
  { key: 'apps', group: 'system', icon: <MessageOutlined />, Body: lazy(async () => ({ default: (await import('./reach/ChatAppsSection.tsx')).ChatAppsSection })) },
  { key: 'escalation', group: 'system', icon: <VerticalAlignTopOutlined />, Body: lazy(async () => ({ default: (await import('./reach/EscalationSection.tsx')).EscalationSection })) },
  { key: 'webhooks', group: 'system', icon: <ExportOutlined />, Body: lazy(async () => ({ default: (await import('./messages/WebhooksSection.tsx')).WebhooksSection })) },
  { key: 'language-model', group: 'system', icon: <EditOutlined />, Body: lazy(async () => ({ default: (await import('./language-model/LanguageModelSection.tsx')).LanguageModelSection })) },
  { key: 'data', group: 'system', icon: <CloudUploadOutlined />, Body: lazy(async () => ({ default: (await import('./system/DataSection.tsx')).DataSection })) },
  { key: 'about', group: 'system', icon: <ApiOutlined />, Body: lazy(async () => ({ default: (await import('./system/AboutSection.tsx')).AboutSection })) },
]
