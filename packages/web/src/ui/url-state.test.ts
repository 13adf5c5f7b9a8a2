import fc from 'fast-check'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { readUrlState, writeUrlState } from './url-state.ts'

const shape = z.object({
  q: z.string().default(''),
  owners: z.array(z.string()).default([]),
  page: z.number().int().default(1),
  mine: z.boolean().default(false),
  view: z.enum(['board', 'list']).default('board'),
  sort: z.object({ by: z.string(), down: z.boolean() }).nullable().default(null),
})
const read = (text: string) => readUrlState(shape, new URLSearchParams(text))
const defaults = { q: '', owners: [], page: 1, mine: false, view: 'board', sort: null }

test('an empty address is the defaults, and defaults leave no trace', () => {
  expect(read('')).toEqual(defaults)
  expect(writeUrlState(shape, read(''), new URLSearchParams('other=1')).toString()).toBe('other=1')
})

test('addresses stay readable', () => {
  const state = { ...read(''), owners: ['a', 'b'], mine: true, view: 'list' as const, q: '华东 12' }
  expect(decodeURIComponent(writeUrlState(shape, state, new URLSearchParams()).toString())).toBe('q=华东+12&owners=a,b&mine=true&view=list')
})

test('a mistyped field falls back alone', () => {
  expect(read('page=abc&mine=maybe&view=cake&owners=a,b&sort=[1]')).toEqual({ ...defaults, owners: ['a', 'b'] })
})

test('property: what is written is read again', () => {
  const text = fc.string({ unit: 'grapheme' })
  const any = fc.record({
    q: text,
    owners: fc.array(text),
    page: fc.integer(),
    mine: fc.boolean(),
    view: fc.constantFrom('board' as const, 'list' as const),
    sort: fc.option(fc.record({ by: text, down: fc.boolean() })),
  })
  fc.assert(
    fc.property(any, (state) => {
      const written = writeUrlState(shape, state, new URLSearchParams()).toString()
      expect(readUrlState(shape, new URLSearchParams(written))).toEqual(state)
    }),
  )
})
