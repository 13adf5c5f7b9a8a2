import { Tooltip } from 'antd'
import { nameHue, nameMark } from './name-color.ts'
import styles from './UserAvatar.module.css'

/** A person as a small coloured mark; with `label`, the name beside it. */
export function UserAvatar({ name, size = 24, label }: { name: string; size?: number; label?: boolean }) {
  const mark = nameMark(name)
  const circle = (
    <span
      className={styles.mark}
      style={{ '--hue': nameHue(name), width: size, height: size, fontSize: Math.max(size * (mark.length > 1 ? 0.4 : 0.46), 9) } as React.CSSProperties}
      aria-hidden={label ? true : undefined}
      role={label ? undefined : 'img'}
      aria-label={label ? undefined : name}
    >
      {mark}
    </span>
  )
  if (!label) return <Tooltip title={name}>{circle}</Tooltip>
  return (
    <span className={styles.person}>
      {circle}
      <span className={styles.name}>{name}</span>
    </span>
  )
}
