import type { ReactNode } from 'react'
import styles from './Tag.module.css'

export type Tone = 'neutral' | 'brand' | 'good' | 'bad' | 'warn'

/** A quiet label. `color` (a hex) overrides the tone: stages, tags that users coloured. */
export function Tag({ children, tone = 'neutral', color, dot }: { children: ReactNode; tone?: Tone; color?: string; dot?: boolean }) {
  const style = color ? ({ '--tag': color } as React.CSSProperties) : undefined
  return (
    <span className={`${styles.tag} ${color ? '' : styles[tone]} ${dot ? styles.dotted : ''}`} style={style}>
      {dot && <i className={styles.dot} aria-hidden />}
      {children}
    </span>
  )
}
