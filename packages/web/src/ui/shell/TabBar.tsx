import { AppstoreOutlined, EditOutlined } from '@ant-design/icons'
import { NavLink } from 'react-router'
import type { NavItem, ShellWords } from './shell-types.ts'
import styles from './TabBar.module.css'

/** The phone's navigation, where the thumb is; the quick-log button floats above it. */
export function TabBar(props: { nav: readonly NavItem[]; words: ShellWords; quickLog?: { onClick: () => void }; moreOpen: boolean; onMore: () => void }) {
  const tabs = props.nav.filter((item) => item.tab !== undefined).sort((a, b) => (a.tab ?? 0) - (b.tab ?? 0))
  return (
    <>
      {props.quickLog && (
        <button type="button" className={styles.log} onClick={props.quickLog.onClick}>
          <EditOutlined aria-hidden />
          {props.words.quickLog}
        </button>
      )}
      <nav className={styles.bar} aria-label={props.words.navigation}>
        {tabs.map((item) => (
          <NavLink key={item.key} to={item.to} className={({ isActive }) => (isActive ? `${styles.tab} ${styles.here}` : (styles.tab ?? ''))}>
            <span className={styles.icon} aria-hidden>
              {item.icon}
              {item.count !== undefined && item.count > 0 && <i className={styles.badge}>{item.count > 99 ? '99+' : item.count}</i>}
            </span>
            {item.label}
          </NavLink>
        ))}
        <button type="button" className={props.moreOpen ? `${styles.tab} ${styles.here}` : styles.tab} onClick={props.onMore} aria-haspopup="dialog">
          <span className={styles.icon} aria-hidden>
            <AppstoreOutlined />
          </span>
          {props.words.more}
        </button>
      </nav>
    </>
  )
}
