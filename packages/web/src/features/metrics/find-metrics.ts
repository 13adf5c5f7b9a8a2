import { METRICS } from '@sluice/core/metrics/registry'
import type { MetricKey } from '@sluice/core/metrics/registry'

/**
 * Metrics that hold every word of what was typed in their name, key or definition (of either language): by name first, then by
 * key, then by definition; each group in the order of the registry. Nothing typed finds all.
 */
export function findMetrics(typed: string, topic: string | null = null): MetricKey[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean)
  const holds = (text: string) => words.every((word) => text.toLowerCase().includes(word))
  const found: MetricKey[][] = [[], [], []]
  for (const key of Object.keys(METRICS) as MetricKey[]) {
    const { label, definition, topic: own } = METRICS[key]
    if (topic !== null && own !== topic) continue
    const name = `${label.zh} ${label.en}`
    const at = holds(name) ? 0 : holds(`${name} ${key}`) ? 1 : holds(`${name} ${key} ${definition.zh} ${definition.en}`) ? 2 : null
    if (at !== null) found[at]?.push(key)
  }
  return found.flat()
}
