import {
  ApartmentOutlined,
  CalendarOutlined,
  CloudUploadOutlined,
  ContactsOutlined,
  FunnelPlotOutlined,
  ProjectOutlined,
  SettingOutlined,
  UserAddOutlined,
} from '@ant-design/icons'
import { paths } from '../../paths.ts'
import type { ReactNode } from 'react'

export type NavKey = 'today' | 'funnel' | 'deals' | 'leads' | 'accounts' | 'contacts' | 'import' | 'settings'

interface NavEntry {
  key: NavKey
  to: string
  icon: ReactNode
  hotkey: string
  group: 'work' | 'records' | 'system'
  /** Order of the phone's tabs; the other places are behind "more". */
  tab?: number
}

/** The places of the product, in the order of the side navigation. */
export const navEntries: readonly NavEntry[] = [
  { key: 'today', to: paths.today, icon: <CalendarOutlined />, hotkey: 'g t', group: 'work', tab: 1 },
  { key: 'funnel', to: paths.funnel, icon: <FunnelPlotOutlined />, hotkey: 'g f', group: 'work', tab: 4 },
  { key: 'deals', to: paths.deals, icon: <ProjectOutlined />, hotkey: 'g d', group: 'work', tab: 2 },
  { key: 'leads', to: paths.leads, icon: <UserAddOutlined />, hotkey: 'g l', group: 'work', tab: 3 },
  { key: 'accounts', to: paths.accounts, icon: <ApartmentOutlined />, hotkey: 'g a', group: 'records' },
  { key: 'contacts', to: paths.contacts, icon: <ContactsOutlined />, hotkey: 'g c', group: 'records' },
  { key: 'import', to: paths.import, icon: <CloudUploadOutlined />, hotkey: 'g i', group: 'system' },
  { key: 'settings', to: paths.settings, icon: <SettingOutlined />, hotkey: 'g s', group: 'system' },
]
