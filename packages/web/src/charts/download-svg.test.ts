import { expect, test } from 'vitest'
import { brokenLines } from './download-svg.ts'

const measure = (text: string) => [...text].length * 10

test('a long line is broken where it is full, and nothing is lost but spaces at the break', () => {
  expect(brokenLines('', 100, measure)).toEqual([])
  expect(brokenLines('团队：华南大区', 200, measure)).toEqual(['团队：华南大区'])
  expect(brokenLines('团队：华南大区', 30, measure)).toEqual(['团队：', '华南大', '区'])
  expect(brokenLines('一个字也放不下', 5, measure).join('')).toBe('一个字也放不下')
})
