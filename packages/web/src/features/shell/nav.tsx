import {
  AlertOutlined,
  ApartmentOutlined,
  AuditOutlined,
  BellOutlined,
  CalendarOutlined,
  CheckSquareOutlined,
  ClearOutlined,
  CloudUploadOutlined,
  ContactsOutlined,
  FormOutlined,
  FundOutlined,
  FunnelPlotOutlined,
  InboxOutlined,
  MailOutlined,
  MergeCellsOutlined,
  NotificationOutlined,
  PieChartOutlined,
  ProjectOutlined,
  SettingOutlined,
  SwapOutlined,
  TeamOutlined,
  ThunderboltOutlined,
  UserAddOutlined,
  WarningOutlined,
} from '@ant-design/icons'
import type { Action, Noun } from '@sluice/core/identity/role'
import type { ReactNode } from 'react'
import { paths } from '../../paths.ts'

export type NavKey = 'today' | 'inbox' | 'alarms' | 'actions' | 'meetings' | 'approvals' | 'gateDebts' | 'completeness' | 'funnel' | 'deals' | 'leads' | 'cleaning' | 'leadPools' | 'handOvers' | 'campaigns' | 'attribution' | 'nurture' | 'automations' | 'publicForms' | 'hygiene' | 'accounts' | 'contacts' | 'import' | 'settings'

interface NavEntry {
  key: NavKey
  to: string
  icon: ReactNode
  hotkey: string
  group: 'work' | 'records' | 'system'
  /** What a role must be allowed to find something there; free to all when left out. */
  needs?: { noun: Noun; action: Action }
  /** Order of the phone's tabs; the other places are behind "more". */
  tab?: number
}

/** The places of the product, in the order of the side navigation. */
export const navEntries: readonly NavEntry[] = [
  { key: 'today', to: paths.today, icon: <CalendarOutlined />, hotkey: 'g t', group: 'work', tab: 1 },
  { key: 'inbox', to: paths.inbox, icon: <BellOutlined />, hotkey: 'g k', group: 'work' },
  { key: 'funnel', to: paths.funnel, icon: <FunnelPlotOutlined />, hotkey: 'g f', group: 'work', tab: 4, needs: { noun: 'deal', action: 'read' } },
  { key: 'alarms', to: paths.alarms, icon: <AlertOutlined />, hotkey: 'g w', group: 'work', needs: { noun: 'deal', action: 'read' } },
  { key: 'deals', to: paths.deals, icon: <ProjectOutlined />, hotkey: 'g d', group: 'work', tab: 2, needs: { noun: 'deal', action: 'read' } },
  { key: 'leads', to: paths.leads, icon: <UserAddOutlined />, hotkey: 'g l', group: 'work', tab: 3, needs: { noun: 'lead', action: 'read' } },
  { key: 'leadPools', to: paths.leadPools, icon: <InboxOutlined />, hotkey: 'g u', group: 'work', needs: { noun: 'lead', action: 'read' } },
  { key: 'handOvers', to: paths.handOvers, icon: <SwapOutlined />, hotkey: 'g e', group: 'work', needs: { noun: 'lead', action: 'read' } },
  { key: 'campaigns', to: paths.campaigns, icon: <NotificationOutlined />, hotkey: 'g m', group: 'work', needs: { noun: 'campaign', action: 'read' } },
  { key: 'attribution', to: paths.attribution, icon: <FundOutlined />, hotkey: 'g r', group: 'work', needs: { noun: 'campaign', action: 'read' } },
  { key: 'publicForms', to: paths.publicForms, icon: <FormOutlined />, hotkey: 'g o', group: 'work', needs: { noun: 'campaign', action: 'read' } },
  { key: 'nurture', to: paths.nurture, icon: <MailOutlined />, hotkey: 'g n', group: 'work', needs: { noun: 'campaign', action: 'read' } },
  // For those who act for more than themselves, as imports are.
  { key: 'automations', to: paths.automations, icon: <ThunderboltOutlined />, hotkey: 'g z', group: 'work', needs: { noun: 'import', action: 'write' } },
  { key: 'actions', to: paths.actions, icon: <CheckSquareOutlined />, hotkey: 'g x', group: 'work', needs: { noun: 'deal', action: 'read' } },
  { key: 'meetings', to: paths.meetings, icon: <TeamOutlined />, hotkey: 'g v', group: 'work' },
  { key: 'cleaning', to: paths.cleaning, icon: <MergeCellsOutlined />, hotkey: 'g y', group: 'work', needs: { noun: 'lead', action: 'write' } },
  { key: 'hygiene', to: paths.hygiene, icon: <ClearOutlined />, hotkey: 'g h', group: 'work', needs: { noun: 'deal', action: 'write' } },
  { key: 'approvals', to: paths.approvals, icon: <AuditOutlined />, hotkey: 'g p', group: 'work', needs: { noun: 'deal', action: 'read' } },
  { key: 'accounts', to: paths.accounts, icon: <ApartmentOutlined />, hotkey: 'g a', group: 'records', needs: { noun: 'account', action: 'read' } },
  { key: 'contacts', to: paths.contacts, icon: <ContactsOutlined />, hotkey: 'g c', group: 'records', needs: { noun: 'contact', action: 'read' } },
  { key: 'gateDebts', to: paths.gateDebts, icon: <WarningOutlined />, hotkey: 'g b', group: 'system', needs: { noun: 'deal', action: 'write' } },
  { key: 'completeness', to: paths.completeness, icon: <PieChartOutlined />, hotkey: 'g q', group: 'system', needs: { noun: 'deal', action: 'write' } },
  { key: 'import', to: paths.import, icon: <CloudUploadOutlined />, hotkey: 'g i', group: 'system', needs: { noun: 'import', action: 'read' } },
  { key: 'settings', to: paths.settings, icon: <SettingOutlined />, hotkey: 'g s', group: 'system' },
]
