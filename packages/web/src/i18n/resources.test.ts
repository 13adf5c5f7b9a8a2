import { expect, test } from 'vitest'
import { en, zh } from './resources.ts'

type Tree = { readonly [key: string]: string | Tree }

function leaves(tree: Tree, prefix = ''): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [[prefix + key, value] as [string, string]] : leaves(value, `${prefix}${key}.`),
  )
}

const placeholders = (text: string) => [...text.matchAll(/\{\{\s*([\w.]+)/g)].map((match) => match[1] ?? '').sort()
// English has plural forms where Chinese has one: `x_one` and `x_other` both answer for `x_other`.
const base = (key: string) => key.replace(/_(zero|one|two|few|many|other)$/, '')

test('both languages have the same keys', () => {
  const keys = (tree: Tree) => [...new Set(leaves(tree).map(([key]) => base(key)))].sort()
  expect(keys(en)).toEqual(keys(zh))
})

test('no text is empty and both languages use the same placeholders', () => {
  const english = new Map(leaves(en).map(([key, text]) => [base(key), text]))
  for (const [key, text] of leaves(zh)) {
    expect(text.trim(), key).not.toBe('')
    expect(placeholders(english.get(base(key)) ?? ''), key).toEqual(placeholders(text))
  }
})

test('every catalogue file of a feature is named in the tables', () => {
  const files = Object.keys(import.meta.glob('../features/**/*.{zh,en}.ts'))
  expect(files.length).toBeGreaterThan(0)
  for (const file of files) {
    const [, name, language] = /([\w-]+)\.(zh|en)\.ts$/.exec(file) ?? []
    const namespace = (name ?? '').replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())
    expect(Object.keys(language === 'en' ? en : zh), `${file} is not named in resources.ts`).toContain(namespace)
  }
})
