import { MenuFoldOutlined, MenuUnfoldOutlined } from '@ant-design/icons'
import { Tooltip } from 'antd'
import { Fragment, useState } from 'react'
import { NavLink } from 'react-router'
import { hotkeyCaps } from '../hotkey.ts'
import { BrandMark } from './BrandMark.tsx'
import type { NavItem, ShellWords } from './shell-types.ts'
import styles from './SideNav.module.css'

const storageKey = 'sluice.nav'

/** The slim navigation at the left; remembers whether it is folded. */
export function SideNav({ nav, words }: { nav: readonly NavItem[]; words: ShellWords }) {
  const [folded, setFolded] = useState(() => {
    try {
      return localStorage.getItem(storageKey) === 'folded'
    } catch {
      return false
    }
  })
  const fold = () => {
    setFolded(!folded)
    try {
      localStorage.setItem(storageKey, folded ? 'open' : 'folded')
    } catch {
      // Not remembered then.
    }
  }
  let group: string | undefined
  return (
    <nav className={folded ? `${styles.nav} ${styles.folded}` : styles.nav} aria-label={words.navigation}>
      <div className={styles.brand}>
        <BrandMark />
        {!folded && <span>{words.product}</span>}
      </div>
      <div className={styles.items}>
        {nav.map((item) => {
          const heading = item.group !== group ? item.group : undefined
          group = item.group
          const caps = item.hotkey ? hotkeyCaps(item.hotkey, false).join(' ') : ''
          return (
            <Fragment key={item.key}>
              {heading && <div className={styles.group}>{folded ? <hr /> : heading}</div>}
              <Tooltip title={folded ? item.label : caps} placement="right" mouseEnterDelay={folded ? 0.1 : 0.8}>
                <NavLink to={item.to} className={({ isActive }) => (isActive ? `${styles.item} ${styles.here}` : (styles.item ?? ''))} aria-label={folded ? item.label : undefined}>
                  <span className={styles.icon} aria-hidden>
                    {item.icon}
                  </span>
                  {!folded && <span className={styles.label}>{item.label}</span>}
                  {!folded && item.count !== undefined && item.count > 0 && <span className={`num ${styles.count}`}>{item.count > 99 ? '99+' : item.count}</span>}
                </NavLink>
              </Tooltip>
            </Fragment>
          )
        })}
      </div>
      <button type="button" className={styles.fold} onClick={fold} aria-label={folded ? words.expand : words.collapse} aria-expanded={!folded}>
        {folded ? <MenuUnfoldOutlined /> : <MenuFoldOutlined />}
        {!folded && <span>{words.collapse}</span>}
      </button>
    </nav>
  )
}
