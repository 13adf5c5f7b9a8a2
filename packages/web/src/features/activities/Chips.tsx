import { useRef } from 'react'
import type { KeyboardEvent, ReactNode } from 'react'
import styles from './Chips.module.css'

export interface ChipOption<K extends string> {
  key: K
  label: ReactNode
  icon?: ReactNode
}

/** One of a few, by one tap: a radio group whose options are big enough for a thumb. Arrows move the choice. */
export function Chips<K extends string>(props: {
  label: string
  options: readonly ChipOption<K>[]
  value: K | null
  onChange: (key: K) => void
  /** Icons above the words, all in one row. */
  tall?: boolean
}) {
  const { options, value, onChange } = props
  const group = useRef<HTMLDivElement>(null)
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key]
    if (step === undefined) return
    event.preventDefault()
    const from = Math.max(options.findIndex((one) => one.key === value), 0)
    const next = options[(from + step + options.length) % options.length]
    if (!next) return
    onChange(next.key)
    group.current?.querySelector<HTMLElement>(`[data-key="${next.key}"]`)?.focus()
  }
  return (
    <div ref={group} role="radiogroup" aria-label={props.label} className={props.tall ? `${styles.chips} ${styles.tall}` : styles.chips} onKeyDown={onKeyDown}>
      {options.map((one, index) => {
        const on = one.key === value
        return (
          <button
            key={one.key}
            type="button"
            role="radio"
            aria-checked={on}
            data-key={one.key}
            tabIndex={on || (value === null && index === 0) ? 0 : -1}
            className={on ? `${styles.chip} ${styles.on}` : styles.chip}
            onClick={() => onChange(one.key)}
          >
            {one.icon && <span aria-hidden className={styles.icon}>{one.icon}</span>}
            {one.label}
          </button>
        )
      })}
    </div>
  )
}
