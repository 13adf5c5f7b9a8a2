import { useState } from 'react'
import { useNavigate } from 'react-router'
import { useHotkey } from '../use-hotkey.ts'
import { usePhone } from '../use-media-query.ts'
import styles from './AppShell.module.css'
import { MoreSheet } from './MoreSheet.tsx'
import type { AppShellProps, CreateItem, NavItem, ShellWords } from './shell-types.ts'
import { ShortcutsHelp } from './ShortcutsHelp.tsx'
import { SideNav } from './SideNav.tsx'
import { TabBar } from './TabBar.tsx'
import { TopBar } from './TopBar.tsx'

/** The frame of every page: side navigation and top bar on a desktop, tab bar and quick-log button on a phone. */
export function AppShell(props: AppShellProps) {
  const phone = usePhone()
  const [more, setMore] = useState(false)
  const [help, setHelp] = useState(false)
  const { words } = props
  useHotkey('?', () => setHelp(true), { label: words.shortcuts.help, group: words.shortcuts.general })
  useHotkey('mod+k', props.onSearch, { label: words.shortcuts.search, group: words.shortcuts.general })
  useHotkey('/', props.onSearch)
  useHotkey(props.quickLog?.hotkey, () => props.quickLog?.onClick(), { label: words.quickLog, group: words.shortcuts.general })

  return (
    <div className={styles.shell} data-phone={phone || undefined} data-log={(phone && props.quickLog !== undefined) || undefined}>
      <a href="#main" className={styles.skip}>
        {words.skip}
      </a>
      {props.nav.map((item) => (
        <NavHotkey key={item.key} item={item} words={words} />
      ))}
      {props.create.map((item) => (
        <CreateHotkey key={item.key} item={item} words={words} />
      ))}
      {!phone && <SideNav nav={props.nav} groups={props.groups} words={words} />}
      <div className={styles.column}>
        {props.banner && (
          <div className={styles.banner} role="status">
            {props.banner}
          </div>
        )}
        <TopBar {...props} phone={phone} onHelp={() => setHelp(true)} />
        <main id="main" tabIndex={-1} className={styles.main}>
          {props.children}
        </main>
        {phone && <TabBar nav={props.nav} words={words} quickLog={props.quickLog} moreOpen={more} onMore={() => setMore(true)} />}
      </div>
      {phone && <MoreSheet {...props} open={more} onClose={() => setMore(false)} />}
      <ShortcutsHelp open={help} onClose={() => setHelp(false)} title={words.shortcuts.title} />
    </div>
  )
}

function NavHotkey({ item, words }: { item: NavItem; words: ShellWords }) {
  const navigate = useNavigate()
  useHotkey(item.hotkey, () => void navigate(item.to), { label: words.shortcuts.go(item.label), group: words.shortcuts.move })
  return null
}

function CreateHotkey({ item, words }: { item: CreateItem; words: ShellWords }) {
  useHotkey(item.hotkey, item.onClick, { label: item.label, group: words.shortcuts.general })
  return null
}
