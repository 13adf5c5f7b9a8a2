import { useTheme } from '../ui/ThemeProvider.tsx'

/** A word-sized line of how a figure went; absent values leave a gap. */
export function Sparkline({ values, label, height = 28 }: { values: readonly (number | null)[]; label: string; height?: number }) {
  const { color } = useTheme()
  const known = values.filter((value) => value !== null)
  if (known.length < 2) return null
  const low = Math.min(...known)
  const high = Math.max(...known)
  const x = (index: number) => (index / (values.length - 1)) * 100
  const y = (value: number) => (high === low ? height / 2 : 3 + (1 - (value - low) / (high - low)) * (height - 6))
  let pen = 'M'
  const path = values
    .map((value, index) => {
      if (value === null) {
        pen = 'M'
        return ''
      }
      const part = `${pen}${x(index).toFixed(2)} ${y(value).toFixed(2)}`
      pen = 'L'
      return part
    })
    .join('')
  const last = values.at(-1)
  return (
    <svg width="100%" height={height} viewBox={`0 0 100 ${height}`} preserveAspectRatio="none" role="img" aria-label={label} style={{ display: 'block', overflow: 'visible' }}>
      <path d={`${path}L100 ${height}L0 ${height}Z`} fill={color.brand} opacity={0.08} />
      <path d={path} fill="none" stroke={color.brand} strokeWidth={1.5} vectorEffect="non-scaling-stroke" strokeLinejoin="round" />
      {last !== null && last !== undefined && (
        <path d={`M100 ${y(last)}h0.001`} stroke={color.brand} strokeWidth={5} strokeLinecap="round" vectorEffect="non-scaling-stroke" />
      )}
    </svg>
  )
}
