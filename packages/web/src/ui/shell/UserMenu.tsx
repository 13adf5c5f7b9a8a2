import { BulbOutlined, DesktopOutlined, LogoutOutlined, MoonOutlined, SunOutlined } from '@ant-design/icons'
import { Dropdown } from 'antd'
import type { MenuProps } from 'antd'
import { useTheme } from '../ThemeProvider.tsx'
import { UserAvatar } from '../UserAvatar.tsx'
import { VisuallyHidden } from '../VisuallyHidden.tsx'
import type { ShellWords } from './shell-types.ts'
import styles from './UserMenu.module.css'

/** Who is signed in, light or dark, and the way out. */
export function UserMenu(props: { user: { name: string; detail?: string } | null; words: ShellWords; onSignOut: () => void }) {
  const { words, user } = props
  const theme = useTheme()
  const items: MenuProps['items'] = [
    ...(user
      ? [
          {
            key: 'who',
            type: 'group' as const,
            label: (
              <span className={styles.who}>
                <b>{user.name}</b>
                {user.detail && <span>{user.detail}</span>}
              </span>
            ),
          },
          { type: 'divider' as const },
        ]
      : []),
    {
      key: 'theme',
      icon: <BulbOutlined />,
      label: words.theme,
      children: [
        { key: 'system', icon: <DesktopOutlined />, label: words.system },
        { key: 'light', icon: <SunOutlined />, label: words.light },
        { key: 'dark', icon: <MoonOutlined />, label: words.dark },
      ],
    },
    ...(user ? [{ type: 'divider' as const }, { key: 'out', icon: <LogoutOutlined />, label: words.signOut }] : []),
  ]
  const onClick: MenuProps['onClick'] = ({ key }) => {
    if (key === 'out') props.onSignOut()
    else if (key === 'light' || key === 'dark' || key === 'system') theme.choose(key)
  }
  return (
    <Dropdown menu={{ items, onClick, selectedKeys: [theme.choice] }} trigger={['click']} placement="bottomRight">
      <button type="button" className={styles.button} aria-haspopup="menu">
        <UserAvatar name={user?.name ?? '?'} size={28} />
        <VisuallyHidden>{words.account}</VisuallyHidden>
      </button>
    </Dropdown>
  )
}
