import { ApartmentOutlined, ContactsOutlined, ProjectOutlined, UserAddOutlined } from '@ant-design/icons'
import type { Action, Noun } from '@sluice/core/identity/role'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'react-router'
import type { ConnectionState } from '../../api/live.ts'
import { chooseLanguage } from '../../i18n/i18n.ts'
import { paths } from '../../paths.ts'
import { AppShell } from '../../ui/shell/AppShell.tsx'
import { usePhone } from '../../ui/use-media-query.ts'
import { navGroups } from './nav.tsx'
import { openFrameAction } from './shell-slots.ts'
import { usePlaces } from './use-places.ts'
import { useShellWords } from './use-shell-words.ts'

/** The frame with the product's places and words; knows who is signed in, but reads nothing itself. */
export function FrameView(props: {
  user: { name: string; detail?: string } | null
  connection: ConnectionState | null
  banner?: ReactNode
  notices?: ReactNode
  counts?: Partial<Record<string, number>>
  /** What the user's role may do: places and forms beyond it are not offered. Everything is when left out. */
  may?: (noun: Noun, action: Action) => boolean
  onSignOut: () => void
  children: ReactNode
}) {
  const { t, i18n } = useTranslation('shell')
  const words = useShellWords()
  const phone = usePhone()
  const may = props.may ?? (() => true)
  const nav = usePlaces(may).map((place) => ({ ...place, count: props.counts?.[place.key] }))
  const groups = navGroups.map((group) => ({ ...group, label: t(`groups.${group.key}`) }))
  const english = i18n.language === 'en'
  const create = [
    { key: 'deal' as const, label: t('createDeal'), icon: <ProjectOutlined />, hotkey: 'c', onClick: () => openFrameAction('createDeal') },
    { key: 'lead' as const, label: t('createLead'), icon: <UserAddOutlined />, onClick: () => openFrameAction('createLead') },
    { key: 'account' as const, label: t('createAccount'), icon: <ApartmentOutlined />, onClick: () => openFrameAction('createAccount') },
    { key: 'contact' as const, label: t('createContact'), icon: <ContactsOutlined />, onClick: () => openFrameAction('createContact') },
  ]
  // An activity is logged on a record that one may change.
  const logs = create.some((item) => may(item.key, 'write'))
  // On a phone the button would lie on what one sets up.
  const settingUp = `${useLocation().pathname}/`.startsWith(`${paths.settings}/`) && phone
  return (
    <AppShell
      words={words}
      nav={nav}
      groups={groups}
      create={create.filter((item) => may(item.key, 'write'))}
      connection={props.connection && { state: props.connection, label: t(`live.${props.connection}`) }}
      user={props.user}
      language={{
        code: i18n.language,
        label: english ? 'English' : '中文',
        other: english ? '中' : 'EN',
        onSwitch: () => void chooseLanguage(english ? 'zh-CN' : 'en'),
      }}
      quickLog={logs && !settingUp ? { hotkey: 'n', onClick: () => openFrameAction('quickLog') } : undefined}
      onSearch={() => openFrameAction('search')}
      onSignOut={props.onSignOut}
      banner={props.banner}
      notices={props.notices}
    >
      {props.children}
    </AppShell>
  )
}
