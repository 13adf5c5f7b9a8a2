import type { RefusalWords } from '../lib/refusal.ts'

export const catalogRefusals = {
  'catalog.in_use': { status: 409, zh: '正被使用，不能删除；可以归档。', en: 'It is in use; archive it instead.' },
} satisfies Record<string, RefusalWords>
