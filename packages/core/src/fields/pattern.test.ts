import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compilePattern, PATTERN_LIMITS } from './pattern.ts'

const matches = (source: string, text: string) => compilePattern(source)?.matches(text)

test('the usual forms', () => {
  expect(matches('[A-Z]{2}-\\d{4}', 'AB-1234')).toBe(true)
  expect(matches('^[A-Z]{2}-\\d{4}$', 'AB-1234')).toBe(true)
  expect(matches('[A-Z]{2}-\\d{4}', 'xAB-1234')).toBe(false)
  expect(matches('(京|沪|粤)[A-Z]\\w{5}', '粤B12345')).toBe(true)
  expect(matches('(京|沪|粤)[A-Z]\\w{5}', '苏B12345')).toBe(false)
  expect(matches('(\\d{3}-)?\\d{8}', '010-1234567')).toBe(false)
  expect(matches('(?:010-)?\\d{8}', '010-12345678')).toBe(true)
  expect(matches('[一-龥]+', '合同编号')).toBe(true)
  expect(matches('a.c', 'a👍c')).toBe(true)
  expect(matches('[^\\d]*', '无数字')).toBe(true)
  expect(matches('\\u0041', 'A')).toBe(true)
  expect(matches('(ab)+', 'ababab')).toBe(true)
  expect(matches('', '')).toBe(true)
})

test.for([
  '(a+)+', '(a*)*', '(a|a)*', '(a|b)+c', '((ab)?c){2,}', 'a**', 'a+?', 'a++', '(?=a)', '(?!a)', '(?<=a)b', '(?<n>a)', '(a)\\1', '\\k<n>', '\\b', '\\p{L}',
  '[', '(', ')', 'a{', 'a{2', '[]', '[b-a]', '*', '?', '\\', 'a{3,1}', 'a{999999}', 'a$b', 'a^b', 'x'.repeat(201), '(((((((((((a)))))))))))', `${'(a{400})'.repeat(20)}`,
])('refuses %s', (source) => {
  expect(compilePattern(source)).toBeNull()
})

test('what would take a backtracking engine for ever is read once', () => {
  // 40 unbounded repetitions in a row over 500 characters: polynomial of degree 40 for a backtracking engine.
  expect(matches(`${'a*'.repeat(40)}b`, 'a'.repeat(500))).toBe(false)
  expect(matches(`${'.*'.repeat(60)}x`, 'y'.repeat(500))).toBe(false)
  expect(matches('a?'.repeat(60) + 'a'.repeat(60), 'a'.repeat(60))).toBe(true)
})

test('a text that is too long matches nothing', () => {
  expect(matches('a*', 'a'.repeat(PATTERN_LIMITS.input))).toBe(true)
  expect(matches('a*', 'a'.repeat(PATTERN_LIMITS.input + 1))).toBe(false)
})

test('the same verdict as the engine’s own regular expressions', () => {
  const atom = fc.constantFrom('a', 'b', '[ab]', '[^a]', '.', '\\d', '\\w', '(ab)', '(?:a1)', '1')
  const piece = fc.tuple(atom, fc.constantFrom('', '*', '+', '?', '{2}', '{1,}', '{0,3}')).map(([one, times]) => one + times)
  const source = fc.array(piece, { maxLength: 5 }).map((pieces) => pieces.join(''))
  const whole = fc.oneof(source, fc.tuple(source, source).map(([a, b]) => `${a}|${b}`))
  const text = fc.array(fc.constantFrom('a', 'b', '1', 'é', '字'), { maxLength: 8 }).map((chars) => chars.join(''))
  fc.assert(fc.property(whole, text, (pattern, input) => {
    expect(matches(pattern, input)).toBe(new RegExp(`^(?:${pattern})$`, 'su').test(input))
  }), { numRuns: 3000, seed: 7 })
})
