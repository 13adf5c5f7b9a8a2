import { permissions, roles } from '@sluice/core/identity/role'
import { expect, test } from 'vitest'
import { reachOf } from './role-reach.ts'

test('every role is told in full, each noun once and with its own permission', () => {
  for (const role of roles) {
    const told = reachOf(role).flatMap(({ nouns, read, write }) => nouns.map((noun) => ({ noun, read, write })))
    expect(told.map((one) => one.noun).sort()).toEqual(Object.keys(permissions[role]).sort())
    for (const { noun, read, write } of told) expect(permissions[role][noun]).toEqual({ read, write })
  }
})

test('records with the same reach are one sentence', () => {
  expect(reachOf('rep')[0]).toEqual({ nouns: ['deal', 'lead', 'account', 'contact'], read: 'own', write: 'own' })
  expect(reachOf('admin').map((one) => one.nouns)).toEqual([['deal', 'lead', 'account', 'contact'], ['campaign', 'config', 'user'], ['import']])
})
