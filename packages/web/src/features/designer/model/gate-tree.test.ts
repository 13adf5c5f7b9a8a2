import { criteriaOf, gate as gateSchema, GATE_LIMITS } from '@sluice/core/config/gate'
import type { Criterion, GateGroup } from '@sluice/core/config/gate'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { countNodes, groupAt, hasRoom, insertItem, isGroup, removeItem, replaceItem, setOp, stepItem, unwrapGroup, wrapItem } from './gate-tree.ts'
import type { GatePath } from './gate-tree.ts'

const check = (n: number): Criterion => ({ type: 'checklist', id: `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`, severity: 'block', label: String(n), help: '' })
const group = (op: GateGroup['op'], ...items: GateGroup['items']): GateGroup => ({ op, items })
const shape = (item: Criterion | GateGroup): unknown => ('op' in item ? [item.op, ...item.items.map(shape)] : item.type === 'checklist' ? Number(item.label) : null)

const nested = group('all', check(1), group('any', check(2), check(3)), check(4))

test('items are put in, replaced and taken out at any depth; the rest stays the same object', () => {
  expect(shape(insertItem(nested, [1], check(9)))).toEqual(['all', 1, ['any', 2, 3, 9], 4])
  expect(shape(insertItem(nested, [1], check(9), 0))).toEqual(['all', 1, ['any', 9, 2, 3], 4])
  expect(shape(replaceItem(nested, [1, 0], check(9)))).toEqual(['all', 1, ['any', 9, 3], 4])
  expect(shape(removeItem(nested, [1]))).toEqual(['all', 1, 4])
  expect(removeItem(nested, [1, 0]).items[2]).toBe(nested.items[2])
  expect(shape(setOp(nested, [1], 'all'))).toEqual(['all', 1, ['all', 2, 3], 4])
  expect(shape(setOp(nested, [], 'any'))).toEqual(['any', 1, ['any', 2, 3], 4])
})

test('wrapping and unwrapping undo each other', () => {
  expect(shape(wrapItem(nested, [0], 'any'))).toEqual(['all', ['any', 1], ['any', 2, 3], 4])
  expect(shape(unwrapGroup(wrapItem(nested, [0], 'any'), [0]))).toEqual(shape(nested))
  expect(shape(unwrapGroup(nested, [1]))).toEqual(['all', 1, 2, 3, 4])
})

test('a step down goes into the group below, through it and out of it; a step up comes back', () => {
  const seen: unknown[] = []
  let at: { gate: GateGroup; path: GatePath } | null = { gate: nested, path: [0] }
  for (; at; at = stepItem(at.gate, at.path, 1)) seen.push(shape(at.gate))
  expect(seen).toEqual([
    ['all', 1, ['any', 2, 3], 4],
    ['all', ['any', 1, 2, 3], 4],
    ['all', ['any', 2, 1, 3], 4],
    ['all', ['any', 2, 3, 1], 4],
    ['all', ['any', 2, 3], 1, 4],
    ['all', ['any', 2, 3], 4, 1],
  ])
  expect(stepItem(nested, [0], -1)).toBeNull()
})

test('a step of a criterion and its reverse give the same gate; a step loses nothing', () => {
  const tree: fc.Arbitrary<GateGroup> = fc.letrec<{ group: GateGroup; item: Criterion | GateGroup }>((tie) => ({
    item: fc.oneof({ maxDepth: 2 }, fc.nat(999).map(check), tie('group')),
    group: fc.record({ op: fc.constantFrom('all' as const, 'any' as const), items: fc.array(tie('item'), { minLength: 1, maxLength: 4 }) }),
  })).group
  const paths = (of: GateGroup, here: GatePath = []): GatePath[] => of.items.flatMap((item, index) => [[...here, index], ...(isGroup(item) ? paths(item, [...here, index]) : [])])
  fc.assert(
    fc.property(tree, fc.nat(), fc.constantFrom(1 as const, -1 as const), (gate, pick, direction) => {
      const all = paths(gate)
      const path = all[pick % all.length] ?? []
      const stepped = stepItem(gate, path, direction)
      if (!stepped) return
      expect(criteriaOf(stepped.gate).map((one) => one.id).sort()).toEqual(criteriaOf(gate).map((one) => one.id).sort())
      const moved = groupAt(gate, path.slice(0, -1))?.items[path.at(-1) ?? 0]
      expect(groupAt(stepped.gate, stepped.path.slice(0, -1))?.items[stepped.path.at(-1) ?? 0]).toBe(moved)
      // A whole group steps past other groups, so it does not go back into the one it left.
      if (moved && !isGroup(moved)) expect(shape(stepItem(stepped.gate, stepped.path, direction === 1 ? -1 : 1)?.gate ?? stepped.gate)).toEqual(shape(gate))
    }),
  )
})

test('what has room is what the schema takes, at the limits', () => {
  const deep = group('all', group('all', group('all', check(1))))
  expect(hasRoom(deep, [0, 0], 'group')).toBe(false)
  expect(hasRoom(deep, [0], 'group')).toBe(true)
  expect(hasRoom(deep, [0, 0], 'criterion')).toBe(true)
  expect(gateSchema.safeParse(insertItem(deep, [0, 0], check(2))).success).toBe(true)
  const full = group('all', ...Array.from({ length: GATE_LIMITS.nodes - 1 }, (_, n) => check(n)))
  expect(countNodes(full)).toBe(GATE_LIMITS.nodes)
  expect(gateSchema.safeParse(full).success).toBe(true)
  expect(hasRoom(full, [], 'criterion')).toBe(false)
  expect(gateSchema.safeParse(insertItem(full, [], check(99))).success).toBe(false)
})
