import { benjaminiHochberg } from './benjamini-hochberg.ts'

/**
 * p-values adjusted twice, the larger counts: Benjamini–Hochberg over everything that was tested, and over families (all
 * segments of one dimension, or pair, of one kind), a family being as good as its best segment after Bonferroni. Without the
 * second, the many cells in which one true cause shows would lower the bar for chance findings of every other dimension.
 * In the order given. After Benjamini & Bogomolov, J. R. Statist. Soc. B 76 (2014) 297.
 */
export function adjustedPs(tests: readonly { family: string; p: number }[]): number[] {
  const single = benjaminiHochberg(tests.map(({ p }) => p))
  const families = new Map<string, { least: number; size: number }>()
  for (const { family, p } of tests) {
    const known = families.get(family) ?? { least: 1, size: 0 }
    families.set(family, { least: Math.min(known.least, p), size: known.size + 1 })
  }
  const names = [...families.keys()]
  const own = (family: string, p: number) => Math.min(1, p * (families.get(family)?.size ?? 1))
  const byFamily = benjaminiHochberg(names.map((family) => own(family, families.get(family)?.least ?? 1)))
  const adjusted = new Map(names.map((family, i) => [family, byFamily[i] ?? 1]))
  return tests.map(({ family }, i) => Math.max(single[i] ?? 1, adjusted.get(family) ?? 1))
}
