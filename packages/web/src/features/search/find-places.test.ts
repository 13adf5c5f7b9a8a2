import { expect, test } from 'vitest'
import { findPlaces } from './find-places.ts'

const place = (to: string, label: string, alias: string) => ({ to, label, alias, group: '', onPick: () => undefined })
const places = [place('/lead-pools', '公海', 'Lead pools'), place('/cleaning', '线索清洗', 'Clean leads'), place('/leads', '线索', 'Leads'), place('/hand-overs', '线索移交', 'Hand-overs')]
const found = (typed: string) => findPlaces(places, typed).map(({ to }) => to)

test('a place is found by its name in either language, whatever the case', () => {
  expect(found('公海')).toEqual(['/lead-pools'])
  expect(found('HAND')).toEqual(['/hand-overs'])
  expect(found('线索')).toEqual(['/cleaning', '/leads', '/hand-overs'])
})

test('names that begin with what was typed come first', () => {
  expect(found('lead')).toEqual(['/lead-pools', '/leads', '/cleaning'])
})

test('every word must be there, and nothing typed finds nothing', () => {
  expect(found('leads clean')).toEqual(['/cleaning'])
  expect(found('leads 公海')).toEqual([])
  expect(found('  ')).toEqual([])
})
