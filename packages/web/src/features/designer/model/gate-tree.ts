import { GATE_LIMITS } from '@sluice/core/config/gate'
import type { Criterion, GateGroup } from '@sluice/core/config/gate'

/** Where an item stands: its index in each group on the way down. The gate itself is `[]`. */
export type GatePath = readonly number[]
export type GateItem = Criterion | GateGroup

export const isGroup = (item: GateItem): item is GateGroup => 'op' in item

/** The group at a path; undefined when there is none. */
export function groupAt(gate: GateGroup, path: GatePath): GateGroup | undefined {
  const [index, ...rest] = path
  if (index === undefined) return gate
  const item = gate.items[index]
  return item && isGroup(item) ? groupAt(item, rest) : undefined
}

/** The gate with the items of one group changed. */
function withItems(gate: GateGroup, path: GatePath, change: (items: GateItem[]) => GateItem[]): GateGroup {
  const [index, ...rest] = path
  if (index === undefined) return { ...gate, items: change(gate.items) }
  return { ...gate, items: gate.items.map((item, at) => (at === index && isGroup(item) ? withItems(item, rest, change) : item)) }
}

const parentOf = (path: GatePath): GatePath => path.slice(0, -1)
const indexOf = (path: GatePath): number => path.at(-1) ?? 0

/** Puts an item into the group at `path`, before index `at`; at its end by default. */
export function insertItem(gate: GateGroup, path: GatePath, item: GateItem, at = Infinity): GateGroup {
  return withItems(gate, path, (items) => [...items.slice(0, at), item, ...items.slice(at)])
}

export function replaceItem(gate: GateGroup, path: GatePath, item: GateItem): GateGroup {
  return withItems(gate, parentOf(path), (items) => items.map((one, index) => (index === indexOf(path) ? item : one)))
}

export function removeItem(gate: GateGroup, path: GatePath): GateGroup {
  return withItems(gate, parentOf(path), (items) => items.filter((_, index) => index !== indexOf(path)))
}

/** All of the group's items must be met, or any one. */
export function setOp(gate: GateGroup, path: GatePath, op: GateGroup['op']): GateGroup {
  return path.length === 0 ? { ...gate, op } : withItems(gate, parentOf(path), (items) => items.map((one, index) => (index === indexOf(path) && isGroup(one) ? { ...one, op } : one)))
}

/** Puts an item into a group of its own, in its place. */
export function wrapItem(gate: GateGroup, path: GatePath, op: GateGroup['op']): GateGroup {
  return withItems(gate, parentOf(path), (items) => items.map((one, index) => (index === indexOf(path) ? { op, items: [one] } : one)))
}

/** Puts the items of a group where the group was. */
export function unwrapGroup(gate: GateGroup, path: GatePath): GateGroup {
  return withItems(gate, parentOf(path), (items) => items.flatMap((one, index) => (index === indexOf(path) && isGroup(one) ? one.items : [one])))
}

/**
 * Moves an item one step up or down as one reads: past its neighbour, into a neighbouring group, or out of its own group.
 * Null when there is nowhere to go, or the item would be nested too deeply there.
 */
export function stepItem(gate: GateGroup, path: GatePath, direction: -1 | 1): { gate: GateGroup; path: GatePath } | null {
  const parent = parentOf(path)
  const group = groupAt(gate, parent)
  const item = group?.items[indexOf(path)]
  if (!group || !item) return null
  const to = indexOf(path) + direction
  const neighbour = group.items[to]
  if (neighbour && isGroup(neighbour) && !isGroup(item)) {
    // Taking the item out moves what comes behind it.
    const target = [...parent, direction === 1 ? to - 1 : to]
    const at = direction === 1 ? 0 : neighbour.items.length
    return { gate: insertItem(removeItem(gate, path), target, item, at), path: [...target, at] }
  }
  if (neighbour) {
    const target = [...parent, to]
    return { gate: insertItem(removeItem(gate, path), parent, item, to), path: target }
  }
  if (parent.length === 0) return null
  const at = direction === 1 ? indexOf(parent) + 1 : indexOf(parent)
  return { gate: insertItem(removeItem(gate, path), parentOf(parent), item, at), path: [...parentOf(parent), at] }
}

/** Criteria and groups, the gate itself included, as GATE_LIMITS counts them. */
export function countNodes(item: GateItem): number {
  return isGroup(item) ? item.items.reduce((sum, one) => sum + countNodes(one), 1) : 1
}

/** Whether one more criterion, or one more group, has room in the group at `path`. */
export function hasRoom(gate: GateGroup, path: GatePath, of: 'criterion' | 'group'): boolean {
  // A group must still hold criteria one level below it.
  const deepest = path.length + (of === 'group' ? 3 : 2)
  return countNodes(gate) + (of === 'group' ? 2 : 1) <= GATE_LIMITS.nodes && deepest <= GATE_LIMITS.depth
}
