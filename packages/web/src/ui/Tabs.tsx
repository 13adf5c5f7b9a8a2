import type { KeyboardEvent, ReactNode } from 'react'
import { useEffect, useRef } from 'react'
import styles from './Tabs.module.css'

export interface Tab<T extends string> {
  value: T
  label: string
  /** How many it holds, in words; undefined while that is unknown, absent where nothing is counted. */
  count?: string | undefined
}

const steps: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1 }

/** One of several lists on a page; they scroll sideways where there is no room. `end`: beside them. */
export function Tabs<T extends string>(props: { label: string; value: T; tabs: readonly Tab<T>[]; onChange: (value: T) => void; end?: ReactNode }) {
  const { value, tabs } = props
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [value])
  const onKeyDown = (event: KeyboardEvent) => {
    const step = steps[event.key]
    const buttons = [...(list.current?.querySelectorAll<HTMLElement>('[role="tab"]') ?? [])]
    // From where the keyboard is: keys come faster than the page changes.
    const at = step === undefined ? -1 : buttons.findIndex((button) => button === event.target)
    if (step === undefined || at < 0) return
    const to = (at + step + tabs.length) % tabs.length
    event.preventDefault()
    buttons[to]?.focus()
    const next = tabs[to]
    if (next) props.onChange(next.value)
  }
  return (
    <div className={styles.row}>
      <div ref={list} className={styles.tabs} role="tablist" aria-label={props.label} onKeyDown={onKeyDown}>
        {tabs.map((tab) => (
          <button key={tab.value} type="button" role="tab" aria-selected={tab.value === value} tabIndex={tab.value === value ? 0 : -1} className={styles.tab} onClick={() => props.onChange(tab.value)}>
            {tab.label}
            {'count' in tab && <span className={`num ${styles.count}`}>{tab.count}</span>}
          </button>
        ))}
      </div>
      {props.end}
    </div>
  )
}
