import { expect, test } from 'vitest'
import { begin, edit, redo, undo } from './history.ts'

test('edits are undone one by one and redone in order', () => {
  const three = edit(edit(begin('a'), 'b', null), 'c', null)
  const back = undo(undo(three))
  expect(back.present).toBe('a')
  expect(undo(back)).toBe(back)
  expect(redo(redo(back)).present).toBe('c')
  expect(redo(redo(redo(back))).present).toBe('c')
})

test('typing in one field is one edit; another field, or an undo between, begins a new one', () => {
  let history = edit(edit(edit(begin(''), 'n', 'name'), 'na', 'name'), 'nam', 'name')
  expect(undo(history).present).toBe('')
  history = edit(history, 'nam!', 'other')
  expect(undo(history).present).toBe('nam')
  history = edit(undo(history), 'name', 'name')
  expect(undo(history).present).toBe('nam')
})

test('an edit after an undo forgets what could be redone; no edit changes nothing', () => {
  const history = edit(undo(edit(begin(1), 2, null)), 3, null)
  expect(redo(history)).toBe(history)
  expect(edit(history, 3, null)).toBe(history)
})

test('each jump is told, so that editors with input of their own begin anew', () => {
  const history = edit(begin(1), 2, null)
  expect([history.jumps, undo(history).jumps, redo(undo(history)).jumps]).toEqual([0, 1, 2])
})
