import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'

/** Serious and critical violations as lines: rule, how many, where first. `rules` asks only these. */
export async function violations(page: Page, rules?: string[]): Promise<string[]> {
  // In one go: the other way opens a page beside to put the results together, and takes five times as long.
  const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] })
  const { violations: found } = await (rules ? axe.withRules(rules) : axe).analyze()
  return found
    .filter((one) => one.impact === 'serious' || one.impact === 'critical')
    // A card is called by its deal and customer; read out whole, with every figure on it, the board would be unusable by ear.
    .map((one) => ({ ...one, nodes: one.nodes.filter((node) => one.id !== 'label-content-name-mismatch' || !node.html.includes('aria-roledescription="draggable"')) }))
    .flatMap((one) => one.nodes.slice(0, 6).map((node) => `${one.id} (${one.nodes.length}): ${node.target.join(' ')} ${node.html.slice(0, 160)}${one.id === 'color-contrast' ? ` ${node.any[0]?.message ?? ''}` : ''}`))
}
