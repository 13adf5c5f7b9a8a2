import { stageColor } from '../../ui/theme.ts'
import { useTheme } from '../../ui/ThemeProvider.tsx'
import styles from './StageChain.module.css'

/** The stages of a pipeline as a chain that ends in the win: `需求确认 → 方案展示 → 赢单`. */
export function StageChain({ stages, wonName }: { stages: readonly string[]; wonName: string }) {
  const { mode } = useTheme()
  return (
    <ol className={styles.chain}>
      {stages.map((name, index) => (
        <li key={`${index} ${name}`} className={styles.stage} style={{ '--stage': stageColor(mode, index, stages.length) } as React.CSSProperties}>
          {name}
        </li>
      ))}
      <li className={`${styles.stage} ${styles.won}`}>{wonName}</li>
    </ol>
  )
}
