import { expect, test } from 'vitest'
import { remedies } from '../diagnosis/remedies/library.ts'
import { remedyTemplates } from './remedy-templates.ts'
import { templateKeys } from './templates.ts'

test('what carries out a remedy names one of the library and a template that there is', () => {
  const known = new Set(remedies.map(({ key }) => key))
  for (const [remedy, template] of Object.entries(remedyTemplates)) expect([remedy, known.has(remedy), templateKeys.some((key) => key === template)]).toEqual([remedy, true, true])
})
