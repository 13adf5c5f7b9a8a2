import type { NavGroup, NavItem } from './shell-types.ts'

/** The places under their groups, both in their own order; a group without a place is left out. Pure. */
export function grouped(groups: readonly NavGroup[], nav: readonly NavItem[]): { group: NavGroup; items: NavItem[] }[] {
  return groups.map((group) => ({ group, items: nav.filter((item) => item.group === group.key) })).filter(({ items }) => items.length > 0)
}
