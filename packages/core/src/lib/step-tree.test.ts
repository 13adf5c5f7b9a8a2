import { expect, test } from 'vitest'
import { isTooLarge, placeTree } from './step-tree.ts'

type Step = { id: string; type: 'do' | 'stop' } | { id: string; type: 'branch'; yes: Step[]; no: Step[] }
const one = (id: string): Step => ({ id, type: 'do' })

test('what follows a step: the next, behind a branch what follows it, behind the last nothing', () => {
  const tree: Step[] = [one('a'), { id: 'b', type: 'branch', yes: [one('c'), { id: 's', type: 'stop' }], no: [] }, one('d')]
  const placed = placeTree(tree, 'stop')
  expect([...placed.keys()]).toEqual(['a', 'b', 'c', 's', 'd'])
  expect(placed.get('a')).toMatchObject({ next: 'b', yes: null, no: null, depth: 0 })
  expect(placed.get('b')).toMatchObject({ next: 'd', yes: 'c', no: 'd' })
  expect(placed.get('c')).toMatchObject({ next: 's', depth: 1 })
  expect(placed.get('s')?.next).toBeNull()
  expect(placed.get('d')?.next).toBeNull()
})

test('of two steps with one id the first counts', () => {
  expect(placeTree([one('a'), { id: 'a', type: 'stop' }] as Step[], 'stop').get('a')?.step.type).toBe('do')
})

test('too many steps and too deep a tree are known before they are parsed', () => {
  const limits = { steps: 3, depth: 2 }
  expect(isTooLarge([one('a'), one('b'), one('c')], limits)).toBe(false)
  expect(isTooLarge([one('a'), one('b'), one('c'), one('d')], limits)).toBe(true)
  expect(isTooLarge([{ yes: [one('a')] }], limits)).toBe(false)
  expect(isTooLarge([{ yes: [{ no: [one('a')] }] }], limits)).toBe(true)
  expect(isTooLarge('steps', limits)).toBe(false)
})
