import { expect, test } from 'vitest'
import { problemOf } from './api-error.ts'
import { fillPath, queryString } from './request.ts'

test('path parameters are filled and escaped', () => {
  expect(fillPath('/deals/:id/move', { id: 'a/b' })).toBe('/deals/a%2Fb/move')
  expect(() => fillPath('/deals/:id', {})).toThrow('id')
})

test('queries are in a stable order, lists comma-separated, absent values left out', () => {
  expect(queryString({ b: [1, 2], a: 'x y', c: undefined, d: '', e: [] })).toBe('?a=x+y&b=1%2C2')
  expect(queryString({ where: { all: [] }, live: false })).toBe('?live=false&where=%7B%22all%22%3A%5B%5D%7D')
  expect(queryString()).toBe('')
})

test('any failed answer becomes a problem with a code', () => {
  const gate = problemOf(422, { code: 'gate.refused', title: 'x', status: 422, errors: [{ path: ['a', 0], code: 'missing' }], missing: ['quote'] }, 'r1')
  expect(gate).toMatchObject({ code: 'gate.refused', status: 422, requestId: 'r1', errors: [{ path: 'a.0', code: 'missing' }] })
  expect(gate.extra['missing']).toEqual(['quote'])
  expect(problemOf(502, '<html>', null)).toMatchObject({ code: 'unknown', status: 502 })
  expect(problemOf(404, null, null).code).toBe('not_found')
})
