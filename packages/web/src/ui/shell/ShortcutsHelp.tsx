import { Modal } from 'antd'
import { hotkeyCaps } from '../hotkey.ts'
import { useHotkeys } from '../use-hotkey.ts'
import { KeyCaps } from './KeyCaps.tsx'
import styles from './ShortcutsHelp.module.css'

const mac = typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.userAgent)

/** Every shortcut in force on this page, by group; written by those who registered them, so that it is never out of date. */
export function ShortcutsHelp({ open, onClose, title }: { open: boolean; onClose: () => void; title: string }) {
  const shortcuts = useHotkeys().filter((one) => one.label !== '')
  const groups = [...new Set(shortcuts.map((one) => one.group))]
  return (
    <Modal open={open} onCancel={onClose} footer={null} title={title} width={560}>
      <div className={styles.groups}>
        {groups.map((group) => (
          <section key={group}>
            <h3>{group}</h3>
            {shortcuts
              .filter((one) => one.group === group)
              .map((one) => (
                <div key={one.hotkey} className={styles.line}>
                  <span>{one.label}</span>
                  <KeyCaps caps={hotkeyCaps(one.hotkey, mac)} />
                </div>
              ))}
          </section>
        ))}
      </div>
    </Modal>
  )
}
