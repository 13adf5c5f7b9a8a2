import styles from './KeyCaps.module.css'

/** Keys as they are printed on the keyboard. */
export function KeyCaps({ caps }: { caps: readonly string[] }) {
  return (
    <span className={styles.caps} aria-hidden>
      {caps.map((cap, index) => (
        <kbd key={`${cap}${index}`}>{cap}</kbd>
      ))}
    </span>
  )
}
