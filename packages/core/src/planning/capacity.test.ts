import { expect, test } from 'vitest'
import { checkCapacity, leadsPerRep, type Resource } from './capacity.ts'

test('leads per rep', () => {
  expect(leadsPerRep(2000, 20)).toBe(100)
  expect(leadsPerRep(5, 0)).toBeNull()
})

const resources: Resource[] = [
  { key: 'east', name: '华东大区', stageKey: 'lead', perHead: 60, heads: 5, share: 0.6 },
  { key: 'south', name: '华南大区', stageKey: 'lead', perHead: 60, heads: [3, 2], share: 0.4 },
  { key: 'presales', name: '售前工程师', stageKey: 'poc', perHead: 8, heads: 2 },
]

test('names what is short, month by month, the shortest first', () => {
  const months = [
    { month: '2026-07', stages: [{ stageKey: 'lead', need: 400 }, { stageKey: 'poc', need: 16 }] },
    { month: '2026-08', stages: [{ stageKey: 'lead', need: 400 }, { stageKey: 'poc', need: 17 }] },
    { month: '2026-09', stages: [{ stageKey: 'lead', need: 600 }] },
  ]
  const [july, august, september] = checkCapacity(months, resources)
  expect(july?.short).toEqual([])
  expect(july?.loads.map((l) => [l.need, l.capacity, l.utilisation])).toEqual([[240, 300, 0.8], [160, 180, 160 / 180], [16, 16, 1]])
  // The south has two heads from August on: 160 for 120.
  expect(august?.short).toEqual(['华南大区', '售前工程师'])
  expect(august?.loads[1]).toMatchObject({ need: 160, heads: 2, capacity: 120, perHead: 80, missing: 40, missingHeads: 1 })
  expect(september?.short).toEqual(['华南大区', '华东大区'])
  expect(september?.loads[2]).toMatchObject({ need: 0, missing: 0 })
})

test('no heads: everything is missing, and no quotient is invented', () => {
  const [month] = checkCapacity([{ month: '2026-07', stages: [{ stageKey: 'lead', need: 10 }] }], [{ key: 'x', name: '新团队', stageKey: 'lead', perHead: 60, heads: 0 }])
  expect(month?.loads[0]).toMatchObject({ perHead: null, utilisation: null, missing: 10, missingHeads: 1 })
  expect(month?.short).toEqual(['新团队'])
  expect(checkCapacity([{ month: '2026-07', stages: [{ stageKey: 'lead', need: 3 }] }], [{ key: 'x', name: 'x', stageKey: 'lead', perHead: 0.3, heads: 10 }])[0]?.short).toEqual([])
})
