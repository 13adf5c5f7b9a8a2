import type { LossReason } from '@sluice/core/catalog/contract'
import { expect, test } from 'vitest'
import { lossTree } from './loss-tree.ts'

const reason = (id: string, parentId: string | null, position: number, isArchived = false): LossReason => ({
  id, parentId, position, isArchived, key: null, name: id, asksCompetitor: false, asksText: false, version: 1,
})

test('groups are headings, reasons are chosen, archived ones are gone', () => {
  const tree = lossTree([reason('预算', '价格', 2), reason('价格', null, 1), reason('竞品', '价格', 1), reason('旧', '价格', 3, true), reason('其他', null, 2)])
  expect(tree).toEqual([
    {
      value: '价格', title: '价格', selectable: false,
      children: [
        { value: '竞品', title: '竞品', selectable: true, children: [] },
        { value: '预算', title: '预算', selectable: true, children: [] },
      ],
    },
    { value: '其他', title: '其他', selectable: true, children: [] },
  ])
})

test('a reason of an archived group can still be chosen', () => {
  expect(lossTree([reason('组', null, 1, true), reason('原因', '组', 1)]).map((node) => [node.value, node.selectable])).toEqual([['原因', true]])
})
