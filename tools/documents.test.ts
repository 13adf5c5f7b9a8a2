import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))
const documents = [
  ...readdirSync(root).filter((name) => name.endsWith('.md')),
  ...readdirSync(join(root, 'docs/decisions')).map((name) => `docs/decisions/${name}`),
]

/** Links, and paths of the project in backticks; `<noun>` and `*` stand for many. */
function pathsIn(document: string): string[] {
  const text = readFileSync(join(root, document), 'utf8')
  const links = [...text.matchAll(/\]\(([^)#\s]+)[^)]*\)/g)].map((match) => match[1] ?? '').filter((link) => !/^[a-z]+:/.test(link))
  const quoted = [...text.matchAll(/`((?:packages|db|docs|tools|bench|e2e|\.ci)\/[^`\s]*)`/g)].map((match) => match[1] ?? '')
  return [
    ...links.map((link) => join(dirname(document), link)),
    ...quoted.filter((path) => !/[<*{…]/.test(path)),
  ]
}

test.each(documents)('%s names only files that are there', (document) => {
  expect(pathsIn(document).filter((path) => !existsSync(join(root, path)))).toEqual([])
})

test('the scripts that the documents name exist', () => {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: Record<string, string> }
  const named = documents.flatMap((document) => [...readFileSync(join(root, document), 'utf8').matchAll(/npm run ([\w:]+)/g)].map((match) => match[1] ?? ''))
  expect(named.length).toBeGreaterThan(0)
  expect([...new Set(named)].filter((name) => !(name in scripts))).toEqual([])
})
