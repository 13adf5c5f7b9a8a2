import { DownOutlined, MenuFoldOutlined, MenuUnfoldOutlined, RightOutlined } from '@ant-design/icons'
import { Tooltip } from 'antd'
import { useId, useState } from 'react'
import { matchPath, NavLink, useLocation } from 'react-router'
import { hotkeyCaps } from '../hotkey.ts'
import { BrandMark } from './BrandMark.tsx'
import { grouped } from './grouped.ts'
import type { NavGroup, NavItem, ShellWords } from './shell-types.ts'
import styles from './SideNav.module.css'
import { useFolds } from './use-folds.ts'

const storageKey = 'sluice.nav'

/** The slim navigation at the left, its places in groups that fold; remembers what is folded, and whether only icons are shown. */
export function SideNav({ nav, groups, words }: { nav: readonly NavItem[]; groups: readonly NavGroup[]; words: ShellWords }) {
  const [slim, setSlim] = useState(() => {
    try {
      return localStorage.getItem(storageKey) === 'folded'
    } catch {
      return false
    }
  })
  const changeWidth = () => {
    setSlim(!slim)
    try {
      localStorage.setItem(storageKey, slim ? 'open' : 'folded')
    } catch {
      // Not remembered then.
    }
  }
  const { pathname } = useLocation()
  const here = nav.find((item) => matchPath({ path: item.to, end: false }, pathname) !== null)
  const { isOpen, toggle } = useFolds(here?.group)
  return (
    <nav className={slim ? `${styles.nav} ${styles.slim}` : styles.nav} aria-label={words.navigation}>
      <div className={styles.brand}>
        <BrandMark />
        {!slim && <span>{words.product}</span>}
      </div>
      <div className={styles.groups}>
        {grouped(groups, nav).map(({ group, items }) => (
          <Group key={group.key} group={group} items={items} here={here?.key} slim={slim} open={isOpen(group)} onToggle={() => toggle(group)} />
        ))}
      </div>
      <button type="button" className={styles.fold} onClick={changeWidth} aria-label={slim ? words.expand : words.collapse} aria-expanded={!slim}>
        {slim ? <MenuUnfoldOutlined /> : <MenuFoldOutlined />}
        {!slim && <span>{words.collapse}</span>}
      </button>
    </nav>
  )
}

/** A heading that folds, and its places. A folded group still shows the place one is at, and counts what waits in the others. */
function Group(props: { group: NavGroup; items: readonly NavItem[]; here: string | undefined; slim: boolean; open: boolean; onToggle: () => void }) {
  const { group, slim, open } = props
  const id = useId()
  const shown = open ? props.items : props.items.filter((item) => item.key === props.here)
  const hidden = props.items.filter((item) => !shown.includes(item)).reduce((sum, item) => sum + (item.count ?? 0), 0)
  return (
    <div className={styles.group}>
      <Tooltip title={slim ? group.label : null} placement="right" mouseEnterDelay={0.1}>
        <button type="button" className={styles.heading} onClick={props.onToggle} aria-expanded={open} aria-controls={shown.length > 0 ? id : undefined} aria-label={slim ? group.label : undefined}>
          {!slim && <span className={styles.label}>{group.label}</span>}
          {!slim && <Count of={hidden} />}
          <span className={styles.arrow} aria-hidden>
            {open ? <DownOutlined /> : <RightOutlined />}
          </span>
        </button>
      </Tooltip>
      {shown.length > 0 && (
        <ul id={id} className={styles.items} aria-label={group.label}>
          {shown.map((item) => (
            <li key={item.key}>
              <Place item={item} slim={slim} />
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

function Place({ item, slim }: { item: NavItem; slim: boolean }) {
  const caps = item.hotkey ? hotkeyCaps(item.hotkey, false).join(' ') : ''
  return (
    <Tooltip title={slim ? item.label : caps} placement="right" mouseEnterDelay={slim ? 0.1 : 0.8}>
      <NavLink to={item.to} className={({ isActive }) => (isActive ? `${styles.item} ${styles.here}` : (styles.item ?? ''))} aria-label={slim ? item.label : undefined}>
        <span className={styles.icon} aria-hidden>
          {item.icon}
        </span>
        {!slim && <span className={styles.label}>{item.label}</span>}
        {!slim && <Count of={item.count ?? 0} />}
      </NavLink>
    </Tooltip>
  )
}

function Count({ of }: { of: number }) {
  return of > 0 && <span className={`num ${styles.count}`}>{of > 99 ? '99+' : of}</span>
}
