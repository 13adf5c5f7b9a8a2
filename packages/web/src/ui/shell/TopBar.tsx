import { PlusOutlined, QuestionCircleOutlined, SearchOutlined } from '@ant-design/icons'
import { Button, Dropdown, Tooltip } from 'antd'
import { hotkeyCaps } from '../hotkey.ts'
import { BrandMark } from './BrandMark.tsx'
import { ConnectionDot } from './ConnectionDot.tsx'
import type { AppShellProps } from './shell-types.ts'
import { KeyCaps } from './KeyCaps.tsx'
import styles from './TopBar.module.css'
import { UserMenu } from './UserMenu.tsx'

const mac = typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.userAgent)

/** Search, create, connection, language, appearance, account. */
export function TopBar(props: AppShellProps & { phone: boolean; onHelp: () => void }) {
  const { words, phone, create } = props
  const items = create.map((item) => ({
    key: item.key,
    icon: item.icon,
    label: (
      <span className={styles.createItem}>
        {item.label}
        {item.hotkey && !phone && <KeyCaps caps={hotkeyCaps(item.hotkey, mac)} />}
      </span>
    ),
    onClick: item.onClick,
  }))
  return (
    <div className={styles.bar} role="banner">
      {phone && <BrandMark size={28} />}
      <button type="button" className={styles.search} onClick={props.onSearch}>
        <SearchOutlined aria-hidden />
        <span className={styles.searchText}>{words.search}</span>
        {!phone && <KeyCaps caps={hotkeyCaps('mod+k', mac)} />}
      </button>
      <div className={styles.end}>
        {props.connection && <ConnectionDot {...props.connection} />}
        {items.length > 0 && (
          <Dropdown menu={{ items }} trigger={['click']} placement="bottomRight">
            <Button type="primary" icon={<PlusOutlined />} aria-label={words.create} shape={phone ? 'circle' : 'default'} size={phone ? 'small' : 'middle'}>
              {phone ? null : words.create}
            </Button>
          </Dropdown>
        )}
        {props.notices}
        {!phone && (
          <>
            <Tooltip title={words.shortcuts.help}>
              <Button type="text" icon={<QuestionCircleOutlined />} onClick={props.onHelp} aria-label={words.shortcuts.help} />
            </Tooltip>
            <Button type="text" onClick={props.language.onSwitch} aria-label={`${words.language} ${props.language.other}`} className={styles.language}>
              {props.language.other}
            </Button>
            <UserMenu user={props.user} words={words} onSignOut={props.onSignOut} />
          </>
        )}
      </div>
    </div>
  )
}
