import type { RefusalWords } from '../lib/refusal.ts'

export const customerRefusals = {
  'account.unknown': { status: 422, zh: '客户不存在，或您无权查看。', en: 'The account does not exist or is not visible to you.' },
  'contact.unknown': { status: 422, zh: '联系人不存在，或您无权查看。', en: 'The contact does not exist or is not visible to you.' },
} satisfies Record<string, RefusalWords>
