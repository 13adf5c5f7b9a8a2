import { useTranslation } from 'react-i18next'
import styles from './Designer.module.css'

/** Ordered like the stages themselves, from teal to indigo; then hues that stand apart. */
const offered = ['#6bbac1', '#429cbd', '#2e7cb6', '#2e5ea6', '#32438b', '#2d2b66', '#0d8f6f', '#c98500', '#b0578b', '#6d7687']

/** A colour: one of those that go together, or any other. */
export function ColorChoice({ value, onChange, label }: { value: string; onChange: (color: string) => void; label: string }) {
  const { t } = useTranslation('designer')
  return (
    <div className={styles.swatches} role="radiogroup" aria-label={label}>
      {offered.map((color, index) => (
        <button
          key={color}
          type="button"
          role="radio"
          aria-checked={color === value.toLowerCase()}
          aria-label={t('stage.colorN', { n: index + 1 })}
          className={styles.swatch}
          style={{ '--swatch': color } as React.CSSProperties}
          onClick={() => onChange(color)}
        />
      ))}
      <input type="color" className={styles.other} aria-label={t('stage.otherColor')} title={t('stage.otherColor')} value={value} onChange={(event) => onChange(event.target.value)} />
    </div>
  )
}
