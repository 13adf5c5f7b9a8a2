import fc from 'fast-check'
import { expect, test } from 'vitest'
import { matchesPath } from './path-pattern.ts'

test.each([
  ['/pricing', '/pricing', true], ['/pricing', '/pricing/', false], ['*/pricing*', '/zh/Pricing/pro', true], ['*.pdf', '/a/b.PDF', true], ['*.pdf', '/a.pdf/x', false],
  ['/docs/*', '/docs/', true], ['/docs/*', '/docs', false], ['*', '', true], ['/*a*b*c', '/xaxbxc', true], ['/*a*b*c', '/xaxcxb', false], ['/价格*', '/价格/企业版', true], ['', '/', false],
])('%s, %s: %s', (pattern, path, expected) => {
  expect(matchesPath(pattern, path)).toBe(expected)
})

test('as a regular expression would say', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', '/', '.'), maxLength: 12 })
  fc.assert(fc.property(fc.string({ unit: fc.constantFrom('a', 'b', '/', '.', '*'), maxLength: 8 }), text, (pattern, path) => {
    const asExpression = new RegExp(`^${pattern.replace(/[.]/g, '[.]').replace(/[*]/g, '.*')}$`)
    expect(matchesPath(pattern, path)).toBe(asExpression.test(path))
  }), { numRuns: 500 })
})

test('a hostile pattern takes no time to speak of', () => {
  expect(matchesPath(`${'*a'.repeat(90)}*b`, `/${'a'.repeat(300)}`)).toBe(false)
})
