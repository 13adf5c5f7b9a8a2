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
  ExperimentOutlined,
  FormOutlined,
  FundOutlined,
  FunnelPlotOutlined,
  InboxOutlined,
  MailOutlined,
  MergeCellsOutlined,
  NotificationOutlined,
  PieChartOutlined,
  ProjectOutlined,
  ScheduleOutlined,
  RocketOutlined,
  SettingOutlined,
  SwapOutlined,
  SolutionOutlined,
  TeamOutlined,
  ThunderboltOutlined,
  UserAddOutlined,
  WarningOutlined,
} from '@ant-design/icons'
import type { Action, Noun } from '@sluice/core/identity/role'
import type { ReactNode } from 'react'
import { paths } from '../../paths.ts'

type NavKey = 'today' | 'inbox' | 'calendar' | 'alarms' | 'actions' | 'projects' | 'team' | 'meetings' | 'experiments' | 'approvals' | 'gateDebts' | 'completeness' | 'funnel' | 'deals' | 'leads' | 'cleaning' | 'leadPools' | 'handOvers' | 'campaigns' | 'attribution' | 'nurture' | 'automations' | 'publicForms' | 'hygiene' | 'accounts' | 'contacts' | 'import' | 'settings'

/** What one comes for: the headings of the navigation, in their order; a quiet one is folded at first. */
export const navGroups = [
  { key: 'work', isQuiet: false },
  { key: 'sales', isQuiet: false },
  { key: 'funnel', isQuiet: false },
  { key: 'marketing', isQuiet: true },
  { key: 'data', isQuiet: true },
  { key: 'system', isQuiet: true },
] as const

interface NavEntry {
  key: NavKey
  to: string
  icon: ReactNode
  hotkey?: string
  group: (typeof navGroups)[number]['key']
  /** What a role must be allowed to find something there; free to all when left out. */
  needs?: { noun: Noun; action: Action }
  /** Besides, for what is for those who lead: no one right says it. */
  needsToo?: { noun: Noun; action: Action }
  /** Order of the phone's tabs; the other places are behind "more". */
  tab?: number
}

/** The places of the product, those of a group in their order. */
export const navEntries: readonly NavEntry[] = [
  { key: 'today', to: paths.today, icon: <CalendarOutlined />, hotkey: 'g t', group: 'work', tab: 1 },
  { key: 'inbox', to: paths.inbox, icon: <BellOutlined />, hotkey: 'g k', group: 'work' },
  { key: 'calendar', to: paths.calendar, icon: <ScheduleOutlined />, group: 'work' },
  { key: 'actions', to: paths.actions, icon: <CheckSquareOutlined />, hotkey: 'g x', group: 'work', needs: { noun: 'deal', action: 'read' } },
  { key: 'approvals', to: paths.approvals, icon: <AuditOutlined />, hotkey: 'g p', group: 'work', needs: { noun: 'deal', action: 'read' } },

  { key: 'leads', to: paths.leads, icon: <UserAddOutlined />, hotkey: 'g l', group: 'sales', tab: 3, needs: { noun: 'lead', action: 'read' } },
  { key: 'leadPools', to: paths.leadPools, icon: <InboxOutlined />, hotkey: 'g u', group: 'sales', needs: { noun: 'lead', action: 'read' } },
  { key: 'handOvers', to: paths.handOvers, icon: <SwapOutlined />, hotkey: 'g e', group: 'sales', needs: { noun: 'lead', action: 'read' } },
  { key: 'deals', to: paths.deals, icon: <ProjectOutlined />, hotkey: 'g d', group: 'sales', tab: 2, needs: { noun: 'deal', action: 'read' } },
  { key: 'accounts', to: paths.accounts, icon: <ApartmentOutlined />, hotkey: 'g a', group: 'sales', needs: { noun: 'account', action: 'read' } },
  { key: 'projects', to: paths.projects, icon: <RocketOutlined />, group: 'sales', needs: { noun: 'account', action: 'read' } },
  { key: 'contacts', to: paths.contacts, icon: <ContactsOutlined />, hotkey: 'g c', group: 'sales', needs: { noun: 'contact', action: 'read' } },

  { key: 'funnel', to: paths.funnel, icon: <FunnelPlotOutlined />, hotkey: 'g f', group: 'funnel', tab: 4, needs: { noun: 'deal', action: 'read' } },
  { key: 'alarms', to: paths.alarms, icon: <AlertOutlined />, hotkey: 'g w', group: 'funnel', needs: { noun: 'deal', action: 'read' } },
  { key: 'team', to: paths.team, icon: <SolutionOutlined />, hotkey: 'g j', group: 'funnel', needs: { noun: 'deal', action: 'write' }, needsToo: { noun: 'import', action: 'write' } },
  { key: 'meetings', to: paths.meetings, icon: <TeamOutlined />, hotkey: 'g v', group: 'funnel' },
  { key: 'experiments', to: paths.experiments, icon: <ExperimentOutlined />, hotkey: 'g g', group: 'funnel', needs: { noun: 'import', action: 'write' } },

  { key: 'campaigns', to: paths.campaigns, icon: <NotificationOutlined />, hotkey: 'g m', group: 'marketing', needs: { noun: 'campaign', action: 'read' } },
  { key: 'publicForms', to: paths.publicForms, icon: <FormOutlined />, hotkey: 'g o', group: 'marketing', needs: { noun: 'campaign', action: 'read' } },
  { key: 'nurture', to: paths.nurture, icon: <MailOutlined />, hotkey: 'g n', group: 'marketing', needs: { noun: 'campaign', action: 'read' } },
  { key: 'attribution', to: paths.attribution, icon: <FundOutlined />, hotkey: 'g r', group: 'marketing', needs: { noun: 'campaign', action: 'read' } },

  { key: 'cleaning', to: paths.cleaning, icon: <MergeCellsOutlined />, hotkey: 'g y', group: 'data', needs: { noun: 'lead', action: 'write' } },
  { key: 'hygiene', to: paths.hygiene, icon: <ClearOutlined />, hotkey: 'g h', group: 'data', needs: { noun: 'deal', action: 'write' } },
  { key: 'gateDebts', to: paths.gateDebts, icon: <WarningOutlined />, hotkey: 'g b', group: 'data', needs: { noun: 'deal', action: 'write' } },
  { key: 'completeness', to: paths.completeness, icon: <PieChartOutlined />, hotkey: 'g q', group: 'data', needs: { noun: 'deal', action: 'write' } },
  { key: 'import', to: paths.import, icon: <CloudUploadOutlined />, hotkey: 'g i', group: 'data', needs: { noun: 'import', action: 'read' } },

  // For those who act for more than themselves, as imports are.
  { key: 'automations', to: paths.automations, icon: <ThunderboltOutlined />, hotkey: 'g z', group: 'system', needs: { noun: 'import', action: 'write' } },
  { key: 'settings', to: paths.settings, icon: <SettingOutlined />, hotkey: 'g s', group: 'system' },
]
