import {
  AlertOutlined,
  ApiOutlined,
  ApartmentOutlined,
  AuditOutlined,
  BankOutlined,
  BulbOutlined,
  CloudUploadOutlined,
  FrownOutlined,
  FormOutlined,
  FunnelPlotOutlined,
  NodeIndexOutlined,
  ProfileOutlined,
  ShoppingOutlined,
  TagsOutlined,
  TeamOutlined,
  UserOutlined,
} from '@ant-design/icons'
import { lazy } from 'react'
import type { ComponentType, ReactNode } from 'react'

export type SectionKey = 'me' | 'org' | 'members' | 'teams' | 'pipelines' | 'approvals' | 'alarms' | 'remedies' | 'fields' | 'forms' | 'products' | 'channels' | 'reasons' | 'tags' | 'data' | 'about'

export interface SettingsSection {
  key: SectionKey
  group: 'personal' | 'organisation' | 'sales' | 'system'
  icon: ReactNode
  Body: ComponentType
}

/** The sections of the settings in their order. Everybody may read them; what may be changed, each asks for itself. */
export const sections: readonly SettingsSection[] = [
  { key: 'me', group: 'personal', icon: <UserOutlined />, Body: lazy(async () => ({ default: (await import('./me/MeSection.tsx')).MeSection })) },
  { key: 'org', group: 'organisation', icon: <BankOutlined />, Body: lazy(async () => ({ default: (await import('./org/OrgSection.tsx')).OrgSection })) },
  { key: 'members', group: 'organisation', icon: <TeamOutlined />, Body: lazy(async () => ({ default: (await import('./people/MembersSection.tsx')).MembersSection })) },
  { key: 'teams', group: 'organisation', icon: <ApartmentOutlined />, Body: lazy(async () => ({ default: (await import('./people/TeamsSection.tsx')).TeamsSection })) },
  { key: 'pipelines', group: 'sales', icon: <FunnelPlotOutlined />, Body: lazy(async () => ({ default: (await import('./pipelines/PipelinesSection.tsx')).PipelinesSection })) },
  { key: 'fields', group: 'sales', icon: <ProfileOutlined />, Body: lazy(async () => ({ default: (await import('./fields/FieldsSection.tsx')).FieldsSection })) },
  { key: 'forms', group: 'sales', icon: <FormOutlined />, Body: lazy(async () => ({ default: (await import('./forms/FormsSection.tsx')).FormsSection })) },
  { key: 'approvals', group: 'sales', icon: <AuditOutlined />, Body: lazy(async () => ({ default: (await import('./approvals/ApprovalsSection.tsx')).ApprovalsSection })) },
  { key: 'alarms', group: 'sales', icon: <AlertOutlined />, Body: lazy(async () => ({ default: (await import('./alarms/RulesSection.tsx')).RulesSection })) },
  { key: 'remedies', group: 'sales', icon: <BulbOutlined />, Body: lazy(async () => ({ default: (await import('./remedies/RemediesSection.tsx')).RemediesSection })) },
  { key: 'products', group: 'sales', icon: <ShoppingOutlined />, Body: lazy(async () => ({ default: (await import('./catalog/ProductsSection.tsx')).ProductsSection })) },
  { key: 'channels', group: 'sales', icon: <NodeIndexOutlined />, Body: lazy(async () => ({ default: (await import('./catalog/ChannelsSection.tsx')).ChannelsSection })) },
  { key: 'reasons', group: 'sales', icon: <FrownOutlined />, Body: lazy(async () => ({ default: (await import('./catalog/ReasonsSection.tsx')).ReasonsSection })) },
  { key: 'tags', group: 'sales', icon: <TagsOutlined />, Body: lazy(async () => ({ default: (await import('./catalog/TagsSection.tsx')).TagsSection })) },
  { key: 'data', group: 'system', icon: <CloudUploadOutlined />, Body: lazy(async () => ({ default: (await import('./system/DataSection.tsx')).DataSection })) },
  { key: 'about', group: 'system', icon: <ApiOutlined />, Body: lazy(async () => ({ default: (await import('./system/AboutSection.tsx')).AboutSection })) },
]
