import { expect, test } from 'vitest'
import { changedPaths } from './changed-paths.ts'

test('names every field, nested ones by their path; lists are values', () => {
  expect(changedPaths({ email: 'a', password: { next: 'x' }, tags: ['a', 'b'], parent: null })).toEqual([['email'], ['password', 'next'], ['tags'], ['parent']])
})
