import { LogoutOutlined } from '@ant-design/icons'
import { Button, Segmented } from 'antd'
import { Link } from 'react-router'
import { BottomSheet } from '../BottomSheet.tsx'
import { useTheme } from '../ThemeProvider.tsx'
import { UserAvatar } from '../UserAvatar.tsx'
import { grouped } from './grouped.ts'
import type { ModeChoice } from '../theme.ts'
import type { AppShellProps } from './shell-types.ts'
import styles from './MoreSheet.module.css'

/** What has no tab on a phone: the other places, the account, language, appearance. */
export function MoreSheet(props: AppShellProps & { open: boolean; onClose: () => void }) {
  const { words, user } = props
  const theme = useTheme()
  return (
    <BottomSheet open={props.open} onClose={props.onClose} title={words.more}>
      {grouped(props.groups, props.nav.filter((item) => item.tab === undefined)).map(({ group, items }) => (
        <section key={group.key} aria-label={group.label}>
          <h3 className={styles.heading}>{group.label}</h3>
          <div className={styles.grid}>
            {items.map((item) => (
              <Link key={item.key} to={item.to} className={styles.place} onClick={props.onClose}>
                <span aria-hidden>{item.icon}</span>
                {item.label}
              </Link>
            ))}
          </div>
        </section>
      ))}
      <div className={styles.line}>
        <span>{words.theme}</span>
        <Segmented<ModeChoice>
          aria-label={words.theme}
          value={theme.choice}
          onChange={theme.choose}
          options={[
            { value: 'system', label: words.system },
            { value: 'light', label: words.light },
            { value: 'dark', label: words.dark },
          ]}
        />
      </div>
      <div className={styles.line}>
        <span>{words.language}</span>
        <Button onClick={props.language.onSwitch}>{props.language.other}</Button>
      </div>
      {user && (
        <div className={styles.line}>
          <span className={styles.user}>
            <UserAvatar name={user.name} size={36} />
            <span>
              <b>{user.name}</b>
              {user.detail && <small>{user.detail}</small>}
            </span>
          </span>
          <Button icon={<LogoutOutlined />} onClick={props.onSignOut}>
            {words.signOut}
          </Button>
        </div>
      )}
    </BottomSheet>
  )
}
