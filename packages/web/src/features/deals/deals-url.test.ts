import { getBoard, listDeals } from '@sluice/core/pipeline/contract'
import { expect, test } from 'vitest'
import { readUrlState, writeUrlState } from '../../ui/url-state.ts'
import { activeFilters, boardQueryOf, clearedFilters, dealsUrl, listQueryOf } from './deals-url.ts'

const id = '01890a5d-ac96-774b-bcce-b302099a8057'
const read = (text: string) => readUrlState(dealsUrl, new URLSearchParams(text))

test('an untouched page has a clean address', () => {
  expect(writeUrlState(dealsUrl, read(''), new URLSearchParams()).toString()).toBe('')
  expect(activeFilters(read(''))).toBe(0)
})

test('what the address says is what the contracts take', () => {
  const url = read(`layout=list&owner=${id}&tag=${id}&q=${encodeURIComponent(' 华为 ')}&quick=overdue&stage=${id}&sort=amount&down=false`)
  expect(listDeals.query.parse(listQueryOf(url, id))).toMatchObject({
    pipeline: id, owner: [id], tag: [id], stage: [id], q: '华为', quick: 'overdue', status: 'open', sort: 'amount', direction: 'asc',
  })
  expect(getBoard.query.parse(boardQueryOf(url))).toMatchObject({ owner: [id], quick: 'overdue', sort: 'amount', closedDays: 90 })
  expect(activeFilters(url)).toBe(5)
  expect(activeFilters({ ...url, ...clearedFilters })).toBe(0)
})

test('a sort that only the other layout knows falls back', () => {
  expect(boardQueryOf(read('sort=title')).sort).toBe('rank')
  expect(listQueryOf(read('layout=list&sort=rank'), undefined).sort).toBe('created')
  expect(read('sort=nonsense&layout=3d').layout).toBe('board')
})

test('an all-status list asks for no status', () => {
  expect(listQueryOf({ ...read(''), status: '' }, undefined).status).toBeUndefined()
})
