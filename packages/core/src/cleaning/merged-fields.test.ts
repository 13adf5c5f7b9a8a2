import { expect, test } from 'vitest'
import { joinNotes, mergeChoices, usualChoice } from './merged-fields.ts'

test('what is there stays, what is missing is taken over, what can stand together does', () => {
  expect([usualChoice('phone', '138', '139'), usualChoice('phone', null, '139'), usualChoice('phone', '', null), usualChoice('tags', ['a'], [])]).toEqual(['kept', 'merged', 'kept', 'both'])
  expect([usualChoice('status', 'new', 'qualified'), usualChoice('status', 'working', 'nurturing'), usualChoice('status', 'invalid', 'new')]).toEqual(['merged', 'kept', 'merged'])
})

test('notes are joined, and not twice', () => {
  expect([joinNotes('', 'b'), joinNotes('a', ''), joinNotes('a', 'b'), joinNotes('a\n\nb', 'b'), joinNotes('b', 'a b')]).toEqual(['b', 'a', 'a\n\nb', 'a\n\nb', 'a b'])
})

test('choices name fields, and nothing else', () => {
  expect(mergeChoices.safeParse({ phone: 'merged', c_uscc: 'kept' }).success).toBe(true)
  for (const bad of ['__proto__x', 'c_', 'c_A', 'x y', '']) expect(mergeChoices.safeParse({ [bad]: 'kept' }).success).toBe(false)
  expect(mergeChoices.safeParse({ phone: 'neither' }).success).toBe(false)
})
